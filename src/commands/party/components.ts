import { moodsOf } from '../../core/catalogue/moods.ts';
import { isUserError, UserError } from '../../core/errors.ts';
import { MINUTE_MS } from '../../core/party/rules.ts';
import { waitingOf, upcoming } from '../../core/party/set-list.ts';
import { orderSchema } from '../../core/party/plan-schema.ts';
import { hasBegun, isRunning, maySteer } from '../../core/party/state.ts';
import type { PlanChanges } from '../../core/party/types.ts';
import type { CatalogueOption } from '../../discord/catalogue-option.ts';
import { button, modal, select } from '../../discord/command.ts';
import type { Component } from '../../discord/command.ts';
import type { Context } from '../../discord/context.ts';
import { botMay, guildContext, inServer } from '../../discord/guards.ts';
import { ask, silently, update, whisper } from '../../discord/replies.ts';
import { escapeText, minutesAndSeconds } from '../../views/format.ts';
import { catchUpView } from '../../views/party-now.ts';
import { rowTitle } from '../../views/party-parts.ts';
import { answeredText, cancelView, confirmView, editModal, rotaView } from '../../views/party-plan.ts';
import { addSongModal, setListView } from '../../views/party-set-list.ts';
import { routes } from '../../views/routes.ts';
import { songCard } from '../../views/song-card.ts';
import { whenIn } from './deps.ts';
import type { Actor } from '../../services/parties.ts';
import type { PartyCommandDeps } from './deps.ts';

interface ComponentDeps extends PartyCommandDeps {
  readonly actorOf: (context: Context) => Actor;
  readonly song: CatalogueOption;
}

const guards = [inServer];

const wholeNumber = (typed: string, least: number, most: number): number | undefined => {
  const value = /^\d+$/.test(typed.trim()) ? Number(typed) : undefined;
  return value !== undefined && value >= least && value <= most ? value : undefined;
};

/** Those of a select of members who are people. */
const peopleOf = ({ interaction }: Context, ids: readonly string[]): readonly string[] =>
  interaction.isUserSelectMenu() ? ids.filter((id) => interaction.users.get(id)?.bot !== true) : [];

const rota = ({ catalogue, parties, wishes, actorOf }: ComponentDeps): readonly Component[] => [
  select(routes.partyRotaDraft, {
    guards,
    run: (context, { params, values }) => {
      const people = peopleOf(context, values);
      const hostIds = people.length === 0 ? [context.userId] : people;
      const hostId = hostIds[0] ?? context.userId;
      const wish = wishes.host(params.draft, context.userId, hostIds, hostId);
      if (wish === undefined) throw new UserError('expired', {});
      const told = { plan: wish.plan, repeat: wish.repeat, hostIds, clockChange: null };
      return update(confirmView(catalogue, params.draft, told, context.text));
    },
  }),
  button(routes.partyRotaOpen, {
    guards,
    run: (context, { params }) => {
      const state = parties.get(params.party);
      return whisper(rotaView(state, maySteer(state, actorOf(context)), context.text));
    },
  }),
  select(routes.partyRota, {
    guards,
    run: async (context, { params, values }) => {
      const hostIds = peopleOf(context, values);
      const actor = actorOf(context);
      const state =
        hostIds.length === 0
          ? parties.get(params.party)
          : await parties.setHosts(params.party, actor, hostIds);
      // Whoever gave the rota away is told the new one, and can change it no more.
      return update(rotaView(state, maySteer(state, actor), context.text));
    },
  }),
];

