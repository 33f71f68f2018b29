import type { ChannelType } from 'discord.js';
import { UserError } from '../core/errors.ts';
import { DEFAULT_MINUTES, REQUEST_CAP } from '../core/party/rules.ts';
import { hasBegun, isRunning, maySteer } from '../core/party/state.ts';
import type { PartyState, Plan, Theme } from '../core/party/types.ts';
import { createCatalogueOption } from '../discord/catalogue-option.ts';
import { defineCommand } from '../discord/command.ts';
import type { Context } from '../discord/context.ts';
import { guildContext, inServer } from '../discord/guards.ts';
import { ask, say, whisper } from '../discord/replies.ts';
import type { Reply } from '../discord/replies.ts';
import type { Catalog } from '../i18n/index.ts';
import { catchUpView, nowView, partyRecapView } from '../views/party-now.ts';
import { rowTitle } from '../views/party-parts.ts';
import { cancelView, choosePartyView, confirmView, editModal, partyListView } from '../views/party-plan.ts';
import { setListView, takeBackView } from '../views/party-set-list.ts';
import { createPartyComponents } from './party/components.ts';
import { createActorOf, whenIn } from './party/deps.ts';
import type { PartyCommandDeps } from './party/deps.ts';
import { partyData } from './party/data.ts';
import { createNoteComponents } from './party/notes.ts';
import { createPast } from './party/past.ts';
import { acceptAnniversary } from './party/anniversary.ts';
import { createWhereOf } from './party/where.ts';
import { createThemeOption } from './party/theme.ts';

