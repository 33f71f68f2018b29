import type { Catalog } from '../index.ts';
import { plural } from '../plural.ts';

const count = plural('ko');

export const help = {
  title: '소나기, K-드라마 노래를 찾아 주는 봇',
  intro: '한글, 영어, 로마자, 오타까지 뭐든 좋아요. 제가 찾아 드릴게요. 검색어는 저장하지 않아요.',
  commands: '명령어',
  tips: '알아 두면 좋아요',
  tipGuess:
    '퀴즈에서 `/정답`은 나만 보이고 어디서나 돼요. 제가 읽을 수 있는 채널에서는 그냥 채팅으로 쳐도 돼요.',
  tipSources: '모든 노래에는 출처가 있어요. 몇 개인지는 카드에 나와요.',
} satisfies Catalog['help'];

export const mentions = {
  found: (params) => `이 메시지에서 제가 아는 것을 ${count(params.count, { other: '#개' })} 찾았어요:`,
  none: '이 메시지에서 노래나 드라마를 찾지 못했어요. 제목으로 `/ost 노래`를 써 보세요.',
  open: '하나 열기…',
  song: '노래',
} satisfies Catalog['mentions'];

export const reports = {
  button: '오류 신고',
  title: '오류 신고',
  question: '무엇이 잘못됐나요?',
  example: '가수는 …가 아니에요. https://…를 보세요',
  outcome: {
    filed: '고마워요. 운영자가 확인할게요.',
    known: '전에 알려 주신 내용이에요. 운영자 목록에 있어요.',
    'too-many': '한 시간에 보내기엔 너무 많아요. 나머지는 나중에 알려 주세요.',
  },
} satisfies Catalog['reports'];
