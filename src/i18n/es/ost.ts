import type { Catalog } from '../index.ts';
import { plural } from '../plural.ts';

const count = plural('es');

const songCount = ({ songs }: { songs: number }): string =>
  count(songs, { one: '# canción', other: '# canciones' });

export const ost = {
  part: ({ part }) => (/^\d/.test(part) ? `Parte ${part}` : part),
  drama: 'Drama',
  artists: 'Artistas',
  released: 'Publicada',
  length: 'Duración',
  album: 'Álbum',
  alsoKnownAs: 'También conocida como',
  versions: 'Otras versiones',
  year: 'Año',
  network: 'Cadena',
  genres: 'Géneros',
  episodes: 'Episodios',
  songsFrom: ({ title }) => `OST de ${title}`,
  songsBy: ({ name }) => `Canciones de OST de ${name}`,
  page: ({ page, pages, songs }) => `Página ${page} de ${pages} · ${songCount({ songs })}`,
  sources: ({ sources }) =>
    sources === 0 ? 'sin fuente propia' : count(sources, { one: '# fuente', other: '# fuentes' }),
  titleOnly:
    'De este drama solo conozco el título: nadie ha añadido aún sus canciones. ' +
    'Cualquiera puede hacerlo con una pull request a Sonagi: lo explica CONTRIBUTING.md, «Add a drama». Cada canción necesita una fuente.',
  unknownArtist: 'Artista desconocido',
  didYouMean: '¿Buscabas otra cosa?',
  nearest: '¿Buscabas alguna de estas?',
  memberOf: 'Miembro de',
  members: 'Miembros',
  wholeOst: 'OST completa',
  moreBy: ({ name }) => `Más de ${name}`,
  save: 'Guardar',
  saved: ({ title }) => `**${title}** está ya en tus favoritas.`,
  alreadySaved: ({ title }) => `**${title}** ya estaba en tus favoritas.`,
  previous: 'Anterior',
  next: 'Siguiente',
  pickSong: 'Abrir una canción…',
  jump: 'Ir a una parte…',
  noPart: 'Parte desconocida',
  noYear: 'Año desconocido',
  noSongs: 'Aún no conozco canciones con este nombre.',
  songCount,
  range: ({ first, last, of }) =>
    first === last ? `Canción ${first} de ${of}` : `Canciones ${first}–${last} de ${of}`,
  openBand: 'Abrir un grupo o miembro…',
  alsoSangWith: 'También cantó con',
  openPartner: 'También cantó con…',
  together: ({ songs }) => count(songs, { one: '# canción en común', other: '# canciones en común' }),
  similar: 'Parecidas',
  similarTo: ({ title }) => `Parecidas a ${title}`,
  noSimilar: 'Sé muy poco de esta canción para decir cuál se le parece.',
  sameArtist: ({ name }) => `también de ${name}`,
  sameMood: ({ mood }) => `mismo ambiente (${mood.toLocaleLowerCase('es')})`,
  sameDrama: 'del mismo drama',
  sameGenre: ({ genres }) => `drama del mismo género (${genres})`,
  sameYears: ({ year }) => `de los mismos años (${year})`,
  anotherOne: 'Otra',
} satisfies Catalog['ost'];
