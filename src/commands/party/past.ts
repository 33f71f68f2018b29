import { UserError } from '../../core/errors.ts';
import { durationOf } from '../../core/party/set-list.ts';
import { replayRows } from '../../core/party/replay.ts';
import { MINUTE_MS } from '../../core/party/rules.ts';
import { isGone } from '../../core/quiz/forget.ts';
import { hasBegun } from '../../core/party/state.ts';
import type { Begun, Plan } from '../../core/party/types.ts';
import { button, select } from '../../discord/command.ts';
import type { Context } from '../../discord/context.ts';
import { botMay, guildContext, inServer } from '../../discord/guards.ts';
import { update, whisper } from '../../discord/replies.ts';
import type { Reply, View } from '../../discord/replies.ts';
import type { Actor } from '../../services/parties.ts';
import { cut, escapeText } from '../../views/format.ts';
import { partyExportView, partyIcsView } from '../../views/party-export.ts';
import { choosePastView } from '../../views/party-plan.ts';
import { routes } from '../../views/routes.ts';
import type { PartyCommandDeps } from './deps.ts';
import { createWhereOf } from './where.ts';

export interface PastDeps extends PartyCommandDeps {
  readonly actorOf: (context: Context) => Actor;
}

const guards = [inServer];
const mayPost = [inServer, botMay('ViewChannel', 'SendMessages', 'EmbedLinks')];

/** What can be done with parties that are over: taken home as files, or held again. */
export const createPast = ({ catalogue, parties, clock, zoneOf, userNames, actorOf }: PastDeps) => {
  const whereOf = createWhereOf(parties);

  const choose = async (context: Context, route: 'partyReplayPick' | 'partyExportPick'): Promise<Reply> => {
    const past = await parties.past(guildContext(context).guildId);
    if (past.length === 0) throw new UserError('noParty', {});
    return whisper(choosePastView(past, route, context.text));
  };

  /** A party of this server: an id may have been made up. */
  const pastOf = async (context: Context, partyId: string): Promise<Begun> => {
    const state = await parties.recall(partyId);
    if (state === undefined || !hasBegun(state) || state.party.guildId !== context.guildId)
      throw new UserError('expired', {});
    return state;
  };

  const replay = async (context: Context, then: Begun): Promise<string> => {
    const { guildId, channelId, userId, guildText } = guildContext(context);
    const running = parties.running(guildId);
    if (running !== undefined) throw new UserError('partyRunning', { title: running.party.plan.title });
    const rows = replayRows(then);
    if (rows.length === 0) throw new UserError('themeEmpty', {});
    const title = cut(guildText.party.replayTitle({ title: then.party.plan.title }), 100);
    const plan: Plan = {
      ...then.party.plan,
      title,
      // Long enough for all of it and a few requests.
      minutes: Math.min(480, Math.max(10, Math.ceil(durationOf(rows) / MINUTE_MS) + 10)),
      startsAt: clock.now() + MINUTE_MS,
      ...whereOf(context, { mode: undefined, channel: undefined }),
      textChannelId: channelId,
      hostId: userId,
      zone: zoneOf(guildId),
      capacity: null,
      theme: null,
      order: 'fair',
    };
    const actor = actorOf(context);
    const state = await parties.schedule(guildId, actor, { plan, repeat: null, rows });
    await parties.begin(state.party.partyId, actor);
    return title;
  };

  const exported = async (context: Context, state: Begun): Promise<View> => {
    const asked = state.run.history.flatMap(({ row }) => row.owner.memberId ?? []);
    const names = await userNames([...new Set(asked)].filter((id) => !isGone(id)));
    return partyExportView(catalogue, state, { now: clock.now(), names }, context.text);
  };

  const replayed = async (context: Context, partyId: string): Promise<View> => {
    const title = await replay(context, await pastOf(context, partyId));
    return { content: context.text.party.replays({ title: escapeText(title) }) };
  };

  return {
    choose,
    components: [
      button(routes.partyReplay, {
        guards: mayPost,
        run: async (context, { params }) => whisper(await replayed(context, params.party)),
      }),
      button(routes.partyExport, {
        guards,
        run: async (context, { params }) =>
          whisper(await exported(context, await pastOf(context, params.party))),
      }),
      select(routes.partyReplayPick, {
        guards: mayPost,
        run: async (context, { values }) => update(await replayed(context, values[0] ?? '')),
      }),
      select(routes.partyExportPick, {
        guards,
        run: async (context, { values }) =>
          update(await exported(context, await pastOf(context, values[0] ?? ''))),
      }),
      button(routes.partyIcs, {
        guards,
        run: ({ text }, { params }) => whisper(partyIcsView(parties.get(params.party), clock.now(), text)),
      }),
    ],
  };
};
