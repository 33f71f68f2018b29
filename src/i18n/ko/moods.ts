import type { Catalog } from '../index.ts';
import { particle } from '../particle.ts';
import { plural } from '../plural.ts';

const count = plural('ko');

export const moods = {
  mood: '분위기',
  names: {
    romantic: '로맨틱',
    sweet: '달콤함',
    longing: '그리움',
    melancholy: '쓸쓸함',
    'heart-rending': '애절함',
    mourning: '애도',
    anxious: '불안함',
    warm: '따뜻함',
    playful: '발랄함',
    youthful: '청춘',
    uplifting: '희망참',
    calm: '잔잔함',
    dreamy: '몽환적',
    eerie: '으스스함',
    tense: '긴장감',
    energetic: '신남',
    epic: '웅장함',
  },
  gems: '숨은 명곡',
  bySource: '출처에 나온 분위기',
  byMembers: ({ members }) => `이 서버에서 ${count(members, { other: '#명' })}이 고름`,
  byGenre: ({ genres }) => `드라마 장르로 봄: ${genres}`,
  tagIt: '분위기 고르기',
  question: ({ title }) =>
    `**${title}**, 어떤 느낌인가요? 고른 분위기는 이 서버에서 쓰이고, 언제든 바꿀 수 있어요.`,
  pick: '분위기 고르기…',
  tagged: ({ title, mood }) => `**${title}**의 분위기를 **${mood}**${particle(mood, '으로/로')} 골랐어요.`,
  undo: '고른 분위기 취소',
} satisfies Catalog['moods'];
