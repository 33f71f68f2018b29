import type { Catalog } from '../index.ts';
import { particle } from '../particle.ts';

export const privacy = {
  exported: '제가 가진 회원님 정보 전부예요. 이 파일에 없는 건 저도 몰라요.',
  nothing: '회원님에 대해 가진 정보가 없어요.',
  word: '삭제',
  modalTitle: '저에 대한 기억을 모두 지울까요?',
  modalLabel: ({ word }) => `확인하려면 “${word}”${particle(word, '이라고/라고')} 적어 주세요`,
  modalHint: '모든 서버의 점수, 연속 기록, 목록, 태그, 답이 지워져요. 되돌릴 수 없어요.',
  kept: ({ word }) =>
    `아무것도 지우지 않았어요. 계속하려면 \`/개인정보 삭제\`를 다시 쓰고 “${word}”${particle(word, '이라고/라고')} 적어 주세요.`,
  forgotten:
    '다 지웠어요. 순위표에서도 사라졌어요. 신고한 오류와 서버에서 인정한 이름은 회원님 이름 없이 남아요.',
} satisfies Catalog['privacy'];
