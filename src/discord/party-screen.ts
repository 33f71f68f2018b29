import type { AttachmentPayload, Client } from 'discord.js';
import { Routes } from 'discord.js';
import type { Catalogue } from '../core/catalogue/catalogue.ts';
import { UserError } from '../core/errors.ts';
import type { Log } from '../core/log.ts';
import { dueReminders } from '../core/party/reminders.ts';
import { attendance } from '../core/party/rsvp.ts';
import { REMINDERS } from '../core/party/rules.ts';
import { presentIdsOf } from '../core/party/set-list.ts';
import { isPublic } from '../core/party/spoilers.ts';
import type { Progress as HowFar } from '../core/party/spoilers.ts';
import { hasBegun, isRunning, trackOf } from '../core/party/state.ts';
import { isGone } from '../core/quiz/forget.ts';
import type { Begun, Effect, PartyState, ReminderKind } from '../core/party/types.ts';
import type { Clock, Stores, Timers } from '../core/ports.ts';
import type { MemberData } from '../services/member-data.ts';
import type { PartyScreen } from '../services/party-ports.ts';
import type { Progress } from '../services/progress.ts';
import { mention } from '../views/mention.ts';
import { catchUpView, nowView, partyRecapView } from '../views/party-now.ts';
import type { Shield } from '../views/party-now.ts';
import { calledOffText, planView } from '../views/party-plan.ts';
import { plainRowTitle } from '../views/party-parts.ts';
import { escapeText } from '../views/format.ts';
import { userErrorText } from '../views/errors.ts';
import type { ServerLocale, Texts } from './context.ts';
import { createPartyMessages, mostPinged } from './party-messages.ts';
import type { Posters } from './party-posters.ts';
import { createPatience } from './patience.ts';

export interface PartyScreenDeps {
  readonly client: Client;
  readonly catalogue: Catalogue;
  readonly stores: Stores;
  readonly progress: Pick<Progress, 'of'>;
  readonly texts: Texts;
  readonly serverLocale: ServerLocale;
  readonly log: Log;
  readonly clock: Clock;
  readonly timers: Timers;
  readonly poster: Posters;
}

/**
 * What members see of parties, and the poster of one that is over for whoever asks again. Of members it holds nothing but,
 * under their id, that they were written to.
 */
export interface DiscordPartyScreen extends PartyScreen, MemberData {
  /** In the server's language. */
  poster(state: Begun): Promise<readonly AttachmentPayload[]>;
  dispose(): Promise<void>;
}

/** The card of a running party moves this often by itself. */
const tickMs = 15_000;

/** The seat in the channel is not kept longer than this for a status that does not get through. */
const statusWaitMs = 2_000;

interface Shown {
  /** The status of the voice channel, as it is being set. */
  status: Promise<unknown>;
  state: PartyState;
  stopTicking: (() => void) | undefined;
  shield: Shield;
}

