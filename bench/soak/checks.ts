import type { APIMessage } from 'discord-api-types/v10';
import { systemClock } from '../../src/adapters/clock.ts';
import { openStores } from '../../src/adapters/open-stores.ts';
import type { Catalogue } from '../../src/core/catalogue/catalogue.ts';
import type { Stores } from '../../src/core/ports.ts';
import type { PartyEvent } from '../../src/core/party/types.ts';
import type { World } from '../../src/playground/server/world/types.ts';
import { createDaily } from '../../src/services/daily.ts';
import { createFavourites } from '../../src/services/favourites.ts';
import { createPartyLog } from '../../src/services/party-log.ts';
import { createQuizResults } from '../../src/services/quiz-results.ts';
import { createHall } from '../../src/services/worldcup-hall.ts';
import type { Fan } from '../../test/support/fan.ts';
import { injected } from './injected.ts';
import type { Model, Span } from './model.ts';

/** Notices repeat over an evening; twice within this time is once too often. */
const soonMs = 15_000;
const namesItsRun = /^(quiz|cup|party)\.\w+\|/;

const customIds = ({ components }: APIMessage): readonly string[] =>
  [...JSON.stringify(components ?? []).matchAll(/"custom_id":"([^"]+)"/g)].map(([, id]) => id ?? '');

/**
 * Watches what the bot posts by itself, as it looks when it is posted: twice the same in a channel is a duplicate, whatever
 * its nonce. What names its game, cup or party in a button is so for ever, other words (two champions may be the same song) for
 * a while.
 */
export const watchPosts = (world: World) => {
  const posted = new Map<string, number>();
  const duplicates: string[] = [];
  let count = 0;
  world.subscribe(({ name, data }) => {
    if (name !== 'MESSAGE_CREATE') return;
    const message = data as APIMessage;
    const isAnswer = message.interaction_metadata !== undefined;
    if (isAnswer || message.author.id !== world.application.botUserId) return;
    count += 1;
    const ids = customIds(message).filter((id) => namesItsRun.test(id));
    const words = message.embeds.map(({ title, description, author }) => [title, description, author?.name]);
    const key = JSON.stringify([message.channel_id, message.content, ids.length > 0 ? ids : words]);
    const before = posted.get(key);
    posted.set(key, Date.now());
    if (before === undefined || (ids.length === 0 && Date.now() - before > soonMs)) return;
    duplicates.push(`posted twice: ${key.slice(0, 300)}`);
  });
  return {
    duplicates,
    count: () => count,
    /** The next process says its own words anew, such as that it is about to restart. */
    restarted: (): void => {
      for (const key of posted.keys()) if (!key.includes('|')) posted.delete(key);
    },
  };
};

/** Posts that bear the same nonce, which names what they show. */
export const sameNonces = (world: World): string[] =>
  [...world.channels.values()].flatMap(({ wire, messages }) => {
    const seen = new Set<string>();
    return [...messages.values()].flatMap(({ nonce, onlyFor, wire: message }) => {
      if (nonce === undefined || onlyFor !== undefined || message.author.id !== world.application.botUserId)
        return [];
      const isNew = !seen.has(nonce);
      seen.add(nonce);
      return isNew ? [] : [`posted twice in #${wire.name ?? ''}: ${nonce}`];
    });
  });

const pointsIn = (text: string): ReadonlyMap<string, number> =>
  new Map(
    [...text.matchAll(/<@(\d+)>[^<\n]*?([\d,]+) points?/g)].map(([, id = '', points = '']) => [
      id,
      Number(points.replaceAll(',', '')),
    ]),
  );

/** What the recaps of a server's games said in all, and how many of its games showed none. */
const toldInRecaps = (world: World, fan: Fan) => {
  const messages = [...(world.channels.get(fan.channelId('quiz'))?.messages.values() ?? [])];
  const games = new Set<string>();
  const recapped = new Set<string>();
  let points = 0;
  for (const { nonce, onlyFor, wire } of messages) {
    const [gameId, part] = nonce?.split('.') ?? [];
    if (gameId === undefined || part === undefined || onlyFor !== undefined) continue;
    if (/^\d+$/.test(part)) games.add(gameId);
    const [embed] = wire.embeds;
    if (embed?.title !== 'Quiz over') continue;
    recapped.add(gameId);
    const [, ...standings] = embed.description?.split('\n') ?? [];
    points += pointsIn(standings.join('\n')).get(fan.user.id) ?? 0;
  }
  return { points, recapped: recapped.size, untold: [...games].filter((id) => !recapped.has(id)).length };
};

