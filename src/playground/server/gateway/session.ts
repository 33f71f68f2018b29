import type { WebSocket } from 'ws';
import { intentsAllow } from './intents.ts';
import { withoutContent } from '../world/content.ts';
import { canView } from '../world/permissions.ts';
import type { World, WorldEvent, WorldUser } from '../world/types.ts';
import { GatewayIntentBits as Intent, type APIMessage } from 'discord-api-types/v10';

export type Shard = { id: number; count: number };

export type Session = {
  readonly id: string;
  readonly token: string;
  readonly user: WorldUser;
  readonly isBot: boolean;
  readonly intents: number;
  readonly shard: Shard;
  sequence: number;
  /** The last events, ready to be sent again. */
  readonly replay: { sequence: number; text: string }[];
  socket: WebSocket | undefined;
  /** Ends the wait for the next heartbeat, or for a resume. */
  cancelDeadline: () => void;
};

/** Enough for a reconnect in the middle of a busy quiz; a client that missed more starts anew. */
const REPLAY_LIMIT = 2000;

/** Which guilds a shard serves. Source: https://discord.com/developers/docs/events/gateway#sharding */
export const shardServes = (shard: Shard, guildId: string): boolean =>
  Number((BigInt(guildId) >> 22n) % BigInt(shard.count)) === shard.id;

/** DMs and everything else outside guilds belong to shard 0. */
const isForShard = (session: Session, event: WorldEvent): boolean =>
  event.guildId === undefined ? session.shard.id === 0 : shardServes(session.shard, event.guildId);

export const hears = (world: World, session: Session, event: WorldEvent): boolean => {
  const userId = session.user.wire.id;
  if (event.userIds && !event.userIds.includes(userId)) return false;
  if (session.isBot) {
    if (!isForShard(session, event) || !intentsAllow(session.intents, event)) return false;
    // Ephemeral answers reach the person only; the bot that sent one knows of it from the HTTP answer.
    if (event.userIds) return true;
  }
  if (event.userIds) return true;
  if (event.guildId !== undefined && !world.guilds.get(event.guildId)?.members.has(userId)) return false;
  if (event.channelId === undefined) return event.guildId !== undefined;
  const channel = world.channels.get(event.channelId);
  // A channel that is already gone cannot be asked; only its own CHANNEL_DELETE comes here.
  return channel ? canView(world, channel, userId) : true;
};

const CONTENT_EVENTS: ReadonlySet<string> = new Set(['MESSAGE_CREATE', 'MESSAGE_UPDATE']);

/** True when this session may not read what messages say. */
const lacksContent = (session: Session, event: WorldEvent): boolean =>
  session.isBot && !(session.intents & Intent.MessageContent) && CONTENT_EVENTS.has(event.name);

export const dispatchText = (session: Session, event: WorldEvent, whole: () => string): string =>
  lacksContent(session, event)
    ? JSON.stringify(
        withoutContent(event.data as Partial<APIMessage>, {
          userId: session.user.wire.id,
          inGuild: event.guildId !== undefined,
        }),
      )
    : whole();

export const sendDispatch = (session: Session, name: string, dataText: string): void => {
  session.sequence += 1;
  const text = `{"op":0,"t":"${name}","s":${session.sequence},"d":${dataText}}`;
  session.replay.push({ sequence: session.sequence, text });
  if (session.replay.length > REPLAY_LIMIT) session.replay.shift();
  session.socket?.send(text);
};
