import { systemClock } from '../../src/adapters/clock.ts';
import { openDatabase, openStores } from '../../src/adapters/open-stores.ts';
import type { Catalogue } from '../../src/core/catalogue/catalogue.ts';
import { MINUTE_MS, REMINDERS } from '../../src/core/party/rules.ts';
import { PARTY_VERSION } from '../../src/core/party/schema.ts';
import type { PartyEvent } from '../../src/core/party/types.ts';
import { addChannel, addGuild, addMember } from '../../src/playground/server/world/build.ts';
import { addUser, createWorld } from '../../src/playground/server/world/world.ts';
import { createFollows } from '../../src/services/follows.ts';
import { createPartyLog } from '../../src/services/party-log.ts';
import { createSettings } from '../../src/services/settings.ts';

/** A bot in four shards, and what its community has left in the store. */

export const shardCount = 4;
const shardOf = (guildId: string): number => Number((BigInt(guildId) >> 22n) % BigInt(shardCount));

/** Who plays in the server of which shard, and sees no other server; `everywhere` is in both. */
const players: Readonly<Record<number, string>> = { 1: 'dana', 2: 'lucia' };
const everywhere = 'yuki';

export interface Home {
  readonly shard: number;
  readonly guildId: string;
  readonly channelId: string;
  readonly username: string;
  readonly userId: string;
}

/** A world in which each of the shards has a server, and one server of each half has people in it. */
export const createShardedWorld = () => {
  const world = createWorld();
  const owner = addUser(world, { username: 'owner' });
  const both = addUser(world, { username: everywhere, token: `fan.${everywhere}` });
  const homes = new Map<number, Home>();
  const seen = new Set<number>();
  while (seen.size < shardCount) {
    const guild = addGuild(world, { name: `Server ${seen.size}`, owner });
    const shard = shardOf(guild.id);
    const username = players[shard];
    const { id: channelId } = addChannel(world, guild, { name: 'general' }).wire;
    if (!seen.has(shard) && username !== undefined) {
      const user = addUser(world, { username, token: `fan.${username}` });
      addMember(world, guild, user);
      addMember(world, guild, both);
      homes.set(shard, { shard, guildId: guild.id, channelId, username, userId: user.wire.id });
    }
    seen.add(shard);
  }
  return { world, homes: [...homes.values()], everywhere: { username: everywhere, userId: both.wire.id } };
};

export const partyOf = ({ shard }: Home) => ({ partyId: `half${shard}.0`, title: `Night of shard ${shard}` });

const seedParty = async (
  log: ReturnType<typeof createPartyLog>,
  home: Home,
  remindsAt: number,
): Promise<void> => {
  const { guildId, channelId, userId } = home;
  const { partyId, title } = partyOf(home);
  const startsAt = remindsAt + REMINDERS.hour;
  // Later than the reminder of the day before, which is therefore none of this party's.
  const at = remindsAt - 3 * REMINDERS.hour;
  const schedule: PartyEvent = {
    type: 'schedule',
    version: PARTY_VERSION,
    at,
    partyId,
    guildId,
    series: null,
    rows: [],
    plan: {
      title,
      startsAt,
      minutes: 60,
      mode: 'link-only',
      channelId,
      textChannelId: channelId,
      hostId: userId,
      zone: 'UTC',
      capacity: null,
      theme: null,
      order: 'fair',
      requestCap: 3,
    },
  };
  await log.open(schedule);
  await log.append(partyId, 1, { type: 'rsvp', at: at + MINUTE_MS, memberId: userId, answer: 'going' });
};

/**
 * What was there when the bot was last up: in each server a party that reminds at `remindsAt`, and a fan who follows a drama
 * of which the catalogue has gained a song since.
 */
export const seedCommunity = async (
  url: string,
  homes: readonly Home[],
  { catalogue, remindsAt }: { catalogue: Catalogue; remindsAt: number },
): Promise<void> => {
  const stores = await openStores(url);
  const settings = createSettings({ stores, defaultZone: 'UTC' });
  const follows = createFollows({ stores, clock: systemClock });
  const partyLog = createPartyLog(stores);
  const news = [...catalogue.songs.values()].find(({ dramaIds }) => dramaIds.length === 1);
  const dramaId = news?.dramaIds[0];
  if (news === undefined || dramaId === undefined) throw new Error('The catalogue has no song of a drama.');
  for (const home of homes) {
    const { guildId, channelId, userId } = home;
    await settings.change(guildId, [{ setting: 'channel', use: 'announcements', value: channelId }]);
    await follows.add(userId, { kind: 'drama', id: dramaId, guildId });
    await seedParty(partyLog, home, remindsAt);
  }
  await stores.close();
  const database = await openDatabase(url);
  const songIds = [...catalogue.songs.keys()].filter((id) => id !== news.id);
  const seen = await database.keyv.serializeData({ value: { version: 1, data: { songIds } } });
  await database.swap('catalogue-seen:songs', undefined, seen as string);
  await database.keyv.disconnect();
};