export const createParty = (deps: PartyCommandDeps) => {
  const { catalogue, search, label, parties, clock, zoneOf, wishes } = deps;
  const song = createCatalogueOption('song', { search, label });
  const themes = createThemeOption({ catalogue, search, label });
  const actorOf = createActorOf(deps.djRoleOf);
  const whereOf = createWhereOf(parties);

  /** The party that goes on, or else the next one. */
  const partyOf = (context: Context): PartyState => {
    const { guildId } = guildContext(context);
    const state = parties.running(guildId) ?? parties.list(guildId)[0];
    if (state === undefined) throw new UserError('noParty', {});
    return state;
  };

  const runningOf = (context: Context) => {
    const state = parties.running(guildContext(context).guildId);
    if (state === undefined) throw new UserError('noParty', {});
    return state;
  };

  /** Those a member may change, the next one first. */
  const ownParties = (context: Context, fits: (state: PartyState) => boolean): readonly PartyState[] => {
    const { guildId } = guildContext(context);
    const all = parties.list(guildId).filter(fits);
    if (all.length === 0) throw new UserError('noParty', {});
    const own = all.filter((state) => maySteer(state, actorOf(context)));
    if (own.length === 0) throw new UserError('notPartyHost', {});
    return own;
  };

  const themeOf = (typed: string | undefined, text: Catalog): Theme | null => {
    if (typed === undefined) return null;
    const theme = themes.pick(typed, text);
    if (theme === undefined) throw new UserError('themeUnknown', { theme: typed });
    return theme;
  };

  const chooseOne = (
    context: Context,
    fits: (state: PartyState) => boolean,
    route: 'partyEditPick' | 'partyCancelPick',
    act: (state: PartyState) => Reply,
  ): Reply => {
    const own = ownParties(context, fits);
    const [only] = own;
    return own.length === 1 && only !== undefined
      ? act(only)
      : whisper(choosePartyView(own, route, context.text));
  };

  const past = createPast({ ...deps, actorOf });

  return defineCommand(partyData, {
    handlers: {
      'party schedule': {
        guards: [inServer],
        defer: 'none',
        run: (context, options) => {
          const { guildId, channelId } = guildContext(context);
          const zone = zoneOf(guildId);
          const when = whenIn(options.when, context.at, zone);
          const channel = options.channel as { id: string; type: ChannelType } | undefined;
          const plan: Plan = {
            title: options.title,
            startsAt: when.at,
            minutes: options.minutes ?? DEFAULT_MINUTES,
            ...whereOf(context, { mode: options.mode, channel }),
            textChannelId: channelId,
            hostId: context.userId,
            zone,
            capacity: options.capacity ?? null,
            theme: themeOf(options.theme, context.text),
            order: 'fair',
            requestCap: REQUEST_CAP,
          };
          const repeat = options.repeat === undefined || options.repeat === 'none' ? null : options.repeat;
          const draftId = wishes.keep(context.userId, { plan, repeat });
          const hostIds = repeat === null ? undefined : [context.userId];
          const { clockChange } = when;
          return whisper(
            confirmView(catalogue, draftId, { plan, repeat, hostIds, clockChange }, context.text),
          );
        },
        complete: { theme: ({ text }, typed) => themes.complete(typed, text) },
      },
      'party now': {
        guards: [inServer],
        defer: 'none',
        run: (context) => {
          const state = parties.running(guildContext(context).guildId);
          if (state === undefined) return whisper({ content: context.text.party.now.none });
          const isNew = !state.run.guests.some(({ id }) => id === context.userId);
          if (isNew && state.run.history.length > 0)
            return whisper(catchUpView(catalogue, state, context.text));
          const isShown = ({ spoils }: { spoils: unknown }) => spoils === null;
          return whisper(nowView(catalogue, state, { now: clock.now(), isShown }, context.text));
        },
      },
      'party list': {
        guards: [inServer],
        defer: 'none',
        run: (context) => whisper(partyListView(parties.list(guildContext(context).guildId), context.text)),
      },
      'party edit': {
        guards: [inServer],
        defer: 'none',
        run: (context) =>
          chooseOne(
            context,
            () => true,
            'partyEditPick',
            (state) => ask(editModal(state, context.text)),
          ),
      },
      'party cancel': {
        guards: [inServer],
        defer: 'none',
        run: (context) =>
          chooseOne(
            context,
            ({ phase }) => phase === 'scheduled',
            'partyCancelPick',
            (state) => whisper(cancelView(state, context.text)),
          ),
      },
      'party add': {
        guards: [inServer],
        defer: 'none',
        run: async (context, options) => {
          const songId = song.pick(options.query);
          if (songId === undefined) throw new UserError('songNotFound', { query: options.query });
          const state = partyOf(context);
          const actor = actorOf(context);
          // Before the party its host writes the list; on the evening they ask like everybody else.
          const isHost = actor.memberId === state.party.plan.hostId;
          const toList = isHost && (!isRunning(state) || state.party.plan.order === 'host');
          const row = await parties.add(state.party.partyId, actor, songId, toList);
          return say({
            content: context.guildText.party.added({ song: rowTitle(catalogue, row.songId) }),
          });
        },
        complete: { query: song.complete },
      },
      'party remove': {
        guards: [inServer],
        defer: 'none',
        run: (context) => {
          const state = partyOf(context);
          const own = state.party.rows.filter(
            ({ owner }) => maySteer(state, actorOf(context)) || owner.memberId === context.userId,
          );
          return whisper(takeBackView(catalogue, state, own, context.text));
        },
      },
      'party setlist': {
        guards: [inServer],
        defer: 'none',
        run: (context) => {
          const state = partyOf(context);
          const options = { page: 0, now: clock.now(), maySteer: maySteer(state, actorOf(context)) };
          return whisper(setListView(catalogue, state, options, context.text));
        },
      },
      'party skip': {
        guards: [inServer],
        defer: 'none',
        run: async (context) => {
          const state = runningOf(context);
          const force = maySteer(state, actorOf(context));
          const isOver = await parties.skip(state.party.partyId, actorOf(context), { force });
          return whisper({ content: isOver ? context.text.party.skipped : context.text.party.voted });
        },
      },
      'party pause': {
        guards: [inServer],
        defer: 'none',
        run: async (context) => {
          await parties.pause(runningOf(context).party.partyId, actorOf(context));
          return whisper({ content: context.text.party.pausedDone });
        },
      },
      'party resume': {
        guards: [inServer],
        defer: 'none',
        run: async (context) => {
          await parties.resume(runningOf(context).party.partyId, actorOf(context));
          return whisper({ content: context.text.party.resumedDone });
        },
      },
      'party end': {
        guards: [inServer],
        defer: 'none',
        run: async (context) => {
          await parties.end(runningOf(context).party.partyId, actorOf(context));
          return whisper({ content: context.text.party.ended });
        },
      },
      'party replay': {
        guards: [inServer],
        defer: 'none',
        run: (context) => past.choose(context, 'partyReplayPick'),
      },
      'party export': {
        guards: [inServer],
        defer: 'none',
        run: (context) => past.choose(context, 'partyExportPick'),
      },
      'party recap': {
        guards: [inServer],
        defer: 'none',
        run: async (context) => {
          const [last] = await parties.past(guildContext(context).guildId);
          const state = last === undefined ? undefined : await parties.recall(last.partyId);
          if (state === undefined || !hasBegun(state)) throw new UserError('noParty', {});
          const files = await deps.poster(state);
          return say(partyRecapView(catalogue, state, { now: clock.now(), files }, context.guildText));
        },
      },
    },
    components: [
      ...createPartyComponents({ ...deps, song, actorOf }),
      ...createNoteComponents(deps),
      ...past.components,
      acceptAnniversary({ ...deps, actorOf }),
    ],
  });
};
