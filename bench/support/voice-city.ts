import { ChannelType } from 'discord-api-types/v10';
import { addChannel, addGuild, addMember } from '../../src/playground/server/world/build.ts';
import { seedDemo } from '../../src/playground/server/world/seed.ts';
import { addUser, createWorld } from '../../src/playground/server/world/world.ts';
import { createFan } from '../../test/support/fan.ts';
import { startPlayground } from '../../test/support/playground.ts';
import { joinAsListener } from '../../test/support/voice-listener.ts';

/** A Discord in a process of its own: as many servers as asked for, a listener in each one's voice channel. */
export interface CityReady {
  readonly apiUrl: string;
  readonly token: string;
  readonly certificate: string;
  readonly seats: readonly { readonly guildId: string; readonly channelId: string }[];
}

export interface CityReport {
  readonly packets: number;
  readonly lost: number;
  readonly plain: number;
  /** The longest wait of each listener, worst first. */
  readonly gapsMs: readonly number[];
}

const world = createWorld();
seedDemo(world);
const owner = world.users.get(world.application.ownerId)!;
const playground = await startPlayground({ world, rateLimits: false });
const seats = Array.from({ length: Number(process.argv[2]) }, (_, index) => {
  // A person of its own: people are told of all their servers, and would follow each one's voice server.
  const username = `listener${index}`;
  const person = addUser(world, { username, token: `fan.${username}`, locale: 'en-US' });
  const guild = addGuild(world, { name: `Server ${index}`, owner });
  addMember(world, guild, person);
  const room = addChannel(world, guild, { name: 'Room', type: ChannelType.GuildVoice });
  return { guildId: guild.id, channelId: room.wire.id, username };
});
for (const { guildId, channelId, username } of seats) {
  const ear = await joinAsListener(
    await createFan({ url: playground.server.url, username, guildId }),
    channelId,
  );
  // As good as present: the channel is encrypted for it, and this process need not send out again what it has counted.
  Object.assign(world.guilds.get(guildId)!.voiceStates.get(ear.userId)!, { selfDeaf: true });
}

const { apiUrl, botToken: token, voice } = playground.server;
const botId = world.application.id;
process.on('message', (asked) => {
  if (asked === 'reset') for (const { guildId } of seats) voice.resetStatistics(guildId, botId);
  if (asked !== 'report') return;
  const all = seats.flatMap(({ guildId }) => voice.statistics(guildId, botId) ?? []);
  const sum = (of: 'packets' | 'lost' | 'plain') => all.reduce((total, one) => total + one[of], 0);
  const gapsMs = all.map(({ largestGapMs }) => largestGapMs).sort((a, b) => b - a);
  process.send?.({
    packets: sum('packets'),
    lost: sum('lost'),
    plain: sum('plain'),
    gapsMs,
  } satisfies CityReport);
});
process.send?.({ apiUrl, token, certificate: voice.certificate, seats } satisfies CityReady);
