import type { Catalog } from '../index.ts';
import { particle } from '../particle.ts';
import { plural } from '../plural.ts';

const count = plural('ko');

const songs = (value: number): string => count(value, { other: '#곡' });

export const follow = {
  followed: ({ name }) => `이제 **${name}**${particle(name, '을/를')} 팔로우해요.`,
  known: ({ name }) => `**${name}**${particle(name, '은/는')} 이미 팔로우하고 있어요.`,
  toldIn: ({ channelId }) => `새 노래와 기념일은 <#${channelId}>에 올라와요.`,
  toldByMessage: '새 노래와 기념일은 DM으로 알려 드려요.',
  unfollow: '그만 팔로우하기',
  unfollowed: ({ name }) => `**${name}**${particle(name, '을/를')} 더는 팔로우하지 않아요.`,
  listTitle: '팔로우 목록',
  none: '아직 팔로우하는 게 없어요. `/팔로우 드라마`나 `/팔로우 가수`로 시작해 보세요.',
  kind: { drama: '드라마', artist: '가수' },
  here: '이 서버에서 알림',
  elsewhere: '다른 서버에서 알림',
  byMessage: 'DM으로 알림',
  pick: '그만 팔로우할 것…',
  newSongs: ({ songs: found }) => `새로 들어온 노래 ${songs(found)}`,
  more: ({ songs: left }) => `그리고 ${songs(left)} 더`,
  anniversary: ({ drama, years }) => `${drama} ${years}주년`,
  anniversaryText: ({ day, songs: found }) =>
    `첫 방송은 ${day}이었어요. ` +
    (found === 0 ? '아직 아는 노래가 없어요.' : `노래 ${songs(found)}을 알고 있어요.`),
  day: '기념일',
  draft: '기념 파티',
  draftText: ({ at }) =>
    `<t:${Math.floor(at / 1000)}:F>, 노래는 파트 순서대로예요. 버튼을 누른 사람이 진행자가 돼요.`,
  accept: '이 파티 열기',
  accepted: ({ member }) => `${member} 님이 기념 파티를 열어요.`,
  acceptedAlready: '이 기념일의 파티는 이미 예약돼 있어요. `/파티 목록`에서 볼 수 있어요.',
  partyTitle: ({ drama, years }) => `${drama} ${years}주년`,
} satisfies Catalog['follow'];
