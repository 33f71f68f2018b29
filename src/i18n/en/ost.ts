import { plural } from '../plural.ts';

const count = plural('en');

/** Cards and lists of `/ost`. */
export const ost = {
  part: (params: { part: string }) => (/^\d/.test(params.part) ? `Part ${params.part}` : params.part),
  drama: 'Drama',
  artists: 'Artists',
  released: 'Released',
  length: 'Length',
  album: 'Album',
  alsoKnownAs: 'Also known as',
  versions: 'Other versions',
  year: 'Year',
  network: 'Network',
  genres: 'Genres',
  episodes: 'Episodes',
  songsFrom: (params: { title: string }) => `OST of ${params.title}`,
  songsBy: (params: { name: string }) => `OSTs by ${params.name}`,
  page: (params: { page: number; pages: number; songs: number }) =>
    `Page ${params.page} of ${params.pages} · ${count(params.songs, { one: '# song', other: '# songs' })}`,
  sources: (params: { sources: number }) =>
    params.sources === 0
      ? 'no source of its own'
      : count(params.sources, { one: '# source', other: '# sources' }),
  titleOnly:
    'I know this drama by its title only: nobody has added its songs yet. ' +
    'Anyone can add them in one pull request to Sonagi: CONTRIBUTING.md, “Add a drama”, says how. Every song needs a source.',
  unknownArtist: 'Artist unknown',
  didYouMean: 'Did you mean another one?',
  nearest: 'Did you mean one of these?',
  memberOf: 'Member of',
  members: 'Members',
  wholeOst: 'Whole OST',
  moreBy: (params: { name: string }) => `More by ${params.name}`,
  save: 'Save',
  saved: (params: { title: string }) => `Saved **${params.title}** to your favourites.`,
  alreadySaved: (params: { title: string }) => `**${params.title}** is among your favourites already.`,
  previous: 'Previous',
  next: 'Next',
  pickSong: 'Open a song…',
  jump: 'Jump to a part…',
  noPart: 'Part unknown',
  noYear: 'Year unknown',
  noSongs: 'I know no song under this name yet.',
  songCount: (params: { songs: number }) => count(params.songs, { one: '# song', other: '# songs' }),
  range: (params: { first: number; last: number; of: number }) =>
    params.first === params.last
      ? `Song ${params.first} of ${params.of}`
      : `Songs ${params.first}–${params.last} of ${params.of}`,
  openBand: 'Open a group or member…',
  alsoSangWith: 'Also sang with',
  openPartner: 'Also sang with…',
  together: (params: { songs: number }) =>
    count(params.songs, { one: '# song together', other: '# songs together' }),
  similar: 'Similar',
  similarTo: (params: { title: string }) => `Like ${params.title}`,
  noSimilar: 'I know too little of this song to say what is like it.',
  sameArtist: (params: { name: string }) => `also by ${params.name}`,
  sameMood: (params: { mood: string }) => `also ${params.mood.toLowerCase()}`,
  sameDrama: 'from the same drama',
  sameGenre: (params: { genres: string }) => `drama of the same genre (${params.genres})`,
  sameYears: (params: { year: number }) => `from the same years (${params.year})`,
  anotherOne: 'Another one',
};
