import type { Catalog } from '../index.ts';
import { plural } from '../plural.ts';

const count = plural('ja');

const songCount = ({ songs }: { songs: number }): string => count(songs, { other: '#曲' });

export const ost = {
  part: ({ part }) => (/^\d/.test(part) ? `パート${part}` : part),
  drama: 'ドラマ',
  artists: 'アーティスト',
  released: '発売日',
  length: '長さ',
  album: 'アルバム',
  alsoKnownAs: '別名',
  versions: '別バージョン',
  year: '年',
  network: '放送局',
  genres: 'ジャンル',
  episodes: '話数',
  songsFrom: ({ title }) => `${title} のOST`,
  songsBy: ({ name }) => `${name} のOST`,
  page: ({ page, pages, songs }) => `${page} / ${pages}ページ · ${songCount({ songs })}`,
  sources: ({ sources }) => (sources === 0 ? '独自の出典なし' : `出典${count(sources, { other: '#件' })}`),
  titleOnly:
    'このドラマはタイトルしか知りません。曲はまだ誰も登録していません。' +
    'Sonagi へのプルリクエスト一つで誰でも登録できます。方法は CONTRIBUTING.md の「Add a drama」にあります。曲ごとに出典が必要です。',
  unknownArtist: 'アーティスト不明',
  didYouMean: 'ほかをお探しですか？',
  nearest: 'この中にありますか？',
  memberOf: '所属グループ',
  members: 'メンバー',
  wholeOst: 'OST全体',
  moreBy: ({ name }) => `${name} のほかの曲`,
  save: '保存',
  saved: ({ title }) => `**${title}** をお気に入りに保存しました。`,
  alreadySaved: ({ title }) => `**${title}** はもうお気に入りにあります。`,
  previous: '前へ',
  next: '次へ',
  pickSong: '曲を開く…',
  jump: 'パートへ移動…',
  noPart: 'パート不明',
  noYear: '年不明',
  noSongs: 'この名前の曲はまだ知りません。',
  songCount,
  range: ({ first, last, of }) =>
    first === last ? `${of}曲中${first}曲目` : `${of}曲中${first}–${last}曲目`,
  openBand: 'グループかメンバーを開く…',
  alsoSangWith: '一緒に歌った人',
  openPartner: '一緒に歌った人…',
  together: ({ songs }) => `一緒に${songCount({ songs })}`,
  similar: '似た曲',
  similarTo: ({ title }) => `${title} に似た曲`,
  noSimilar: 'この曲のことをよく知らないので、似た曲を選べません。',
  sameArtist: ({ name }) => `同じアーティスト（${name}）`,
  sameMood: ({ mood }) => `同じ雰囲気（${mood}）`,
  sameDrama: '同じドラマ',
  sameGenre: ({ genres }) => `同じジャンルのドラマ（${genres}）`,
  sameYears: ({ year }) => `同じ頃の曲（${year}年）`,
  anotherOne: 'ほかの曲',
} satisfies Catalog['ost'];
