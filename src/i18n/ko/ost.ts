import type { Catalog } from '../index.ts';
import { particle } from '../particle.ts';
import { plural } from '../plural.ts';

const count = plural('ko');

const songCount = ({ songs }: { songs: number }): string => count(songs, { other: '#곡' });

export const ost = {
  part: ({ part }) => (/^\d/.test(part) ? `파트 ${part}` : part),
  drama: '드라마',
  artists: '가수',
  released: '발매일',
  length: '길이',
  album: '앨범',
  alsoKnownAs: '다른 이름',
  versions: '다른 버전',
  year: '연도',
  network: '방송사',
  genres: '장르',
  episodes: '회차',
  songsFrom: ({ title }) => `${title} OST`,
  songsBy: ({ name }) => `${name}의 OST`,
  page: ({ page, pages, songs }) => `${pages}쪽 중 ${page}쪽 · ${songCount({ songs })}`,
  sources: ({ sources }) => (sources === 0 ? '자체 출처 없음' : `출처 ${count(sources, { other: '#개' })}`),
  titleOnly:
    '이 드라마는 제목만 알아요. 아직 아무도 노래를 등록하지 않았거든요. ' +
    'Sonagi에 풀 리퀘스트 하나면 누구나 등록할 수 있어요. 방법은 CONTRIBUTING.md의 “Add a drama”에 있고, 노래마다 출처가 필요해요.',
  unknownArtist: '가수 미상',
  didYouMean: '다른 걸 찾으셨나요?',
  nearest: '혹시 이 중에 있나요?',
  memberOf: '소속 그룹',
  members: '멤버',
  wholeOst: 'OST 전체',
  moreBy: ({ name }) => `${name}의 다른 노래`,
  save: '저장',
  saved: ({ title }) => `**${title}**${particle(title, '을/를')} 즐겨찾기에 저장했어요.`,
  alreadySaved: ({ title }) => `**${title}**${particle(title, '은/는')} 이미 즐겨찾기에 있어요.`,
  previous: '이전',
  next: '다음',
  pickSong: '노래 열기…',
  jump: '파트로 가기…',
  noPart: '파트 미상',
  noYear: '연도 미상',
  noSongs: '이 이름으로 아는 노래가 아직 없어요.',
  songCount,
  range: ({ first, last, of }) =>
    first === last ? `${of}곡 중 ${first}번째` : `${of}곡 중 ${first}–${last}번째`,
  openBand: '그룹이나 멤버 열기…',
  alsoSangWith: '함께 부른 가수',
  openPartner: '함께 부른 가수…',
  together: ({ songs }) => `함께 ${songCount({ songs })}`,
  similar: '비슷한 곡',
  similarTo: ({ title }) => `${title}${particle(title, '와/과')} 비슷한 노래`,
  noSimilar: '이 노래는 아는 게 적어서 비슷한 곡을 못 고르겠어요.',
  sameArtist: ({ name }) => `같은 가수 (${name})`,
  sameMood: ({ mood }) => `같은 분위기 (${mood})`,
  sameDrama: '같은 드라마',
  sameGenre: ({ genres }) => `같은 장르의 드라마 (${genres})`,
  sameYears: ({ year }) => `비슷한 시기 (${year}년)`,
  anotherOne: '다른 노래',
} satisfies Catalog['ost'];
