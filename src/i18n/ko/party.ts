import type { WhenProblem } from '../../core/party/when.ts';
import type { partyErrors as english } from '../en/party.ts';
import type { Catalog } from '../index.ts';
import { particle } from '../particle.ts';
import { plural } from '../plural.ts';

const count = plural('ko');

type WhenReason = WhenProblem['reason'];
type ProblemOf<R extends WhenReason> = Extract<WhenProblem, { reason: R }>;

const stamp = (at: number, style: 'F' | 'R') => `<t:${Math.floor(at / 1000)}:${style}>`;
const example = '`금요일 오후 9시`, `내일 20:30`, `11월 27일 오후 8시`처럼 적어 주세요.';

const songs = (value: number): string => count(value, { other: '#곡' });
const people = (value: number): string => count(value, { other: '#명' });

const whens: { readonly [R in WhenReason]: (problem: ProblemOf<R>) => string } = {
  unreadable: ({ rest }) => `“${rest}”${particle(rest, '은/는')} 언제인지 모르겠어요. ${example}`,
  'no-time': () => '몇 시인가요? `금요일 오후 9시`처럼 시각도 적어 주세요.',
  'am-or-pm': ({ hour }) => `오전 ${hour}시인가요, 오후 ${hour}시인가요? 오전이나 오후를 붙여 주세요.`,
  'day-or-month': ({ written }) =>
    `“${written}”는 날짜가 두 가지로 읽혀요. \`4월 3일 오후 9시\`처럼 적어 주세요.`,
  several: () => '시각이 여러 개예요. 파티는 한 번 시작하니 하나만 적어 주세요.',
  'has-end': () => '시작 시각만 적어 주세요. 길이는 `길이`에 적으면 돼요.',
  past: ({ at }) => `이미 지난 시각이에요 (${stamp(at, 'R')}). 앞으로 올 시각을 적어 주세요.`,
  'too-far': ({ at }) => `1년도 더 남은 날이에요 (${stamp(at, 'F')}). 더 가까운 날을 골라 주세요.`,
};

const whenText = (problem: WhenProblem): string =>
  (whens[problem.reason] as (problem: WhenProblem) => string)(problem);

export const partyErrors: typeof english = {
  badWhen: ({ problem }) => whenText(problem),
  noParty: () => '여기에는 그런 파티가 없어요. `/파티 예약`으로 하나 열어 보세요.',
  partyOver: () => '그 파티는 끝났거나 취소됐어요.',
  partyRunning: ({ title }) => `지금 “${title}” 파티를 하고 있어요. 먼저 \`/파티 끝내기\`로 끝내 주세요.`,
  partyNotBegun: () => '그 파티는 아직 시작하지 않았어요.',
  partyHasBegun: () => '그 파티는 이미 시작했어요.',
  notPartyHost: () => '이 파티의 진행자나 DJ, 관리자만 할 수 있어요.',
  notAtParty: () => '파티에 와 있는 사람만 할 수 있어요. 먼저 채널에 들어와 주세요.',
  songThereAlready: () => '그 곡은 오늘 목록에 벌써 있어요. 다른 곡을 골라 주세요.',
  requestCap: ({ cap }) =>
    `신청곡 ${songs(cap)}이 기다리고 있어요. 한 번에 그만큼만 신청할 수 있어요. 한 곡이 나온 뒤에 다시 신청하거나 \`/파티 빼기\`로 빼 주세요.`,
  hostChooses: () => '오늘은 진행자가 노래를 골라요.',
  setListFull: () => '목록이 가득 찼어요. 먼저 한 곡을 빼 주세요.',
  noSuchRow: () => '그 곡은 이제 목록에서 기다리고 있지 않아요.',
  nothingPlaying: () => '그 곡은 지금 나오고 있지 않아요.',
  notPaused: () => '파티가 멈춰 있지 않아요.',
  themeUnknown: ({ theme }) =>
    `“${theme}”${particle(theme, '이라는/라는')} 테마는 몰라요. 목록에서 분위기, 드라마, 가수, 즐겨찾기 중에 골라 주세요.`,
  themeEmpty: () =>
    '그 테마에 맞는 노래가 아직 없어요. 다른 테마를 고르거나, 비워 두고 `/파티 신청`으로 넣어 주세요.',
  notVoiceChannel: () =>
    '음성 파티에는 음성 채널이나 스테이지 채널이 필요해요. `채널`로 정하거나 먼저 들어가 주세요.',
};

