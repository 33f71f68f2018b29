import type { Catalog } from '../index.ts';
import { plural } from '../plural.ts';

const count = plural('pt-BR');

const songCount = ({ songs }: { songs: number }): string =>
  count(songs, { one: '# música', other: '# músicas' });

export const ost = {
  part: ({ part }) => (/^\d/.test(part) ? `Parte ${part}` : part),
  drama: 'Dorama',
  artists: 'Artistas',
  released: 'Lançamento',
  length: 'Duração',
  album: 'Álbum',
  alsoKnownAs: 'Também conhecida como',
  versions: 'Outras versões',
  year: 'Ano',
  network: 'Emissora',
  genres: 'Gêneros',
  episodes: 'Episódios',
  songsFrom: ({ title }) => `OST de ${title}`,
  songsBy: ({ name }) => `OSTs na voz de ${name}`,
  page: ({ page, pages, songs }) => `Página ${page} de ${pages} · ${songCount({ songs })}`,
  sources: ({ sources }) =>
    sources === 0 ? 'sem fonte própria' : count(sources, { one: '# fonte', other: '# fontes' }),
  titleOnly:
    'Deste dorama só conheço o título: ninguém adicionou as músicas ainda. ' +
    'Qualquer pessoa pode fazer isso com uma pull request no Sonagi: veja CONTRIBUTING.md, “Add a drama”. Cada música precisa de uma fonte.',
  unknownArtist: 'Artista desconhecido',
  didYouMean: 'Procurava outra coisa?',
  nearest: 'Procurava uma destas?',
  memberOf: 'Membro de',
  members: 'Membros',
  wholeOst: 'OST completa',
  moreBy: ({ name }) => `Mais de ${name}`,
  save: 'Salvar',
  saved: ({ title }) => `**${title}** está nas suas favoritas.`,
  alreadySaved: ({ title }) => `**${title}** já estava nas suas favoritas.`,
  previous: 'Anterior',
  next: 'Próxima',
  pickSong: 'Abrir uma música…',
  jump: 'Ir para uma parte…',
  noPart: 'Parte desconhecida',
  noYear: 'Ano desconhecido',
  noSongs: 'Ainda não conheço músicas com este nome.',
  songCount,
  range: ({ first, last, of }) =>
    first === last ? `Música ${first} de ${of}` : `Músicas ${first}–${last} de ${of}`,
  openBand: 'Abrir um grupo ou membro…',
  alsoSangWith: 'Também cantou com',
  openPartner: 'Também cantou com…',
  together: ({ songs }) => count(songs, { one: '# música juntos', other: '# músicas juntos' }),
  similar: 'Parecidas',
  similarTo: ({ title }) => `Parecidas com ${title}`,
  noSimilar: 'Sei pouco desta música para dizer qual se parece com ela.',
  sameArtist: ({ name }) => `também de ${name}`,
  sameMood: ({ mood }) => `mesmo clima (${mood.toLocaleLowerCase('pt-BR')})`,
  sameDrama: 'do mesmo dorama',
  sameGenre: ({ genres }) => `dorama do mesmo gênero (${genres})`,
  sameYears: ({ year }) => `da mesma época (${year})`,
  anotherOne: 'Outra',
} satisfies Catalog['ost'];
