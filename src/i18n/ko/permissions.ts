/** As Discord's own settings call them in Korean, by the English words an error carries. */
const names: Readonly<Record<string, string>> = {
  'View Channel': '채널 보기',
  'Send Messages': '메시지 보내기',
  'Send Messages In Threads': '스레드에서 메시지 보내기',
  'Create Public Threads': '공개 스레드 만들기',
  'Embed Links': '링크 첨부',
  'Attach Files': '파일 첨부',
  'Add Reactions': '반응 추가하기',
  'Read Message History': '메시지 기록 보기',
  'Manage Guild': '서버 관리하기',
  'Manage Messages': '메시지 관리',
  'Manage Events': '이벤트 관리',
  'Create Events': '이벤트 만들기',
  Connect: '연결',
  Speak: '말하기',
  'Mute Members': '멤버 음소거',
  'Move Members': '멤버 이동',
  'Request To Speak': '발언 요청하기',
};

/** "View Channel, Send Messages" gives "채널 보기, 메시지 보내기". */
export const permissionsInKorean = (list: string): string =>
  list
    .split(', ')
    .map((name) => names[name] ?? name)
    .join(', ');