const outside = (what: string, found: number, { least, most }: Span): string[] =>
  found >= least && found <= most
    ? []
    : [`${what}: ${found} in the books, ${least} confirmed, ${most - least} unanswered`];

interface Books {
  readonly world: World;
  readonly catalogue: Catalogue;
  readonly model: Model;
  readonly fans: readonly Fan[];
}

const quizProblems = async ({ world, catalogue, model, fans }: Books, stores: Stores) => {
  const results = createQuizResults({ stores, clock: systemClock, catalogue, zone: 'UTC' });
  const problems: string[] = [];
  for (const fan of fans) {
    const { username, id } = fan.user;
    const { all } = (await results.member({ guildId: fan.guildId }, id)).tally;
    problems.push(...outside(`${username}, right guesses`, all.right, model.spanOf(`right ${id}`)));
    const { points, untold } = toldInRecaps(world, fan);
    if (untold === 0 ? points !== all.points : points > all.points)
      problems.push(`${username}: ${points} points in recaps, ${all.points} in the books`);
  }
  return problems;
};

const listProblems = async ({ model, fans }: Books, stores: Stores) => {
  const favourites = createFavourites({ stores, clock: systemClock });
  const problems: string[] = [];
  for (const { user } of fans) {
    const listed = await favourites.list(user.id);
    const lost = model.confirmed(`saved ${user.id}`).filter((songId) => !listed.includes(songId));
    if (lost.length > 0) problems.push(`${user.username}: songs confirmed and lost: ${lost.join(', ')}`);
    if (new Set(listed).size < listed.length) problems.push(`${user.username}: a song is saved twice`);
  }
  return problems;
};

const cupProblems = async ({ world, model, fans }: Books, stores: Stores) => {
  const hall = createHall(stores);
  const problems: string[] = [];
  for (const guildId of new Set(fans.map((fan) => fan.guildId))) {
    const champions = await hall.of(guildId);
    for (const { cupId, votes } of champions)
      problems.push(...outside(`cup ${cupId}, votes`, votes, model.spanOf(`votes ${cupId}`)));
    if (new Set(champions.map(({ cupId }) => cupId)).size < champions.length)
      problems.push(`a cup is twice in the hall of ${guildId}`);
    const crowned = [...world.channels.values()]
      .filter((channel) => channel.guildId === guildId)
      .flatMap(({ messages }) => [...messages.values()])
      .filter(({ wire }) => wire.embeds[0]?.title?.startsWith('🏆') === true)
      .flatMap(({ nonce, wire }) => (wire.author.id === world.application.botUserId ? (nonce ?? []) : []));
    for (const nonce of crowned)
      if (!champions.some(({ cupId }) => nonce.startsWith(cupId)))
        problems.push(`a champion was shown and is not in the hall: ${nonce}`);
  }
  return problems;
};

type Act = Extract<PartyEvent, { memberId: string }>;

const partyProblems = async ({ model, fans }: Books, stores: Stores) => {
  const log = createPartyLog(stores);
  const open = new Map((await log.list(() => undefined)).map(({ partyId, events }) => [partyId, events]));
  const problems: string[] = [];
  for (const guildId of new Set(fans.map((fan) => fan.guildId)))
    for (const partyId of model.confirmed(`parties ${guildId}`)) {
      const events = open.get(partyId) ?? (await log.past(partyId));
      if (events === undefined) problems.push(`a party was confirmed and lost: ${partyId}`);
      const acts = (type: Act['type']) => (events ?? []).filter((event) => event.type === type) as Act[];
      const going = new Set(acts('rsvp').map(({ memberId }) => memberId));
      problems.push(...outside(`${partyId}, going`, going.size, model.spanOf(`rsvp ${partyId}`)));
      const asked = acts('add').map((event) => (event.type === 'add' ? event.songId : ''));
      problems.push(...outside(`${partyId}, songs`, new Set(asked).size, model.spanOf(`asked ${partyId}`)));
      const felt = acts('react').length;
      const { least } = model.spanOf(`felt ${partyId}`);
      if (felt < least) problems.push(`${partyId}: ${felt} reactions in the books, ${least} confirmed`);
    }
  return problems;
};

