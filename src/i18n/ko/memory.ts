import type { Catalog } from '../index.ts';
import { plural } from '../plural.ts';

const count = plural('ko');

export const memory = {
  added: ({ song }) => `**${song}**에 담아 뒀어요. 아래에서 허락하기 전에는 파티에 나오지 않아요.`,
  listTitle: { own: '이 서버에 남긴 내 기억', song: '이 노래의 기억', all: '이 서버의 모든 기억' },
  empty: {
    own: '아직 남긴 기억이 없어요. `/추억 추가`로 노래에 담아 보세요.',
    song: '이 노래에는 아직 기억이 없어요. `/추억 추가`로 처음 남겨 보세요.',
    all: '여기에는 아직 기억이 없어요.',
  },
  line: ({ song, text, member }) => `**${song}** · ${member}\n“${text}”`,
  hidden: ({ episode }) => `${episode}회 내용이 있어요. 열어야 읽을 수 있어요`,
  page: ({ page, pages, memories }) => `${pages}쪽 중 ${page}쪽 · ${count(memories, { other: '기억 #개' })}`,
  pick: '기억 열기…',
  of: '노래',
  by: '남긴 사람',
  aloud: '파티에서',
  aloudState: { yes: '노래가 나올 때 읽어 줘요', no: '읽지 않아요' },
  spoiler: '스포일러',
  spoilerOf: ({ drama, episode }) => `${drama} ${episode}회: 모두 거기까지 보지 않았다면 버튼 뒤에 숨겨요`,
  buttons: {
    readAloud: '읽어도 좋아요',
    keepSilent: '읽지 말아 주세요',
    episode: '스포일러가 있어요…',
    remove: '삭제',
    back: '모두 보기',
    ofServer: '이 서버의 기억',
  },
  episodeTitle: '몇 회까지의 내용인가요?',
  episodeLabel: '내용이 드러나는 회차 (없으면 비워 두세요)',
  episodeBad: '12처럼 회차를 적거나 비워 두세요.',
  removed: ({ song }) => `**${song}**의 기억을 지웠어요.`,
  gone: '그 기억은 이제 없어요.',
} satisfies Catalog['memory'];
