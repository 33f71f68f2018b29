import type { DiskUse, Findings, Permission } from '../../core/doctor/findings.ts';
import type { Catalog } from '../index.ts';
import { plural } from '../plural.ts';

const count = plural('ko');
const gigabytes = new Intl.NumberFormat('ko', { maximumFractionDigits: 1 });
const shownChannels = 10;

/** As Discord's own settings call them. */
const permissionNames: Readonly<Record<Permission, string>> = {
  ViewChannel: '채널 보기',
  SendMessages: '메시지 보내기',
  SendMessagesInThreads: '스레드에서 메시지 보내기',
  CreatePublicThreads: '공개 스레드 만들기',
  EmbedLinks: '링크 첨부',
  AttachFiles: '파일 첨부',
  ReadMessageHistory: '메시지 기록 보기',
  Connect: '연결',
  Speak: '말하기',
  MuteMembers: '멤버 음소거',
  RequestToSpeak: '발언 요청하기',
  SetVoiceChannelStatus: '음성 채널 상태 설정',
  CreateEvents: '이벤트 만들기',
};

const named = (permissions: readonly Permission[]): string =>
  permissions.map((permission) => `**${permissionNames[permission]}**`).join(', ');

const channels = (ids: readonly string[]): string => {
  const shown = ids.slice(0, shownChannels).map((id) => `<#${id}>`);
  const more = ids.length - shown.length;
  return `${shown.join(', ')}${more > 0 ? ` 외 ${count(more, { other: '#곳' })}` : ''}`;
};

const services = { itunes: 'iTunes', deezer: 'Deezer' };
const ffmpegFrom: Readonly<Record<Findings['ffmpegReady']['from'], string>> = {
  packages: '함께 설치된 것',
  FFMPEG_PATH: 'FFMPEG_PATH에 있는 것',
  PATH: '이 컴퓨터에 있는 것',
};
const diskUses: Readonly<Record<DiskUse, string>> = { store: '데이터베이스', cache: '준비된 오디오' };
const uses = (of: readonly DiskUse[]): string => of.map((use) => diskUses[use]).join(', ');

