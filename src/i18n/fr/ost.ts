import type { Catalog } from '../index.ts';
import { plural } from '../plural.ts';

const count = plural('fr');

const songCount = ({ songs }: { songs: number }): string =>
  count(songs, { one: '# chanson', other: '# chansons' });

export const ost = {
  part: ({ part }) => (/^\d/.test(part) ? `Partie ${part}` : part),
  drama: 'Drama',
  artists: 'Artistes',
  released: 'Sortie',
  length: 'Durée',
  album: 'Album',
  alsoKnownAs: 'Autres noms',
  versions: 'Autres versions',
  year: 'Année',
  network: 'Chaîne',
  genres: 'Genres',
  episodes: 'Épisodes',
  songsFrom: ({ title }) => `OST de ${title}`,
  songsBy: ({ name }) => `OST chantées par ${name}`,
  page: ({ page, pages, songs }) => `Page ${page} sur ${pages} · ${songCount({ songs })}`,
  sources: ({ sources }) =>
    sources === 0 ? 'sans source propre' : count(sources, { one: '# source', other: '# sources' }),
  titleOnly:
    'Je ne connais que le titre de ce drama : personne n’a encore ajouté ses chansons. ' +
    'Une pull request à Sonagi suffit : voir CONTRIBUTING.md, « Add a drama ». Chaque chanson demande une source.',
  unknownArtist: 'Artiste inconnu',
  didYouMean: 'Tu cherchais autre chose ?',
  nearest: 'Tu cherchais l’un de ceux-ci ?',
  memberOf: 'Membre de',
  members: 'Membres',
  wholeOst: 'OST complète',
  moreBy: ({ name }) => `Plus de ${name}`,
  save: 'Enregistrer',
  saved: ({ title }) => `**${title}** est dans tes favoris.`,
  alreadySaved: ({ title }) => `**${title}** était déjà dans tes favoris.`,
  previous: 'Précédent',
  next: 'Suivant',
  pickSong: 'Ouvrir une chanson…',
  jump: 'Aller à une partie…',
  noPart: 'Partie inconnue',
  noYear: 'Année inconnue',
  noSongs: 'Je ne connais pas encore de chanson sous ce nom.',
  songCount,
  range: ({ first, last, of }) =>
    first === last ? `Chanson ${first} sur ${of}` : `Chansons ${first} à ${last} sur ${of}`,
  openBand: 'Ouvrir un groupe ou un membre…',
  alsoSangWith: 'A aussi chanté avec',
  openPartner: 'A aussi chanté avec…',
  together: ({ songs }) => count(songs, { one: '# chanson ensemble', other: '# chansons ensemble' }),
  similar: 'Similaires',
  similarTo: ({ title }) => `Proches de ${title}`,
  noSimilar: 'J’en sais trop peu sur cette chanson pour dire ce qui lui ressemble.',
  sameArtist: ({ name }) => `aussi par ${name}`,
  sameMood: ({ mood }) => `même ambiance (${mood.toLocaleLowerCase('fr')})`,
  sameDrama: 'du même drama',
  sameGenre: ({ genres }) => `drama du même genre (${genres})`,
  sameYears: ({ year }) => `des mêmes années (${year})`,
  anotherOne: 'Une autre',
} satisfies Catalog['ost'];