const dailyProblems = async ({ catalogue, model, fans }: Books, stores: Stores) => {
  const judge = () => {
    throw new Error('Nothing is guessed here.');
  };
  const daily = createDaily({ stores, catalogue, judge, zoneOf: () => 'UTC' });
  const problems: string[] = [];
  for (const { user } of fans) {
    const record = (await daily.exportMember(user.id)) as { plays: { moves: unknown[] }[] } | undefined;
    const moves = record?.plays.reduce((sum, play) => sum + play.moves.length, 0) ?? 0;
    problems.push(
      ...outside(`${user.username}, clues of the daily puzzle`, moves, model.spanOf(`clues ${user.id}`)),
    );
  }
  return problems;
};

/** What the books say against what members were told. */
export const compare = async (storeUrl: string, books: Books): Promise<string[]> => {
  const stores = await openStores(storeUrl);
  try {
    const checks = [quizProblems, listProblems, cupProblems, partyProblems, dailyProblems];
    return (await Promise.all(checks.map((check) => check(books, stores)))).flat();
  } finally {
    await stores.close();
  }
};

/** What a server's board shows against the books. */
export const compareBoard = async (
  storeUrl: string,
  { catalogue, fans }: Pick<Books, 'catalogue' | 'fans'>,
  board: APIMessage,
): Promise<string[]> => {
  const stores = await openStores(storeUrl);
  const results = createQuizResults({ stores, clock: systemClock, catalogue, zone: 'UTC' });
  const shown = pointsIn(board.embeds.map(({ description }) => description ?? '').join('\n'));
  const problems: string[] = [];
  for (const { user, guildId } of fans) {
    const { points } = (await results.member({ guildId }, user.id)).tally.all;
    if ((shown.get(user.id) ?? 0) !== points)
      problems.push(
        `${user.username}: ${shown.get(user.id) ?? 0} points on the board, ${points} in the books`,
      );
  }
  await stores.close();
  return problems;
};

/** Games that were played, and those whose recap never came: points that nobody was told, though they are in the books. */
export const recapsOf = (world: World, hosts: readonly Fan[]) => {
  const all = hosts.map((host) => toldInRecaps(world, host));
  const sum = (of: (one: (typeof all)[number]) => number) => all.reduce((total, one) => total + of(one), 0);
  return { recaps: sum(({ recapped }) => recapped), untold: sum(({ untold }) => untold) };
};

interface LoggedError {
  readonly type?: string;
  readonly message?: string;
  readonly stack?: string;
  readonly status?: number;
  readonly code?: number | string;
}

const networkCodes: ReadonlySet<unknown> = new Set(['UND_ERR_SOCKET', 'ECONNRESET', 'EPIPE']);
/** Interactions whose answer came too late, as the faults held it up. */
const tooLate: ReadonlySet<unknown> = new Set([10_062, 40_060]);

const isOfFault = ({ type, message, status, code }: LoggedError): boolean =>
  message?.includes(injected) === true ||
  networkCodes.has(code) ||
  tooLate.has(code) ||
  status === 429 ||
  (status !== undefined && status >= 500) ||
  type === 'AbortError' ||
  type === 'RateLimitError';

/** What the bot wrote that no fault explains. A line that is not of its log comes from a process that breaks. */
export const unexplained = (output: string): string[] => {
  const lines = output.split('\n').filter((line) => line !== '');
  const errors = lines.flatMap((line) => {
    if (!line.startsWith('{')) return [line];
    const { level, msg, err = {} } = JSON.parse(line) as { level: number; msg: string; err?: LoggedError };
    if (level < 50 || isOfFault(err)) return [];
    return [`${msg}: ${err.stack ?? JSON.stringify(err)}`];
  });
  return [...new Set(errors)];
};