export const doctor = {
  title: '점검',
  summary: ({ problems, warnings }) =>
    problems + warnings === 0
      ? '모두 정상이에요.'
      : [
          ...(problems > 0 ? [`문제 ${count(problems, { other: '#개' })}`] : []),
          ...(warnings > 0 ? [`주의 ${count(warnings, { other: '#개' })}`] : []),
        ].join(', ') + '. 고친 다음 `/점검`을 다시 해 보세요.',
  section: {
    permissions: '권한',
    intents: '메시지 읽기',
    encryption: '음성 암호화',
    transcoder: '오디오 변환',
    sound: '노래가 나오는 곳',
    clock: '시계',
    store: '데이터베이스',
    disk: '디스크',
    catalogue: '카탈로그',
  },
  finding: {
    channelsFine: ({ channelIds }) => `${channels(channelIds)}에서 필요한 건 다 할 수 있어요.`,
    roleLacks: ({ role, permissions, channelIds }) =>
      `${channelIds.length > 0 ? `${channels(channelIds)}에서 ` : ''}${named(permissions)} 권한이 없어요. ` +
      `서버 설정 → 역할 → ${role} → 권한 → ${named(permissions)} 켜기.`,
    channelDenies: ({ role, permissions, channelId }) =>
      `<#${channelId}>에서 ${named(permissions)} 권한이 막혀 있어요. ` +
      `<#${channelId}> 채널 편집 → 권한 → ${role} → ${permissions.map((permission) => `${permissionNames[permission]} ✓`).join(', ')}.`,
    timedOut: ({ untilSeconds }) =>
      `<t:${untilSeconds}:f>까지 타임아웃 상태예요. 채널에서 제 이름을 누르고 → 타임아웃 제거.`,
    messageContentOn: () => '제가 읽을 수 있는 채널에서는 채팅으로 친 답도 인정돼요.',
    messageContentOff: () =>
      '채팅으로 친 답은 볼 수 없어요. `/정답`과 버튼은 돼요. 바꾸려면 운영자가 ' +
      'Developer Portal → Bot → Message Content Intent를 켜고 저를 다시 시작하면 돼요.',
    encryptionReady: ({ version }) => `통화가 종단 간 암호화돼요 (DAVE 프로토콜 버전 ${version}).`,
    encryptionMissing: () =>
      '종단 간 암호화 라이브러리를 불러오지 못해서 음성 채널에 들어갈 수 없어요. 운영자가 이 컴퓨터에서 ' +
      '`npm ci`를 실행하고 저를 다시 시작해야 해요.',
    ffmpegReady: ({ from, version }) => `FFmpeg ${version}, ${ffmpegFrom[from]}.`,
    ffmpegMissing: () =>
      '쓸 수 있는 FFmpeg가 없어서 파일을 재생할 수 없어요. 운영자가 `npm ci`를 실행하거나 FFMPEG_PATH를 설정해야 해요.',
    libraryRead: ({ files, matched, doubtful, unmatched, broken }) =>
      `라이브러리: 파일 ${count(files, { other: '#개' })}, 일치 ${matched}, 불확실 ${doubtful}, 모르는 노래 ${unmatched}, 손상 ${broken}.` +
      (matched === 0 || doubtful + broken > 0 ? ' 각각의 이유는 운영자가 보고서에서 볼 수 있어요.' : ''),
    libraryOff: () => '따로 둔 오디오 파일이 없어요 (AUDIO_LIBRARY가 비어 있음).',
    previewsReady: ({ origin }) => `${services[origin]} 미리듣기를 쓸 수 있어요.`,
    previewsLimited: ({ origin, untilSeconds }) =>
      `${services[origin]}에서 요청을 줄여 달라고 해요. <t:${untilSeconds}:R> 다시 물어볼게요. 그때까지는 다른 곳이나 글 단서를 써요.`,
    previewsUnreachable: ({ origin }) =>
      `${services[origin]}에서 응답이 없어요. 운영자가 네트워크와 방화벽을 확인하거나 AUDIO_PREVIEWS에서 빼면 돼요.`,
    previewsOff: () => '미리듣기가 꺼져 있어요 (AUDIO_PREVIEWS).',
    noSound: () =>
      '들려줄 노래가 없어서 라운드는 글 단서로 해요. 운영자가 AUDIO_LIBRARY에 오디오 폴더를 넣거나 ' +
      'AUDIO_PREVIEWS를 `itunes,deezer`로 하고 저를 다시 시작하면 돼요.',
    clockRight: () => 'Discord 시계와 같아요.',
    clockAhead: ({ seconds }) =>
      `이 컴퓨터 시계가 Discord보다 ${seconds}초 빠르거나, 네트워크가 그만큼 느려요. 운영자가 시간 동기화(NTP)를 켜야 해요.`,
    clockBehind: ({ seconds }) =>
      `이 컴퓨터 시계가 Discord보다 ${seconds}초 느려요. 운영자가 시간 동기화(NTP)를 켜야 해요.`,
    storeWorks: ({ ms }) => `기록 하나를 ${ms}밀리초 만에 쓰고 읽고 지웠어요.`,
    storeSlow: ({ ms }) =>
      `기록 하나를 쓰고 읽고 지우는 데 ${ms}밀리초 걸렸어요. 운영자가 STORE_URL이 가리키는 컴퓨터의 디스크와 부하를 확인해야 해요.`,
    storeBroken: () =>
      '쓴 것과 읽은 것이 달라요. 운영자가 STORE_URL의 데이터베이스를 다른 프로그램이 쓰고 있지 않은지 확인해야 해요.',
    diskFree: ({ of, gigabytes: free }) => `${uses(of)}: ${gigabytes.format(free)} GB 남음.`,
    diskLow: ({ of, gigabytes: free }) =>
      `${uses(of)}: ${gigabytes.format(free)} GB밖에 안 남았어요. 운영자가 디스크를 비워야 해요.`,
    catalogueRead: ({ dramas, songs, artists }) =>
      `드라마 ${count(dramas, { other: '#편' })}, 노래 ${count(songs, { other: '#곡' })}, 가수 ${count(artists, { other: '#팀' })}.`,
    checkFailed: () => '이건 확인하지 못했어요. 이유는 운영자가 로그에서 볼 수 있어요.',
    checkSlow: ({ seconds }) => `${seconds}초가 넘어도 끝나지 않아서 그만뒀어요.`,
  },
} satisfies Catalog['doctor'];