export const party = {
  roles: { opening: '시작', rise: '고조', peak: '절정', fall: '여운', closer: '마무리' },
  orders: {
    host: '진행자가 골라요',
    fair: '돌아가며 공평하게',
    votes: '표가 많은 곡부터',
    'rotating-dj': 'DJ가 번갈아',
  },
  modes: { voice: '음성', 'link-only': '각자 함께 듣기' },
  nativeFailures: {
    'no-permission':
      '서버 이벤트를 만들지 못했어요. 제 역할에 **이벤트 만들기** 권한이 없거나, 그 채널을 볼 수 없거나 들어갈 수 없어요. 파티는 그대로 열려요.',
    'too-many': '이 서버에 이벤트가 벌써 100개라서 만들지 못했어요. 파티는 그대로 열려요.',
    'bad-channel': '그 채널에는 이벤트를 만들 수 없어요. 파티는 그대로 열려요.',
    unreachable: '디스코드가 지금은 서버 이벤트를 받지 않았어요. 바뀌는 게 있을 때 다시 해 볼게요.',
  },
  momentNames: { save: '저장', goosebumps: '소름' },
  themes: {
    favourites: '이 서버의 즐겨찾기',
    mood: ({ name }) => `분위기: ${name}`,
    drama: ({ name }) => `드라마, 파트 순서대로: ${name}`,
    artist: ({ name }) => `가수: ${name}`,
    anniversary: ({ name }) => `기념일: ${name}`,
  },
  confirm: ({ title, at, zone }) =>
    `**${title}**, ${stamp(at, 'F')} (${stamp(at, 'R')}), ${zone} 시간으로 읽었어요. 맞나요?`,
  facts: ({ minutes, places, repeat, theme }) =>
    [
      repeat,
      count(minutes, { other: '#분' }),
      places === undefined ? undefined : count(places, { other: '#자리' }),
      theme,
    ]
      .filter((fact) => fact !== undefined)
      .join(' · '),
  clockGap: '그 무렵 시계가 앞당겨져서 없는 시각이에요. 바로 다음 시각으로 잡았어요.',
  clockOverlap: '그 무렵 시계가 늦춰져서 두 번 오는 시각이에요. 먼저 오는 쪽으로 잡았어요.',
  eventDescription: ({ hostId, planned }) =>
    `${hostId === undefined ? '' : `<@${hostId}> 님이 여는 `}리스닝 파티예요. 안내 글에 곡 목록과 참석 버튼이 있어요.\n\n${planned}에 계획했어요.`,
  schedule: '예약하기',
  never: '아니요, 그만둘게요',
  forgotten: '아무것도 예약하지 않았어요.',
  scheduled: ({ title }) => `**${title}** 파티를 예약했어요. 안내 글 아래 버튼으로 참석을 알려 주세요.`,
  when: '언제',
  where: '어디서',
  begins: ({ title }) => `**${title}** 파티를 지금 시작해요.`,
  host: '진행자',
  hostNext: ({ member }) => `다음은 ${member} 님`,
  nobody: '아직 없어요',
  hosts: {
    button: '진행자 순서',
    pick: '돌아가며 진행할 사람',
    told: ({ members, first }) =>
      `이번에는 ${first} 님이 진행해요. 그다음은 돌아가며 맡아요: ${members}. 서버를 나간 사람은 건너뛰어요.`,
    alone: ({ first }) => `매번 ${first} 님이 진행해요.`,
    ask: '누가 돌아가며 진행할까요? 고른 순서대로예요.',
  },
  starts: ({ at }) => `${stamp(at, 'F')}\n${stamp(at, 'R')}`,
  repeats: { weekly: '매주', monthly: '매달' },
  setListTitle: ({ title }) => `곡 목록 · ${title}`,
  songsOf: ({ songs: found, minutes }) => `${songs(found)} · ${count(minutes, { other: '#분' })}`,
  moreSongs: ({ songs: more }) => `… 그리고 ${songs(more)} 더`,
  emptyList: '아직 비어 있어요. `/파티 신청`으로 노래를 넣어 주세요.',
  why: {
    hostPick: '진행자가 골랐어요',
    someone: '어느 분',
    request: ({ member }) => `${member} 님의 신청곡`,
    mood: ({ mood }) => `분위기: ${mood}`,
    drama: ({ drama, part }) => (part === undefined ? drama : `${drama}, ${part}`),
    artist: ({ artist }) => `${artist}의 노래`,
    favourite: ({ savers }) => `${people(savers)}이 저장한 노래`,
    anniversary: ({ drama, years }) => `${drama} ${years}주년`,
    replay: '지난 파티에서',
  },
  rsvp: {
    going: '갈게요',
    goingNext: '다음에도 갈게요',
    maybe: '아직 몰라요',
    no: '못 가요',
    remindMe: 'DM으로 알려 줘요',
    counts: { going: '참석', waiting: '대기', maybe: '미정', interested: '관심' },
    full: ({ going, capacity }) => `${capacity}명 중 ${going}명`,
    told: {
      going: '그때 만나요!',
      waiting: ({ place }) => `자리가 다 찼어요. 대기 ${place}번이에요. 자리가 나면 알려 드릴게요.`,
      maybe: '미정으로 적어 뒀어요.',
      no: '아쉬워요. 마음이 바뀌면 언제든 다시 눌러 주세요.',
    },
    dmOn: '시작하기 전에 DM을 보낼게요. 다시 누르면 보내지 않아요.',
    dmOff: 'DM을 보내지 않을게요.',
    promoted: ({ members, title }) => `자리가 났어요. ${members} 님, **${title}**에서 만나요.`,
  },
  reminderHost: ({ member }) => `진행자: ${member} 님`,
  reminder: ({ title, at, channelId }) =>
    `**${title}** 파티가 ${stamp(at, 'R')} <#${channelId}>에서 시작해요.`,
  cancelled: ({ title }) => `**${title}** 파티가 취소됐어요.`,
  skippedOnce: ({ title }) => `**${title}** 파티는 이번만 쉬어요. 다음 파티는 그대로예요.`,
  calledOffBecause: {
    'event-deleted': '서버 이벤트가 삭제됐어요.',
    'event-cancelled': '서버 이벤트가 취소됐어요.',
    'channel-deleted': '채널이 삭제됐어요.',
    missed: '시작할 때 제가 자리에 없었어요. 미안해요.',
  },
  onNow: ({ channelId }) => `지금 하고 있어요. <#${channelId}>로 오세요.`,
  welcome: ({ title }) => `${title}에 어서 오세요`,
  welcomeText: ({ at, songs: waiting }) =>
    `음악은 ${stamp(at, 'R')} 시작해요. ${songs(waiting)}이 기다리고 있어요. \`/파티 신청\`으로 신청해 주세요.`,
  nowPlaying: ({ number, tracks }) => `${tracks}곡 중 ${number}번째 곡`,
  requestedBy: '신청',
  whyHere: '고른 이유',
  notesTitle: '라이너 노트',
  reactions: ({ saves, goosebumps }) => `♥ ${saves} · ⚡ ${goosebumps}`,
  buttons: {
    save: '♥ 저장',
    goosebumps: '⚡ 소름',
    skip: ({ votes, needed }) => `건너뛰기 ${votes}/${needed}`,
    what: '무슨 곡이에요?',
    here: '저 왔어요',
    catchUp: '뭘 놓쳤나요?',
    saveAll: '모두 저장',
    open: '스토어에서 열기',
    begin: '지금 시작',
    replay: '다시 듣기',
    export: '파일로 받기',
  },
  note: {
    part: ({ drama, part }) => `${drama} OST ${part}에 실렸어요.`,
    released: ({ date }) => `${date}에 나왔어요.`,
    alsoIn: ({ dramas }) => `${dramas}에도 나와요.`,
    writers: ({ names }) => `만든 사람: ${names}`,
    versions: ({ kinds }) => `다른 버전도 있어요: ${kinds}`,
    memory: ({ member, text }) => `${member} 님의 기억: “${text}”`,
    echo: ({ people: moved }) => `지난번에는 여기서 ${people(moved)}이 반응했어요.`,
    hidden: ({ drama, episode }) => `${drama} ${episode}회 내용이 있는 노트`,
    beyond: ({ drama, episode, seen }) =>
      (seen === undefined
        ? `이 노트에는 ${drama} ${episode}회 내용이 있어요.`
        : `지금 ${seen}회까지 보셨는데, 이 노트에는 ${drama} ${episode}회 내용이 있어요.`) +
      ' 그래도 읽을까요?',
    hiddenButton: '스포일러가 있는 노트',
    read: '읽기',
    setEpisode: '어디까지 봤어요…',
    episodeTitle: '어디까지 보셨나요?',
    episodeLabel: '마지막으로 본 회차',
    isAt: ({ drama, episode }) =>
      `${drama} ${episode}회까지 봤다고 적었어요. 더 보시면 이 노트를 열어 드릴게요.`,
  },
  saved: ({ at }) => `${at}에 저장했어요. \`/즐겨찾기\`에 있어요.`,
  felt: ({ at }) => `${at}에 적어 뒀어요.`,
  counted: '그건 이미 세었어요.',
  voted: '투표했어요.',
  skipped: '건너뛰었어요.',
  outcome: {
    skipped: '투표로 건너뜀',
    failed: '소리가 없는 곡',
    stopped: '멈춤',
    played: '재생함',
  },
  countdown: ({ at }) => `${stamp(at, 'R')} 다 함께 재생을 눌러 주세요.`,
  countdownFrom: ({ at, position }) => `${stamp(at, 'R')} ${position}부터 재생을 눌러 주세요.`,
  listEmpty: ({ until }) =>
    `목록이 비었어요. \`/파티 신청\`으로 신청해 주세요. 없으면 ${stamp(until, 'R')} 끝낼게요.`,
  paused: {
    empty: '모두 나가서 기다리고 있어요. 돌아오면 멈춘 데서 이어져요.',
    host: '멈췄어요. `/파티 재개`로 이어 가요.',
    'voice-lost': '채널에서 자리를 잃었어요. `/파티 재개`로 저를 불러 주세요.',
  },
  giveUp: ({ until }) => `${stamp(until, 'R')} 끝낼게요.`,
  goesOn: '이어서 가요.',
  recap: ({ title }) => `${title}, 여기까지예요`,
  recapSummary: ({ songs: played, minutes, people: came, saves }) =>
    `${count(minutes, { other: '#분' })} 동안 ${songs(played)}, ${people(came)}, 저장 ${count(saves, { other: '#번' })}`,
  endedBecause: {
    finished: undefined,
    'time-over': '정한 시간이 다 됐어요.',
    stopped: '진행자가 끝냈어요.',
    abandoned: '아무도 돌아오지 않았어요.',
    'voice-lost': '채널로 돌아가지 못했어요.',
    'event-ended': '서버 이벤트가 끝났어요.',
  },
  mostLoved: '가장 사랑받은 곡',
  lovedBy: ({ song, people: hearts }) => `${song} · ${people(hearts)}`,
  moments: '순간',
  moment: ({ song, at, people: felt }) => `**${at}** ${song} · ${people(felt)}`,
  wereThere: '함께한 사람',
  stayed: ({ member, minutes }) => `${member} · ${minutes}분`,
  next: '다음 파티',
  poster: {
    kicker: '리스닝 파티',
    facts: { people: '함께한 사람', songs: '들은 곡', minutes: '음악(분)', saves: '저장' },
    people: ({ people: moved }) => people(moved),
    played: '함께 들은 곡',
    alt: ({ title, date, rest }) => `리스닝 파티 “${title}” 포스터, ${date}. ${rest}.`,
  },
  now: {
    none: '지금 하는 파티가 없어요. `/파티 목록`에서 예정을 볼 수 있어요.',
    catchUp: ({ number, tracks, missed }) =>
      missed === 0
        ? '딱 맞춰 오셨어요. 첫 곡이에요.'
        : `지금 ${tracks}곡 중 ${number}번째 곡이에요. ${songs(missed)}을 놓쳤어요:`,
    here: '와 주셔서 반가워요.',
    savedAll: ({ songs: saved }) => `${songs(saved)}을 \`/즐겨찾기\`에 담았어요.`,
  },
  list: {
    title: '파티',
    none: '예정된 파티가 없어요. `/파티 예약`으로 열어 보세요.',
    line: ({ title, at, going }) => `**${title}** · ${stamp(at, 'F')} · ${going}명 참석`,
    running: ({ title, channelId }) => `**${title}** · 지금 <#${channelId}>에서`,
  },
  choose: '어느 파티인가요?',
  chooseRequest: '어느 곡을 뺄까요?',
  noRequests: '기다리는 신청곡이 없어요.',
  added: ({ song }) => `${song}${particle(song, '을/를')} 목록에 넣었어요.`,
  removed: ({ song }) => `${song}${particle(song, '을/를')} 목록에서 뺐어요.`,
  cancelAsk: ({ title }) => `**${title}** 파티를 취소할까요?`,
  cancelOne: '이번만',
  cancelAll: '반복 전체',
  cancelYes: '취소하기',
  keep: '그대로 두기',
  kept: '그대로 뒀어요.',
  ended: '파티가 끝났어요.',
  pausedDone: '멈췄어요.',
  resumedDone: '이어서 가요.',
  editTitle: '파티 고치기',
  editFields: {
    title: '제목',
    when: '언제 (비우면 그대로)',
    capacity: '자리 (비우면 제한 없음)',
    minutes: '길이(분)',
    requests: '한 사람이 한 번에 신청할 수 있는 곡 수',
  },
  edited: ({ title, at }) => `**${title}** 파티를 고쳤어요. 시작: ${stamp(at, 'F')}`,
  badNumber:
    '정수로 적어 주세요. 자리는 1에서 10000까지, 길이는 10분에서 480분, 신청은 1곡에서 25곡까지예요.',
  setlistButtons: {
    vote: ({ votes }) => `▲ ${votes}`,
    up: '위로',
    down: '아래로',
    remove: '빼기',
    previous: '이전',
    next: '다음',
    add: '노래 넣기',
    redraft: '새로 짜기',
    open: '곡 목록',
  },
  addLabel: '어떤 노래인가요?',
  addHint: '제목(한글·영어 모두), 가수, 또는 둘 다',
  soon: '다음 곡이 곧 나와요.',
  upNext: ({ song }) => `다음 곡: ${song}`,
  setlistPick: '옮기거나 뺄 곡',
  pageOf: ({ page, pages }) => `${pages}쪽 중 ${page}쪽`,
  seatRefused: ({ reason }) => `채널에 들어가지 못했어요. ${reason}`,
  cannotWrite: ({ title, channelId }) =>
    `이제 <#${channelId}>에 쓸 수 없어서 **${title}** 파티를 보여 드릴 수 없어요. ` +
    '거기서 제게 **채널 보기**, **메시지 보내기**, **링크 첨부** 권한을 주거나 `/파티 취소`로 취소해 주세요.',
  ics: '캘린더 파일',
  icsDescription: '서버에서 열리는 리스닝 파티',
  exportFile: '파티에서 나온 노래들',
  exported: ({ title, songs: played }) =>
    `**${title}**: ${songs(played)}을 텍스트, 표, 재생 목록, 데이터, 캘린더 파일로 담았어요.`,
  replayTitle: ({ title }) => `다시 듣기: ${title}`,
  replays: ({ title }) => `**${title}**, 시작해요. 그때의 반응이 제자리에서 나와요.`,
  orderPick: '다음 곡을 누가 정할까요?',
  votePick: '투표할 곡',
  seatGone: '거기서 제게 **연결**과 **말하기** 권한이 있는지 보고 `/파티 재개`를 써 주세요.',
} satisfies Catalog['party'];
