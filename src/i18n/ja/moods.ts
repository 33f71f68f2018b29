import type { Catalog } from '../index.ts';
import { plural } from '../plural.ts';

const count = plural('ja');

export const moods = {
  mood: '雰囲気',
  names: {
    romantic: 'ロマンチック',
    sweet: '甘い',
    longing: '恋しさ',
    melancholy: '物悲しい',
    'heart-rending': '切ない',
    mourning: '哀悼',
    anxious: '不安',
    warm: '温かい',
    playful: 'おちゃめ',
    youthful: '青春',
    uplifting: '前向き',
    calm: '穏やか',
    dreamy: '夢のよう',
    eerie: '不気味',
    tense: '緊張感',
    energetic: '元気',
    epic: '壮大',
  },
  gems: '隠れた名曲',
  bySource: '出典による',
  byMembers: ({ members }) => count(members, { other: 'このサーバーの#人による' }),
  byGenre: ({ genres }) => `ドラマのジャンルから：${genres}`,
  tagIt: '雰囲気を選ぶ',
  question: ({ title }) =>
    `**${title}** はどんな雰囲気ですか？選んだ雰囲気はこのサーバーで使われ、いつでも変えられます。`,
  pick: '雰囲気を選ぶ…',
  tagged: ({ title, mood }) => `**${title}** の雰囲気を **${mood}** にしました。`,
  undo: '選択を取り消す',
} satisfies Catalog['moods'];
