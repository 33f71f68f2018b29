import type { Catalog } from '../index.ts';

export const settings = {
  title: '이 서버의 설정',
  language: '언어',
  languageByDiscord: ({ language }) => `Discord 설정대로: ${language}`,
  timezone: '시간대',
  time: ({ zone, time }) => `${zone}, 지금 ${time}`,
  timezoneDefault: ({ zone, time }) => `봇 기본값 ${zone}, 지금 ${time}`,
  djRole: 'DJ 역할',
  noDjRole: '없음: 진행자와 관리자가 이끌어요',
  channel: { quiz: '퀴즈 채널', party: '파티 채널', announcements: '공지 채널' },
  anyChannel: '어디든',
  changed: '바꿨어요. 이제부터:',
  undo: '되돌리기',
  undone: '되돌렸어요. 전처럼:',
  reset: {
    language: '언어 초기화',
    timezone: '시간대 초기화',
    'dj-role': 'DJ 역할 초기화',
    channels: '채널 초기화',
  },
  footer: '/설정 언어, 시간대, dj역할, 채널로 바꿀 수 있어요.',
} satisfies Catalog['settings'];
