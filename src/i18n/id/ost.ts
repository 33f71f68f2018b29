import type { Catalog } from '../index.ts';
import { plural } from '../plural.ts';

const count = plural('id');

const songCount = ({ songs }: { songs: number }): string => count(songs, { other: '# lagu' });

export const ost = {
  part: ({ part }) => (/^\d/.test(part) ? `Part ${part}` : part),
  drama: 'Drama',
  artists: 'Penyanyi',
  released: 'Rilis',
  length: 'Durasi',
  album: 'Album',
  alsoKnownAs: 'Nama lain',
  versions: 'Versi lain',
  year: 'Tahun',
  network: 'Stasiun TV',
  genres: 'Genre',
  episodes: 'Episode',
  songsFrom: ({ title }) => `OST ${title}`,
  songsBy: ({ name }) => `OST oleh ${name}`,
  page: ({ page, pages, songs }) => `Halaman ${page} dari ${pages} · ${songCount({ songs })}`,
  sources: ({ sources }) => (sources === 0 ? 'tanpa sumber sendiri' : count(sources, { other: '# sumber' })),
  titleOnly:
    'Aku baru tahu judul drama ini: belum ada yang menambahkan lagunya. ' +
    'Siapa pun bisa menambahkannya lewat satu pull request ke Sonagi: lihat CONTRIBUTING.md, “Add a drama”. Setiap lagu butuh sumber.',
  unknownArtist: 'Penyanyi tidak diketahui',
  didYouMean: 'Maksudmu yang lain?',
  nearest: 'Mungkin salah satu dari ini?',
  memberOf: 'Anggota dari',
  members: 'Anggota',
  wholeOst: 'Seluruh OST',
  moreBy: ({ name }) => `Lagu lain dari ${name}`,
  save: 'Simpan',
  saved: ({ title }) => `**${title}** tersimpan di favoritmu.`,
  alreadySaved: ({ title }) => `**${title}** sudah ada di favoritmu.`,
  previous: 'Sebelumnya',
  next: 'Berikutnya',
  pickSong: 'Buka lagu…',
  jump: 'Ke part…',
  noPart: 'Part tidak diketahui',
  noYear: 'Tahun tidak diketahui',
  noSongs: 'Aku belum tahu lagu dengan nama ini.',
  songCount,
  range: ({ first, last, of }) =>
    first === last ? `Lagu ${first} dari ${of}` : `Lagu ${first}–${last} dari ${of}`,
  openBand: 'Buka grup atau anggota…',
  alsoSangWith: 'Pernah bernyanyi bersama',
  openPartner: 'Pernah bernyanyi bersama…',
  together: ({ songs }) => count(songs, { other: '# lagu bersama' }),
  similar: 'Mirip',
  similarTo: ({ title }) => `Mirip ${title}`,
  noSimilar: 'Aku kurang tahu lagu ini untuk mencari yang mirip.',
  sameArtist: ({ name }) => `juga oleh ${name}`,
  sameMood: ({ mood }) => `suasana sama (${mood.toLocaleLowerCase('id')})`,
  sameDrama: 'dari drama yang sama',
  sameGenre: ({ genres }) => `drama dengan genre sama (${genres})`,
  sameYears: ({ year }) => `dari tahun-tahun yang sama (${year})`,
  anotherOne: 'Yang lain',
} satisfies Catalog['ost'];
