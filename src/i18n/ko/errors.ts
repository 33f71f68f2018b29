import type { ErrorTexts } from '../en/errors.ts';
import { particle } from '../particle.ts';
import { plural } from '../plural.ts';
import { partyErrors } from './party.ts';
import { permissionsInKorean } from './permissions.ts';

const count = plural('ko');

const songs = (found: number): string => count(found, { other: '#곡' });

export const widening = {
  years: ({ found }: { found: number }) => `연도 없이: ${songs(found)}`,
  difficulty: ({ found }: { found: number }) => `난이도 상관없이: ${songs(found)}`,
  pool: ({ found }: { found: number }) => `전체 곡에서: ${songs(found)}`,
};

export const errors: ErrorTexts = {
  songNotFound: ({ query }) =>
    `“${query}”${particle(query, '와/과')} 비슷한 노래를 못 찾았어요. 단어를 줄이거나 가수 이름으로 찾아보세요. 드라마라면 \`/ost 드라마\`를 써 보세요.`,
  dramaNotFound: ({ query }) =>
    `“${query}”${particle(query, '와/과')} 비슷한 드라마를 못 찾았어요. 한국어나 영어 제목, 줄임말로 찾아보세요.`,
  artistNotFound: ({ query }) =>
    `“${query}”${particle(query, '와/과')} 비슷한 가수를 못 찾았어요. 한글이나 로마자 이름으로 찾아보세요.`,
  serverOnly: () => '서버에서만 쓸 수 있어요. 저도 글을 쓸 수 있는 채널에서 해 보세요.',
  noSongFits: () => '조건에 맞는 노래가 없어요. 연도를 넓히거나 조건을 하나 빼 보세요.',
  slowDown: ({ seconds }) => `조금만 천천히요. ${seconds}초 뒤에 다시 해 보세요.`,
  expired: () => '이 버튼은 기한이 지났어요. 명령어를 다시 써 주세요.',
  missingBotPermissions: ({ permissions }) =>
    `이 채널에서 저한테 없는 권한이 있어요: **${permissionsInKorean(permissions)}**. 관리자에게 제 역할에 허용해 달라고 부탁해 주세요.`,
  missingMemberPermissions: ({ permissions }) =>
    `**${permissionsInKorean(permissions)}** 권한이 있는 멤버만 할 수 있어요.`,
  noGame: () => '진행 중인 퀴즈가 없어요. `/퀴즈 시작`으로 시작해 보세요.',
  gameRunning: ({ channelId }) =>
    `<#${channelId}>에서 이미 퀴즈가 열리고 있어요. 같이 하거나, 먼저 끝내 주세요.`,
  notHost: () => '이 퀴즈의 진행자나 관리자만 할 수 있어요.',
  poolTooSmall: ({ found, wanted, widen }) =>
    `조건에 맞는 노래가 ${songs(found)}뿐인데, 이 길이의 퀴즈에는 ${songs(wanted)}이 필요해요. ` +
    [...widen.map((way) => `${widening[way.drop](way)}.`), '아니면 라운드 수를 줄여 보세요.'].join(' '),
  badYears: ({ years }) =>
    `“${years}”${particle(years, '은/는')} 연도로 읽을 수 없어요. \`2016\`, \`2010-2019\`, \`2010s\`처럼 써 주세요.`,
  voiceForbidden: ({ channelId, permissions }) =>
    `<#${channelId}>에서는 제 소리가 들리지 않아요. 그 채널에서 제 역할에 **${permissionsInKorean(permissions)}** 권한을 달라고 운영진에게 부탁해 주세요.`,
  voiceFull: ({ channelId, limit }) =>
    `<#${channelId}> 채널이 가득 찼어요(${limit}명). 인원 제한을 늘리거나 제 역할에 **멤버 이동** 권한을 달라고 운영진에게 부탁해 주세요.`,
  voiceBusy: ({ channelId }) =>
    `지금 <#${channelId}>에서 재생하고 있어요. 소리가 나는 퀴즈는 그게 끝난 다음에 할 수 있어요.`,
  joinVoiceFirst: () =>
    '소리가 나는 퀴즈를 하려면 음성 채널에 들어간 뒤 다시 시작해 주세요. 제가 찾아갈게요.',
  noSound: () => '들려드릴 소리가 없어요. 봇 운영자가 `AUDIO_LIBRARY`나 `AUDIO_PREVIEWS`를 설정해야 해요.',
  commandChanged: () =>
    '이 명령어가 바뀌었어요. 다시 입력해 주세요. 그래도 예전 모습이면 디스코드를 다시 켜 보세요.',
  restarting: () => '지금 다시 시작하는 중이에요. 1분 뒤에 다시 해 주세요.',
  notEligible: () => '이 퀴즈에 참여한 멤버만 투표할 수 있어요.',
  alreadyVoted: () => '이미 투표하셨어요.',
  noMoreHints: () => '단서가 벌써 다 나왔어요.',
  listFull: ({ limit }) =>
    `목록이 꽉 찼어요. ${count(limit, { other: '#개' })}까지 담을 수 있으니 먼저 하나를 빼 주세요.`,
  dailyOver: () => '그 문제의 날은 지나갔어요. 오늘 문제가 기다려요: `/오늘의문제`',
  noCup: () => '이 채널에서 열리는 월드컵이 없어요. `/월드컵 시작`으로 열어 보세요.',
  cupRunning: () =>
    '이 채널에서 이미 월드컵이 열리고 있어요. `/월드컵 현황`으로 보거나, 다른 채널에서 시작해 주세요.',
  cupTooSmall: ({ found, wanted, fits }) =>
    `이 테마의 노래는 ${songs(found)}인데, ${count(wanted, { other: '#강' })}에는 ${songs(wanted)}이 필요해요. ` +
    (fits === null
      ? '더 넓은 테마를 골라 주세요.'
      : `\`곡수: ${fits}\`로 하거나 더 넓은 테마를 골라 주세요.`),
  cupPairOver: () => '그 대결은 끝났어요. 지금 열린 대결에 투표해 주세요.',
  cupPaused: () => '월드컵이 잠시 멈췄어요. 진행자가 이어 갈 수 있어요.',
  cupNotPaused: () => '이 월드컵은 멈춰 있지 않아요.',
  notCupHost: () => '이 월드컵의 진행자나 관리자만 할 수 있어요.',
  noTheme: ({ theme }) =>
    `“${theme}”${particle(theme, '이라는/라는')} 테마는 몰라요. 목록에서 분위기, 드라마, 가수, 연대, 즐겨찾기 중에 골라 주세요.`,
  badTimeZone: ({ zone }) =>
    `“${zone}”${particle(zone, '이라는/라는')} 시간대는 몰라요. 도시나 지역으로 찾아 목록에서 골라 주세요.`,
  quizElsewhere: ({ channelId }) => `이 서버의 퀴즈는 <#${channelId}>에서 해요. 거기서 시작해 주세요.`,
  tooLate: () => '그 라운드는 끝났어요. 다음 라운드를 노려 보세요.',
  ...partyErrors,
};