const planning = ({ parties, wishes, zoneOf, actorOf }: ComponentDeps): readonly Component[] => [
  button(routes.partyConfirm, {
    guards: [inServer, botMay('ViewChannel', 'SendMessages', 'EmbedLinks')],
    run: async (context, { params }) => {
      const wish = wishes.take(params.draft, context.userId);
      if (wish === undefined) throw new UserError('expired', {});
      const { guildId } = guildContext(context);
      const title = escapeText(wish.plan.title);
      // "now", or a time that came while its host was thinking.
      if (wish.plan.startsAt <= context.at) {
        const running = parties.running(guildId);
        if (running !== undefined) throw new UserError('partyRunning', { title: running.party.plan.title });
        // Discord takes no event that begins at once.
        const plan = { ...wish.plan, startsAt: context.at + MINUTE_MS };
        const state = await parties.schedule(guildId, actorOf(context), { ...wish, plan });
        await parties.begin(state.party.partyId, { ...actorOf(context), steward: true });
        return update({ content: context.text.party.begins({ title }), components: [] });
      }
      await parties.schedule(guildId, actorOf(context), wish);
      return update({ content: context.text.party.scheduled({ title }), components: [] });
    },
  }),
  button(routes.partyForget, {
    run: ({ userId, text }, { params }) => {
      wishes.take(params.draft, userId);
      return update({ content: text.party.forgotten, components: [] });
    },
  }),
  button(routes.partyRsvp, {
    guards,
    run: async (context, { params }) => {
      const state = await parties.rsvp(params.party, actorOf(context), params.answer);
      return whisper({ content: answeredText(state, context.userId, context.text) });
    },
  }),
  button(routes.partyRemind, {
    guards,
    run: async (context, { params }) => {
      const { rsvp } = context.text.party;
      const wants = !parties.get(params.party).party.dmIds.includes(context.userId);
      await parties.remindMe(params.party, actorOf(context), wants);
      return whisper({ content: wants ? rsvp.dmOn : rsvp.dmOff });
    },
  }),
  select(routes.partyEditPick, {
    guards,
    run: ({ text }, { values }) => ask(editModal(parties.get(values[0] ?? ''), text)),
  }),
  modal(routes.partyEditSend, {
    guards,
    run: async (context, { params, fields }) => {
      const { party: words } = context.text;
      const { plan } = parties.get(params.party).party;
      const { guildId } = guildContext(context);
      const minutes = wholeNumber(fields['minutes'] ?? '', 10, 480);
      const places = fields['capacity']?.trim() ?? '';
      const capacity = places === '' ? null : wholeNumber(places, 1, 10_000);
      const requestCap = wholeNumber(fields['requests'] ?? '', 1, 25);
      if (minutes === undefined || capacity === undefined || requestCap === undefined)
        return whisper({ content: words.badNumber });
      const when = fields['when']?.trim() ?? '';
      const changes: PlanChanges = {
        title: (fields['title'] ?? '').trim() || plan.title,
        minutes,
        capacity,
        requestCap,
        ...(when !== '' && { startsAt: whenIn(when, context.at, zoneOf(guildId)).at }),
      };
      const state = await parties.edit(params.party, actorOf(context), changes);
      const { title, startsAt } = state.party.plan;
      return whisper({ content: words.edited({ title: escapeText(title), at: startsAt }) });
    },
  }),
  select(routes.partyCancelPick, {
    guards,
    run: ({ text }, { values }) => update(cancelView(parties.get(values[0] ?? ''), text)),
  }),
  button(routes.partyCancel, {
    guards,
    run: async (context, { params }) => {
      const { title } = parties.get(params.party).party.plan;
      await parties.cancel(params.party, actorOf(context), params.how === 'one');
      const words = context.text.party;
      const told = params.how === 'one' ? words.skippedOnce : words.cancelled;
      return update({ content: told({ title: escapeText(title) }), components: [] });
    },
  }),
  button(routes.partyKeep, { run: ({ text }) => update({ content: text.party.kept, components: [] }) }),
  button(routes.partyBegin, {
    guards,
    run: async (context, { params }) => {
      await parties.begin(params.party, actorOf(context));
      return silently;
    },
  }),
];

const listening = ({ parties, catalogue, favourites, actorOf }: ComponentDeps): readonly Component[] => [
  button(routes.partyReact, {
    guards,
    run: async (context, { params }) => {
      const { party: words } = context.text;
      const told = await parties.react(params.party, actorOf(context), params.track, params.kind);
      const at = minutesAndSeconds(told.offsetMs);
      if (!told.isNew) return whisper({ content: words.counted });
      return whisper({ content: params.kind === 'save' ? words.saved({ at }) : words.felt({ at }) });
    },
  }),
  button(routes.partySkip, {
    guards,
    run: async (context, { params }) => {
      const options = { trackId: params.track, force: false };
      const isOver = await parties.skip(params.party, actorOf(context), options);
      return whisper({ content: isOver ? context.text.party.skipped : context.text.party.voted });
    },
  }),
  button(routes.partyWhat, {
    run: ({ text }, { params }) => {
      const song = catalogue.song(params.song);
      if (song === undefined) throw new UserError('expired', {});
      return whisper(songCard(catalogue, { song, moods: moodsOf(catalogue, song) }, text));
    },
  }),
  button(routes.partyHere, {
    guards,
    run: async (context, { params }) => {
      const state = parties.get(params.party);
      // In a voice party who is here is who is in the channel.
      if (state.party.plan.mode === 'link-only') await parties.here(params.party, actorOf(context), true);
      return whisper({ content: context.text.party.now.here });
    },
  }),
  button(routes.partyCatchUp, {
    guards,
    run: async ({ text }, { params }) => {
      const state = await parties.recall(params.party);
      if (state === undefined) throw new UserError('expired', {});
      return whisper(catchUpView(catalogue, state, text));
    },
  }),
  // Also pressed in a direct message.
  button(routes.partySaveAll, {
    run: async ({ userId, text }, { params }) => {
      const state = await parties.recall(params.party);
      if (state === undefined || !hasBegun(state)) throw new UserError('expired', {});
      const songs = state.run.history.filter(({ outcome }) => outcome !== 'failed');
      for (const { row } of songs) await favourites.add(userId, row.songId);
      return update({ content: text.party.now.savedAll({ songs: songs.length }), components: [] });
    },
  }),
];

