import {
  GuildScheduledEventEntityType as EntityType,
  GuildScheduledEventPrivacyLevel,
  GuildScheduledEventStatus as Status,
  type APIGuildScheduledEvent,
} from 'discord-api-types/v10';
import { discordErrors, invalidForm, type FieldProblem } from '../discord-error.ts';
import type { World, WorldGuild, WorldScheduledEvent, WorldUser } from './types.ts';

const MAX_OPEN_EVENTS = 100;

/** A guild scheduled event as a request describes it. */
export type EventBody = {
  name?: string;
  description?: string | null;
  entity_type?: EntityType | null;
  channel_id?: string | null;
  entity_metadata?: { location?: string | null } | null;
  scheduled_start_time?: string;
  scheduled_end_time?: string | null;
  privacy_level?: number;
  status?: Status | null;
};

const isOpen = ({ wire }: WorldScheduledEvent): boolean =>
  wire.status === Status.Scheduled || wire.status === Status.Active;

const publishEvent = (world: World, name: string, guild: WorldGuild, data: object): void => {
  world.publish({ name, guildId: guild.id, data });
};

const required = (field: string): FieldProblem => ({
  path: [field],
  code: 'BASE_TYPE_REQUIRED',
  message: 'This field is required',
});

const checkTimes = (world: World, wire: APIGuildScheduledEvent, startChanged: boolean): FieldProblem[] => {
  const startMs = Date.parse(wire.scheduled_start_time);
  const problems: FieldProblem[] = [];
  if (startChanged && startMs <= world.clock.now()) {
    const message = 'Cannot schedule event in the past.';
    problems.push({
      path: ['scheduled_start_time'],
      code: 'GUILD_SCHEDULED_EVENT_SCHEDULE_PAST',
      message,
    });
  }
  if (wire.scheduled_end_time && Date.parse(wire.scheduled_end_time) <= startMs) {
    const message = 'Cannot schedule event to end before it starts.';
    problems.push({ path: ['scheduled_end_time'], code: 'GUILD_SCHEDULED_EVENT_END_BEFORE_START', message });
  }
  return problems;
};

/** The published type promises what is only true of a checked event. */
type UncheckedPlace = {
  entity_type: EntityType;
  channel_id: string | null;
  entity_metadata: { location?: string | null } | null;
  scheduled_end_time: string | null;
};

const checkPlace = (wire: UncheckedPlace): FieldProblem[] => {
  if (wire.entity_type !== EntityType.External)
    return wire.channel_id === null ? [required('channel_id')] : [];
  return [
    ...(wire.entity_metadata?.location ? [] : [required('entity_metadata')]),
    ...(wire.scheduled_end_time ? [] : [required('scheduled_end_time')]),
    ...(wire.channel_id === null
      ? []
      : [{ ...required('channel_id'), message: 'Must be null for this type' }]),
  ];
};

export const requireEvent = (guild: WorldGuild, eventId: string): WorldScheduledEvent => {
  const event = guild.scheduledEvents.get(eventId);
  if (!event) throw discordErrors.unknownScheduledEvent();
  return event;
};

const isoTime = (text: string): string => new Date(text).toISOString().replace('.000Z', '+00:00');

const applyBody = (wire: APIGuildScheduledEvent, body: EventBody): APIGuildScheduledEvent => {
  const merged = {
    ...wire,
    ...(body.name !== undefined && { name: body.name }),
    ...(body.description !== undefined && { description: body.description }),
    ...(body.entity_type != null && { entity_type: body.entity_type }),
    ...(body.channel_id !== undefined && { channel_id: body.channel_id }),
    ...(body.entity_metadata !== undefined && { entity_metadata: body.entity_metadata }),
    ...(body.scheduled_start_time !== undefined && {
      scheduled_start_time: isoTime(body.scheduled_start_time),
    }),
    ...(body.scheduled_end_time !== undefined && {
      scheduled_end_time: body.scheduled_end_time === null ? null : isoTime(body.scheduled_end_time),
    }),
    ...(body.status != null && { status: body.status }),
  };
  return (merged.entity_type === EntityType.External
    ? { ...merged, channel_id: null }
    : { ...merged, entity_metadata: null }) as unknown as APIGuildScheduledEvent;
};

