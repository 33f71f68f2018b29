import { UserError } from '../core/errors.ts';
import { fromBot } from '../core/party/native.ts';
import type { NativeEdit } from '../core/party/native.ts';
import { instanceId, startSeries } from '../core/party/repeat.ts';
import { hasBegun, isOver, isRunning, trackOf } from '../core/party/state.ts';
import type {
  Every,
  MomentKind,
  NewRow,
  PartyState,
  Plan,
  PlanChanges,
  Row,
  RsvpAnswer,
  Running,
} from '../core/party/types.ts';
import type { MemberData } from './member-data.ts';
import type { LiveParty } from './party-live.ts';
import type { PastParty } from './party-log.ts';
import { createPartyMembers } from './party-members.ts';
import type { PartiesDeps } from './party-ports.ts';
import { createPartyRunner } from './party-runner.ts';

export interface Actor {
  readonly memberId: string;
  /** When Discord saw them act, in milliseconds. */
  readonly at: number;
  /** A moderator, or a bearer of the DJ role. */
  readonly steward: boolean;
}

export interface Wish {
  readonly plan: Plan;
  readonly repeat: Every | null;
  /** Hosts who take turns; the plan's alone when left out. */
  readonly hostIds?: readonly string[];
  /** Drafted from the plan's theme when left out. */
  readonly rows?: readonly NewRow[];
}

export interface Parties extends MemberData {
  /** Stores the plan; Discord's event and the message follow. */
  schedule(guildId: string, host: Actor, wish: Wish): Promise<PartyState>;
  edit(partyId: string, actor: Actor, changes: PlanChanges): Promise<PartyState>;
  /** Who takes turns as host of a series, in this order: of this party and those of it that are planned already. */
  setHosts(partyId: string, actor: Actor, hostIds: readonly string[]): Promise<PartyState>;
  /** `only`: this one of a series alone. */
  cancel(partyId: string, actor: Actor, only: boolean): Promise<void>;
  rsvp(partyId: string, actor: Actor, answer: RsvpAnswer): Promise<PartyState>;
  /** Reminders by direct message, or no longer. */
  remindMe(partyId: string, actor: Actor, byMessage: boolean): Promise<void>;
  /** @throws UserError `songThereAlready`, `requestCap`, `hostChooses`, `setListFull`. */
  add(partyId: string, actor: Actor, songId: string, toList: boolean): Promise<Row>;
  draft(partyId: string, actor: Actor, rows: readonly NewRow[]): Promise<void>;
  /** Another draft from the party's theme; rows of members stay. @throws UserError `themeEmpty`. */
  redraft(partyId: string, actor: Actor): Promise<void>;
  remove(partyId: string, actor: Actor, trackId: number): Promise<Row>;
  move(partyId: string, actor: Actor, trackId: number, to: number): Promise<void>;
  upvote(partyId: string, actor: Actor, trackId: number, isFor: boolean): Promise<void>;
  begin(partyId: string, actor: Actor): Promise<void>;
  /** Skips at once when `force` and allowed, else votes. @returns whether the track is over. */
  skip(partyId: string, actor: Actor, options: { trackId?: number; force: boolean }): Promise<boolean>;
  /** `isNew` is false when it was counted before. A save also goes into the member's favourites. */
  react(
    partyId: string,
    actor: Actor,
    trackId: number,
    kind: MomentKind,
  ): Promise<{ offsetMs: number; isNew: boolean }>;
  pause(partyId: string, actor: Actor): Promise<void>;
  resume(partyId: string, actor: Actor): Promise<void>;
  end(partyId: string, actor: Actor): Promise<void>;
  /** "I am here", for a link-only party; `false` for leaving. */
  here(partyId: string, actor: Actor, isHere: boolean): Promise<void>;
  /** A member's voice channel is now this one. */
  voiceChanged(guildId: string, memberId: string, channelId: string | null, at: number): Promise<void>;
  nativeEdited(guildId: string, edit: NativeEdit): Promise<void>;
  interest(guildId: string, eventId: string, memberId: string, interested: boolean): Promise<void>;
  channelDeleted(guildId: string, channelId: string): Promise<void>;
  /** @throws UserError `noParty`. */
  get(partyId: string): PartyState;
  /** Parties to come and running, by date. */
  list(guildId: string): readonly PartyState[];
  /** The party that goes on in this server. */
  running(guildId: string): Running | undefined;
  /** Past parties, latest first; one that ended just now is among them. */
  past(guildId: string): Promise<readonly PastParty[]>;
  /** The last state of a party, also of one of the past. */
  recall(partyId: string): Promise<PartyState | undefined>;
  /** Whether there can be sound at all. */
  hasSound(): boolean;
  /** Takes up the parties that were there when the process ended. */
  recover(serves?: (guildId: string) => boolean): Promise<void>;
  /** Resolves when everything begun so far is stored. */
  settled(): Promise<void>;
  dispose(): Promise<void>;
}