const setList = ({ parties, catalogue, clock, song, actorOf }: ComponentDeps): readonly Component[] => {
  const view = (context: Context, partyId: string, page: number, picked?: number) => {
    const state = parties.get(partyId);
    const options = {
      page,
      now: clock.now(),
      maySteer: maySteer(state, actorOf(context)),
      ...(picked !== undefined && { picked }),
    };
    return setListView(catalogue, state, options, context.text);
  };

  return [
    button(routes.partyPage, {
      guards,
      run: (context, { params }) => {
        const shown = view(context, params.party, params.page);
        // From a public post the list opens privately; within it the pages turn in place.
        const isOwn = context.interaction.isButton() && context.interaction.message.flags.has('Ephemeral');
        return isOwn ? update(shown) : whisper(shown);
      },
    }),
    select(routes.partyPick, {
      guards,
      run: (context, { params, values }) =>
        update(view(context, params.party, params.page, Number(values[0]))),
    }),
    button(routes.partyRow, {
      guards,
      run: async (context, { params }) => {
        const { party: partyId, track, act, page } = params;
        const actor = actorOf(context);
        if (act === 'remove') {
          await parties.remove(partyId, actor, track);
          return update(view(context, partyId, page));
        }
        const state = parties.get(partyId);
        const run = isRunning(state) ? state.run : undefined;
        const shown = upcoming(waitingOf(state.party, run, clock.now()));
        const at = shown.findIndex((row) => row.trackId === track);
        const neighbour = shown[act === 'up' ? at - 1 : at + 1];
        const to = state.party.rows.findIndex((row) => row === neighbour);
        if (to >= 0) await parties.move(partyId, actor, track, to);
        return update(view(context, partyId, page, track));
      },
    }),
    select(routes.partyOrder, {
      guards,
      run: async (context, { params, values }) => {
        const order = orderSchema.safeParse(values[0]);
        if (order.success) await parties.edit(params.party, actorOf(context), { order: order.data });
        return update(view(context, params.party, params.page));
      },
    }),
    button(routes.partyRedraft, {
      guards,
      run: async (context, { params }) => {
        await parties.redraft(params.party, actorOf(context));
        return update(view(context, params.party, 0));
      },
    }),
    button(routes.partyUpvote, {
      guards,
      run: async (context, { params }) => {
        const { party: partyId, track, page } = params;
        const row = parties.get(partyId).party.rows.find(({ trackId }) => trackId === track);
        const isFor = row?.votes.includes(context.userId) !== true;
        await parties.upvote(partyId, actorOf(context), track, isFor);
        return update(view(context, partyId, page, track));
      },
    }),
    button(routes.partyAddOpen, {
      guards,
      run: ({ text }, { params }) => ask(addSongModal(params.party, params.page, text)),
    }),
    modal(routes.partyAddSend, {
      guards,
      run: async (context, { params, fields }) => {
        const typed = fields['song'] ?? '';
        const songId = song.pick(typed);
        if (songId === undefined) throw new UserError('songNotFound', { query: typed });
        const actor = actorOf(context);
        const state = parties.get(params.party);
        const toList = maySteer(state, actor) && !isRunning(state);
        const row = await parties.add(params.party, actor, songId, toList);
        return whisper({ content: context.text.party.added({ song: rowTitle(catalogue, row.songId) }) });
      },
    }),
    select(routes.partyTakeBack, {
      guards,
      run: async (context, { params, values }) => {
        try {
          const row = await parties.remove(params.party, actorOf(context), Number(values[0]));
          const told = context.text.party.removed({ song: rowTitle(catalogue, row.songId) });
          return update({ content: told, components: [] });
        } catch (error) {
          if (!isUserError(error, 'noSuchRow')) throw error;
          return update({ content: context.text.errors.noSuchRow({}), components: [] });
        }
      },
    }),
  ];
};

/** Every button, select and modal of parties. */
export const createPartyComponents = (deps: ComponentDeps): readonly Component[] => [
  ...planning(deps),
  ...rota(deps),
  ...listening(deps),
  ...setList(deps),
];