export const createEvent = (
  world: World,
  guild: WorldGuild,
  body: EventBody,
  creator: WorldUser,
): WorldScheduledEvent => {
  if ([...guild.scheduledEvents.values()].filter(isOpen).length >= MAX_OPEN_EVENTS) {
    throw discordErrors.tooManyScheduledEvents();
  }
  const blank = {
    id: world.nextId(),
    guild_id: guild.id,
    channel_id: null,
    creator_id: creator.wire.id,
    creator: creator.wire,
    name: '',
    description: null,
    image: null,
    scheduled_start_time: '',
    scheduled_end_time: null,
    privacy_level: GuildScheduledEventPrivacyLevel.GuildOnly,
    status: Status.Scheduled,
    entity_type: EntityType.Voice,
    entity_id: null,
    entity_metadata: null,
    recurrence_rule: null,
  };
  const wire = applyBody(blank as unknown as APIGuildScheduledEvent, { ...body, status: Status.Scheduled });
  const problems = [...checkTimes(world, wire, true), ...checkPlace(wire)];
  if (problems.length > 0) throw invalidForm(...problems);
  const event: WorldScheduledEvent = { wire, interestedUserIds: new Set() };
  guild.scheduledEvents.set(wire.id, event);
  publishEvent(world, 'GUILD_SCHEDULED_EVENT_CREATE', guild, wire);
  return event;
};

/** Scheduled → active or cancelled, active → completed; nothing comes back. */
const NEXT: Readonly<Record<Status, readonly Status[]>> = {
  [Status.Scheduled]: [Status.Active, Status.Canceled],
  [Status.Active]: [Status.Completed],
  [Status.Completed]: [],
  [Status.Canceled]: [],
};

export const patchEvent = (
  world: World,
  guild: WorldGuild,
  event: WorldScheduledEvent,
  body: EventBody,
): void => {
  if (!isOpen(event)) throw discordErrors.eventFinished();
  const { status } = body;
  if (status != null && status !== event.wire.status && !NEXT[event.wire.status].includes(status)) {
    const message = 'Invalid status transition.';
    throw invalidForm({ path: ['status'], code: 'GUILD_SCHEDULED_EVENT_INVALID_STATUS', message });
  }
  const wire = applyBody(event.wire, body);
  const problems = [...checkTimes(world, wire, body.scheduled_start_time !== undefined), ...checkPlace(wire)];
  if (problems.length > 0) throw invalidForm(...problems);
  event.wire = wire;
  publishEvent(world, 'GUILD_SCHEDULED_EVENT_UPDATE', guild, wire);
};

export const deleteEvent = (world: World, guild: WorldGuild, event: WorldScheduledEvent): void => {
  guild.scheduledEvents.delete(event.wire.id);
  publishEvent(world, 'GUILD_SCHEDULED_EVENT_DELETE', guild, event.wire);
};

export const setInterested = (
  world: World,
  guild: WorldGuild,
  event: WorldScheduledEvent,
  interest: { userId: string; interested: boolean },
): void => {
  const { userId, interested } = interest;
  if (event.interestedUserIds.has(userId) === interested) return;
  if (interested) event.interestedUserIds.add(userId);
  else event.interestedUserIds.delete(userId);
  const name = interested ? 'GUILD_SCHEDULED_EVENT_USER_ADD' : 'GUILD_SCHEDULED_EVENT_USER_REMOVE';
  publishEvent(world, name, guild, {
    guild_scheduled_event_id: event.wire.id,
    user_id: userId,
    guild_id: guild.id,
  });
};