/** What members, hosts and Discord may ask of the parties of all servers. */
export const createParties = (deps: PartiesDeps): Parties => {
  const { clock, rng, catalogue } = deps;
  const runner = createPartyRunner(deps);
  const { ofGuild, submit } = runner;

  const newId = () => `${clock.now().toString(36)}${Math.floor(rng.next() * 36 ** 4).toString(36)}`;

  const steer = async (partyId: string, type: 'pause' | 'resume', actor: Actor): Promise<void> => {
    await submit(partyId, { type, ...actor });
  };

  const byEvent = (guildId: string, eventId: string): LiveParty | undefined =>
    ofGuild(guildId).find(
      ({ state: { party } }) => party.native.kind === 'linked' && party.native.eventId === eventId,
    );

  /** Discord may tell of an event before the call that made it has come back. */
  const findByEvent = async (guildId: string, eventId: string): Promise<LiveParty | undefined> => {
    const known = byEvent(guildId, eventId);
    if (known !== undefined) return known;
    await runner.linked(guildId);
    return byEvent(guildId, eventId);
  };

  return {
    schedule: async (guildId, host, { plan, repeat, hostIds, rows }) => {
      const seriesId = newId();
      const series = repeat === null ? null : startSeries(seriesId, repeat, plan, hostIds ?? [host.memberId]);
      const drafted = rows ?? (await deps.draft(guildId, plan));
      const state = await runner.plan(guildId, instanceId(seriesId, 0), { plan, series, rows: drafted });
      if (state === undefined) throw new Error(`The party ${seriesId} is there already.`);
      return state;
    },
    edit: async (partyId, actor, changes) => {
      await submit(partyId, { type: 'edit', ...actor, fromDiscord: false, changes });
      return runner.get(partyId).state;
    },
    setHosts: async (partyId, actor, hostIds) => {
      const { guildId, state } = runner.get(partyId);
      await submit(partyId, { type: 'rota', ...actor, hostIds });
      const seriesId = state.party.series?.seriesId;
      for (const other of ofGuild(guildId)) {
        const isSame = seriesId !== undefined && other.state.party.series?.seriesId === seriesId;
        if (isSame && other.partyId !== partyId && !isOver(other.state))
          await submit(other.partyId, { type: 'rota', ...fromBot(clock.now()), hostIds });
      }
      return runner.get(partyId).state;
    },
    cancel: async (partyId, actor, only) => {
      await submit(partyId, { type: 'cancel', ...actor, reason: only ? 'skipped' : 'host' });
    },
    rsvp: async (partyId, { memberId, at }, answer) => {
      await submit(partyId, { type: 'rsvp', at, memberId, answer });
      return runner.get(partyId).state;
    },
    remindMe: async (partyId, { memberId, at }, byMessage) => {
      await submit(partyId, { type: 'remindMe', at, memberId, byMessage });
    },
    add: async (partyId, actor, songId, toList) => {
      const lengthMs = catalogue.song(songId)?.lengthMs ?? null;
      const effects = await submit(partyId, { type: 'add', ...actor, songId, lengthMs, toList });
      const added = effects.find((effect) => effect.type === 'added');
      if (added === undefined) throw new Error('The engine left a request without an answer.');
      return added.row;
    },
    draft: async (partyId, actor, rows) => {
      await submit(partyId, { type: 'draft', ...actor, rows });
    },
    redraft: async (partyId, actor) => {
      const { guildId, state } = runner.get(partyId);
      const drafted = await deps.draft(guildId, state.party.plan);
      if (drafted.length === 0) throw new UserError('themeEmpty', {});
      await submit(partyId, { type: 'draft', ...actor, rows: drafted });
    },
    remove: async (partyId, actor, trackId) => {
      const effects = await submit(partyId, { type: 'remove', ...actor, trackId });
      const removed = effects.find((effect) => effect.type === 'removed');
      if (removed === undefined) throw new UserError('noSuchRow', {});
      return removed.row;
    },
    move: async (partyId, actor, trackId, to) => {
      await submit(partyId, { type: 'move', ...actor, trackId, to });
    },
    upvote: async (partyId, { memberId, at }, trackId, isFor) => {
      await submit(partyId, { type: 'upvote', at, memberId, trackId, isFor });
    },
    begin: async (partyId, actor) => {
      const live = runner.get(partyId);
      const other = runner.running(live.guildId, live.partyId);
      if (other !== undefined) throw new UserError('partyRunning', { title: other.party.plan.title });
      await submit(live.partyId, { type: 'begin', ...actor });
    },
    skip: async (partyId, actor, { trackId, force }) => {
      const effects = await submit(partyId, {
        type: 'vote',
        ...actor,
        force,
        ...(trackId !== undefined && { trackId }),
      });
      return effects.some(({ type }) => type === 'trackOver');
    },
    react: async (partyId, { memberId, at }, trackId, kind) => {
      const live = runner.get(partyId);
      const effects = await submit(live.partyId, { type: 'react', at, memberId, trackId, kind });
      const reacted = effects.find((effect) => effect.type === 'reacted');
      if (reacted === undefined) throw new Error('The engine left a reaction without an answer.');
      const { state } = live;
      const playing = trackOf(state)?.row;
      const played = hasBegun(state) ? state.run.history.map(({ row }) => row) : [];
      const rows = playing === undefined ? played : [...played, playing];
      const songId = rows.find((row) => row.trackId === trackId)?.songId;
      if (kind === 'save' && songId !== undefined) await deps.favourites.add(memberId, songId);
      return { offsetMs: reacted.moment.offsetMs, isNew: reacted.isNew };
    },
    pause: (partyId, actor) => steer(partyId, 'pause', actor),
    resume: (partyId, actor) => steer(partyId, 'resume', actor),
    end: async (partyId, actor) => {
      await submit(partyId, { type: 'end', ...actor, reason: 'stopped' });
    },
    here: async (partyId, { memberId, at }, isHere) => {
      await submit(partyId, { type: isHere ? 'join' : 'leave', at, memberId });
    },
    voiceChanged: async (guildId, memberId, channelId, at) => {
      const live = ofGuild(guildId).find(({ state }) => isRunning(state));
      if (live === undefined) return;
      const isHere = channelId === live.state.party.plan.channelId;
      // Nobody has to be in the channel of a link-only party.
      if (!isHere && live.state.party.plan.mode === 'link-only') return;
      await runner.report(live.partyId, { type: isHere ? 'join' : 'leave', at, memberId });
    },
    nativeEdited: async (guildId, edit) => {
      const live = await findByEvent(guildId, edit.eventId);
      if (live !== undefined) await runner.follow(live.partyId, edit);
    },
    interest: async (guildId, eventId, memberId, interested) => {
      const live = await findByEvent(guildId, eventId);
      if (live === undefined) return;
      await submit(live.partyId, { type: 'interest', at: clock.now(), memberId, interested });
    },
    channelDeleted: async (guildId, channelId) => {
      for (const live of ofGuild(guildId)) {
        const { plan } = live.state.party;
        if (![plan.channelId, plan.textChannelId].includes(channelId) || isOver(live.state)) continue;
        await (live.state.phase === 'scheduled'
          ? submit(live.partyId, { type: 'cancel', ...fromBot(clock.now()), reason: 'channel-deleted' })
          : submit(live.partyId, { type: 'end', ...fromBot(clock.now()), reason: 'voice-lost' }));
      }
    },
    get: (partyId) => runner.get(partyId).state,
    list: (guildId) =>
      ofGuild(guildId)
        .map(({ state }) => state)
        .filter((state) => !isOver(state))
        .toSorted((a, b) => a.party.plan.startsAt - b.party.plan.startsAt),
    running: (guildId) => runner.running(guildId),
    past: async (guildId) => {
      const justOver = ofGuild(guildId).flatMap(({ partyId, state }) =>
        state.phase === 'ended' ? [{ partyId, title: state.party.plan.title, endedAt: state.endedAt }] : [],
      );
      const known = new Set(justOver.map(({ partyId }) => partyId));
      const stored = (await runner.log.pastOf(guildId)).filter(({ partyId }) => !known.has(partyId));
      return [...justOver.toSorted((a, b) => b.endedAt - a.endedAt), ...stored];
    },
    recall: runner.recall,
    hasSound: () =>
      deps.sound !== undefined && (deps.sound.mayFindMore || deps.sound.source.ready().size > 0),
    ...createPartyMembers({ runner, screen: deps.screen, place: deps.place, clock }),
    recover: runner.recover,
    settled: runner.settled,
    dispose: runner.dispose,
  };
};
