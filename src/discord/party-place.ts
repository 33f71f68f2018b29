import type { Client, Guild, GuildScheduledEvent } from 'discord.js';
import {
  ChannelType,
  DiscordAPIError,
  GuildScheduledEventEntityType as EntityType,
  GuildScheduledEventPrivacyLevel,
  GuildScheduledEventStatus as Status,
} from 'discord.js';
import { isAgreed } from '../core/party/native.ts';
import type { NativeEdit, WantedEvent } from '../core/party/native.ts';
import type { Agreed, Native, NativeFailure } from '../core/party/types.ts';
import type { Log } from '../core/log.ts';
import type { PartyPlace } from '../services/party-ports.ts';

export interface PartyPlaceDeps {
  readonly client: Client;
  readonly log: Log;
  /** Holds the mark, by which the event is found again after a crash. */
  readonly describe: (wanted: WantedEvent, mark: string, guild: Guild) => string;
}

/** Discord's codes: missing permissions or access; 100 events; no such channel; a form it does not take. */
const failures: Readonly<Record<string, NativeFailure>> = {
  50013: 'no-permission',
  50001: 'no-permission',
  30038: 'too-many',
  10003: 'bad-channel',
  50035: 'bad-channel',
};

const unknownEvent = 10_070;
/** No such member of the server; no such user at all. */
const unknownMembers: readonly (number | string)[] = [10_007, 10_013];

const failureOf = (error: unknown): NativeFailure =>
  (error instanceof DiscordAPIError ? failures[String(error.code)] : undefined) ?? 'unreachable';

/** What an event in Discord says, as the service takes it. */
export const nativeEditOf = (event: GuildScheduledEvent, isDeleted: boolean): NativeEdit => {
  const statuses = {
    [Status.Scheduled]: 'scheduled',
    [Status.Active]: 'active',
    [Status.Completed]: 'completed',
    [Status.Canceled]: 'cancelled',
  } as const;
  return {
    eventId: event.id,
    title: event.name,
    startsAt: event.scheduledStartTimestamp ?? 0,
    channelId: event.channelId,
    status: isDeleted ? 'deleted' : statuses[event.status],
  };
};

/** When the party was planned, as members read it. */
const markOf = ({ plannedAt }: WantedEvent): string => `<t:${Math.floor(plannedAt / 1_000)}:f>`;

/** How many of its own writes are kept to tell their echoes from what members do. */
const keptWrites = 8;

const signature = ({ title, startsAt, channelId }: Agreed): string =>
  JSON.stringify([title, startsAt, channelId]);