/** Draws parties as messages: the plan, one card for the whole evening, and a recap. */
export const createPartyScreen = (deps: PartyScreenDeps): DiscordPartyScreen => {
  const { client, catalogue, log, clock, timers, progress } = deps;
  const parties = new Map<string, Shown>();
  const patience = createPatience(deps);

  const textOf = ({ party: { guildId } }: PartyState) =>
    deps.texts(deps.serverLocale(guildId, client.guilds.cache.get(guildId)?.preferredLocale ?? null));

  /** What is shown of a party. Its `state` is the newest, which may be newer than the one at hand. */
  const shownOf = (state: PartyState): Shown => {
    const { partyId } = state.party;
    const known = parties.get(partyId);
    if (known !== undefined) return known;
    const shown: Shown = {
      status: Promise.resolve(),
      state,
      stopTicking: undefined,
      shield: ({ spoils }) => spoils === null,
    };
    parties.set(partyId, shown);
    return shown;
  };

  /** The channel is closed to the bot, so what the host has to know can only be written to them. Once a party. */
  const tellHost = (opened: PartyState): void => {
    const { state } = shownOf(opened);
    const { plan } = state.party;
    const title = escapeText(plan.title);
    const { party: text } = textOf(state);
    const content =
      state.phase === 'cancelled'
        ? calledOffText(state, textOf(state))
        : text.cannotWrite({ title, channelId: plan.textChannelId });
    messages.writeTo(plan.hostId, state, 'closed', { content });
  };

  const messages = createPartyMessages({ ...deps, patience, onClosed: tellHost });
  const { paint, say, writeTo } = messages;

  const remind = (state: PartyState, kind: ReminderKind, dmIds: readonly string[]): void => {
    const { plan } = state.party;
    const { going, maybe, interested } = attendance(state.party);
    const content = textOf(state).party.reminder({
      title: escapeText(plan.title),
      at: plan.startsAt,
      channelId: plan.channelId,
    });
    const hasHost = !isGone(plan.hostId);
    const host = hasHost ? textOf(state).party.reminderHost({ member: mention(plan.hostId) }) : '';
    const pinged = [...new Set([...(hasHost ? [plan.hostId] : []), ...going, ...maybe, ...interested])].slice(
      0,
      mostPinged,
    );
    // A party that was moved reminds anew, so the time is part of what is remembered.
    const part = `r.${kind}.${(plan.startsAt / 60_000).toString(36)}`;
    const guests = pinged.filter((id) => id !== plan.hostId).map(mention);
    say(
      state,
      part,
      [content, host, guests.join(' ')]
        .filter((line) => line !== '')
        .join('\n')
        .slice(0, 2_000),
      pinged,
    );
    for (const memberId of dmIds) {
      writeTo(memberId, state, `${part}.${memberId}`, { content: `${content}\n${host}`.trim() });
    }
  };

  /** A reminder that was stored, and whose message may have been lost with the process. */
  const remindAgain = (state: PartyState): void => {
    const { plan, reminded, scheduledAt, dmIds } = state.party;
    const latest = reminded.findLast((kind) => plan.startsAt - REMINDERS[kind] > scheduledAt);
    // After a long absence the next one is due, and says what is still true.
    const [next] = dueReminders(state.party);
    const isTrue = (next?.dueAt ?? plan.startsAt) > clock.now();
    if (latest !== undefined && isTrue) remind(state, latest, dmIds);
  };

  /** Private without a press: only to who wants direct messages of this party. The card has a button for the others. */
  const catchUp = (state: Begun, memberId: string): void => {
    if (!state.party.dmIds.includes(memberId)) return;
    writeTo(memberId, state, `late.${memberId}`, catchUpView(catalogue, state, textOf(state)));
  };

  const paintPlan = (state: PartyState): void => {
    paint(state, 'plan', () => planView(catalogue, shownOf(state).state, textOf(state)));
  };

  const paintNow = (state: PartyState): void => {
    paint(state, 'now', () => {
      const shown = shownOf(state);
      const text = textOf(state);
      return nowView(catalogue, shown.state, { now: clock.now(), isShown: shown.shield }, text);
    });
  };

  /** How far those present are in the dramas they track decides which notes are public. */
  const shield = (state: PartyState): void => {
    const track = trackOf(state);
    if (!hasBegun(state) || track?.notes.some(({ spoils }) => spoils !== null) !== true) return;
    void messages.enqueue(state, async () => {
      const presentIds = [...presentIdsOf(state.run)];
      const seen = new Map<string, ReadonlyMap<string, HowFar>>();
      for (const id of presentIds) seen.set(id, await progress.of(id));
      shownOf(state).shield = ({ spoils }) =>
        isPublic(spoils, presentIds, (memberId, dramaId) => seen.get(memberId)?.get(dramaId));
    });
  };

  const setStatus = (state: PartyState, isPlaying: boolean): void => {
    const { plan, guildId } = state.party;
    const track = trackOf(state);
    if (plan.mode !== 'voice') return;
    const status = isPlaying && track !== undefined ? plainRowTitle(catalogue, track.row.songId) : '';
    shownOf(state).status = messages.enqueue(state, async () => {
      try {
        await client.rest.put(`${Routes.channel(plan.channelId)}/voice-status`, { body: { status } });
      } catch (error) {
        log.debug({ err: error, guildId }, 'the status of a voice channel could not be set');
      }
    });
  };

  const tick = (state: PartyState): void => {
    const shown = shownOf(state);
    shown.stopTicking?.();
    shown.stopTicking = undefined;
    if (state.phase !== 'playing' || patience.isStopping) return;
    const again = () => {
      if (shown.state.phase !== 'playing' || patience.isStopping) return;
      // Somebody may have watched on.
      shield(shown.state);
      paintNow(shown.state);
      shown.stopTicking = timers.at(clock.now() + tickMs, again);
    };
    shown.stopTicking = timers.at(clock.now() + tickMs, again);
  };

  const poster = (state: Begun) => deps.poster(state, textOf(state));

  const paintRecap = (state: PartyState): void => {
    if (!hasBegun(state)) return;
    paint(state, 'recap', async () =>
      partyRecapView(catalogue, state, { now: clock.now(), files: await poster(state) }, textOf(state)),
    );
  };

  const redraw = (state: PartyState): void => {
    paintPlan(state);
    if (state.phase === 'scheduled') remindAgain(state);
    if (isRunning(state)) paintNow(state);
    if (state.phase === 'ended') {
      paintNow(state);
      paintRecap(state);
      close(state);
    }
    tick(state);
  };

  const close = (state: PartyState): void => {
    const shown = shownOf(state);
    shown.stopTicking?.();
    messages.close(state, () => parties.delete(state.party.partyId));
  };

  const show = (state: PartyState, effect: Effect): void => {
    shownOf(state).state = state;
    const { party: text } = textOf(state);
    const title = escapeText(state.party.plan.title);
    switch (effect.type) {
      case 'showPlan':
        paintPlan(state);
        return;
      case 'remind':
        remind(state, effect.kind, effect.dmIds);
        return;
      case 'promoted':
        say(
          state,
          `p.${clock.now().toString(36)}`,
          text.rsvp.promoted({ members: effect.memberIds.map(mention).join(' '), title }),
          effect.memberIds,
        );
        return;
      case 'nowPlaying':
      case 'note':
      case 'resumed':
      case 'paused':
        shield(state);
        setStatus(state, state.phase === 'playing');
        paintNow(state);
        tick(state);
        return;
      case 'editNow':
        // Before the evening the set list is part of the post.
        if (state.phase === 'scheduled') paintPlan(state);
        else if (state.phase === 'ended') paintRecap(state);
        else {
          // Who comes or goes changes what all may read.
          shield(state);
          paintNow(state);
        }
        return;
      case 'welcome':
        // The post has no more buttons for who comes: it says where to go.
        paintPlan(state);
        paintNow(state);
        return;
      case 'countdown':
      case 'trackOver':
      case 'listEmpty':
        paintNow(state);
        return;
      case 'lateJoin':
        if (hasBegun(state)) catchUp(state, effect.memberId);
        return;
      case 'recap':
        setStatus(state, false);
        paintPlan(state);
        paintNow(state);
        paintRecap(state);
        close(state);
        return;
      case 'cancelled':
        close(state);
        return;
      case 'redraw':
        shield(state);
        redraw(state);
        return;
      default:
        // The rest is not for the channel: private answers, timers, sound, Discord's own event.
        return;
    }
  };

  return {
    show,
    poster,
    exportMember: () => Promise.resolve(undefined),
    forgetMember: (memberId) => messages.forgetMember(memberId),
    statusSet: async (state) => {
      const status = parties.get(state.party.partyId)?.status ?? Promise.resolve();
      await Promise.race([status, patience.waitUntil(clock.now() + statusWaitMs)]);
    },
    seatRefused: (state, error) => {
      const text = textOf(state);
      const reason = error instanceof UserError ? userErrorText(text, error) : text.party.seatGone;
      say(state, `s.${clock.now().toString(36)}`, text.party.seatRefused({ reason }));
    },
    dispose: async () => {
      patience.stop();
      for (const { stopTicking } of parties.values()) stopTicking?.();
      await messages.settled();
    },
  };
};