/** Discord's scheduled events and voice channels, as parties use them. */
export const createPartyPlace = ({ client, log, describe }: PartyPlaceDeps) => {
  /** What the bot itself has written last: the echo of an older write must not undo a newer one. */
  const written = new Map<string, string[]>();

  const bodyOf = (guild: Guild, wanted: WantedEvent) => {
    const channel = guild.channels.cache.get(wanted.channelId);
    const isStage = channel?.type === ChannelType.GuildStageVoice;
    const isVoice = isStage || channel?.type === ChannelType.GuildVoice;
    return {
      name: wanted.title,
      description: describe(wanted, markOf(wanted), guild).slice(0, 1_000),
      scheduledStartTime: wanted.startsAt,
      privacyLevel: GuildScheduledEventPrivacyLevel.GuildOnly,
      ...(isVoice
        ? { entityType: isStage ? EntityType.StageInstance : EntityType.Voice, channel: wanted.channelId }
        : {
            entityType: EntityType.External,
            entityMetadata: { location: `#${channel?.name ?? wanted.channelId}` },
            scheduledEndTime: wanted.endsAt,
          }),
    } as const;
  };

  /** What the event says once it is as wanted. */
  const agreedOf = (guild: Guild, { title, startsAt, channelId }: WantedEvent): Agreed => {
    const type = guild.channels.cache.get(channelId)?.type;
    const isVoice = type === ChannelType.GuildVoice || type === ChannelType.GuildStageVoice;
    return { title, startsAt, channelId: isVoice ? channelId : null };
  };

  const remember = (eventId: string, guild: Guild, wanted: WantedEvent): void => {
    const one = signature(agreedOf(guild, wanted));
    written.set(eventId, [...(written.get(eventId) ?? []), one].slice(-keptWrites));
  };

  /** `undefined` when somebody deleted it. */
  const fetchEvent = (guild: Guild, eventId: string): Promise<GuildScheduledEvent | undefined> =>
    guild.scheduledEvents.fetch({ guildScheduledEvent: eventId, force: true }).catch((error: unknown) => {
      if (error instanceof DiscordAPIError && error.code === unknownEvent) return undefined;
      throw error;
    });

  /** The event of this party, by its id or by its mark. */
  const find = async (guild: Guild, native: Native, wanted: WantedEvent) => {
    if (native.kind === 'linked') return fetchEvent(guild, native.eventId);
    const all = await guild.scheduledEvents.fetch();
    return all.find(
      ({ creatorId, description, name, scheduledStartTimestamp }) =>
        creatorId === client.user?.id &&
        description?.includes(markOf(wanted)) === true &&
        (name === wanted.title || scheduledStartTimestamp === wanted.startsAt),
    );
  };

  const isCurrent = (event: GuildScheduledEvent, guild: Guild, wanted: WantedEvent): boolean =>
    isAgreed(nativeEditOf(event, false), agreedOf(guild, wanted)) &&
    // A description that somebody wrote anew is theirs.
    (event.description?.includes(markOf(wanted)) !== true ||
      event.description === bodyOf(guild, wanted).description);

  const bringOver = async (event: GuildScheduledEvent, guild: Guild, wanted: WantedEvent): Promise<void> => {
    const { status } = wanted;
    if (status === 'cancelled') {
      if (event.status === Status.Scheduled) await event.setStatus(Status.Canceled);
      return;
    }
    if (event.status === Status.Scheduled && status === 'scheduled' && !isCurrent(event, guild, wanted)) {
      remember(event.id, guild, wanted);
      await event.edit(bodyOf(guild, wanted));
    }
    if (event.status === Status.Scheduled && status !== 'scheduled') await event.setStatus(Status.Active);
    if (status === 'completed' && event.status !== Status.Completed && event.status !== Status.Canceled)
      await event.edit({ status: Status.Completed });
  };

  const sync = async (guild: Guild, native: Native, wanted: WantedEvent): Promise<Native> => {
    const event = await find(guild, native, wanted);
    if (event !== undefined) {
      await bringOver(event, guild, wanted);
      return { kind: 'linked', eventId: event.id, agreed: agreedOf(guild, wanted) };
    }
    // Nothing is made for what is over, nor in the place of one that was deleted; and Discord takes none in the past.
    if (wanted.status !== 'scheduled' || native.kind === 'linked') return native;
    const made = await guild.scheduledEvents.create(bodyOf(guild, wanted));
    remember(made.id, guild, wanted);
    return { kind: 'linked', eventId: made.id, agreed: agreedOf(guild, wanted) };
  };

  const isHuman = (userId: string): boolean => client.users.cache.get(userId)?.bot !== true;

  const place: PartyPlace = {
    syncEvent: async (guildId, native, wanted) => {
      try {
        const guild = await client.guilds.fetch(guildId);
        return await sync(guild, native, wanted);
      } catch (error) {
        log.warn({ err: error, guildId, partyId: wanted.partyId }, 'a scheduled event was not taken');
        return native.kind === 'linked' ? native : { kind: 'refused', why: failureOf(error) };
      }
    },
    eventNow: async (guildId, eventId) => {
      try {
        const event = await fetchEvent(await client.guilds.fetch(guildId), eventId);
        return event === undefined
          ? { eventId, title: '', startsAt: 0, channelId: null, status: 'deleted' }
          : nativeEditOf(event, false);
      } catch (error) {
        log.warn({ err: error, guildId }, 'the event of a party could not be asked for');
        return undefined;
      }
    },
    presentIds: (guildId, channelId) =>
      [...(client.guilds.cache.get(guildId)?.voiceStates.cache.values() ?? [])]
        .filter((state) => state.channelId === channelId && isHuman(state.id))
        .map(({ id }) => id),
    absentIds: async (guildId, memberIds) => {
      const guild = client.guilds.cache.get(guildId);
      if (guild === undefined) return new Set();
      const absent = await Promise.all(
        memberIds.map(async (id) => {
          try {
            await guild.members.fetch({ user: id, force: true, cache: false });
            return [];
          } catch (error) {
            return error instanceof DiscordAPIError && unknownMembers.includes(error.code) ? [id] : [];
          }
        }),
      );
      return new Set(absent.flat());
    },
    interestedIds: async (guildId, eventId) => {
      try {
        const guild = await client.guilds.fetch(guildId);
        const users = await guild.scheduledEvents.fetchSubscribers(eventId);
        return [...users.keys()];
      } catch (error) {
        log.warn({ err: error, guildId }, 'who is interested in a party could not be asked');
        return undefined;
      }
    },
  };

  return {
    ...place,
    /** Whether this is what the bot wrote itself, come back late. */
    isEcho: (edit: NativeEdit): boolean =>
      edit.status === 'scheduled' && (written.get(edit.eventId)?.includes(signature(edit)) ?? false),
    isHuman,
  };
};

export type DiscordPartyPlace = ReturnType<typeof createPartyPlace>;
