import { InteractionType } from 'discord-api-types/v10';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openStores } from '../../src/adapters/open-stores.ts';
import type { Catalogue } from '../../src/core/catalogue/catalogue.ts';
import { mainTitle } from '../../src/core/catalogue/names.ts';
import { replay } from '../../src/core/quiz/reduce.ts';
import { createMessage } from '../../src/playground/server/world/messages.ts';
import { createQuizLog } from '../../src/services/quiz-log.ts';
import { repositoryCatalogue } from '../support/catalogue.ts';
import { attacks } from '../support/fuzz/payloads.ts';
import type { Attack } from '../support/fuzz/payloads.ts';
import { startFuzzRig } from '../support/fuzz/rig.ts';
import type { FuzzRig, Payload } from '../support/fuzz/rig.ts';
import { hostileText } from '../support/fuzz/text.ts';

/** `FUZZ=20000 FUZZ_SEED=7 npm run fuzz` for the whole; what every check runs is a share of it. */
const count = Number(process.env['FUZZ'] ?? 2_000);
const seed = Number(process.env['FUZZ_SEED'] ?? 20_261_121);
const timeoutMs = 120_000 + count * 40;

const sample = <Value>(arbitrary: fc.Arbitrary<Value>, numRuns: number) =>
  fc.sample(arbitrary, { seed, numRuns });

let catalogue: Catalogue;
let rig: FuzzRig;
beforeAll(async () => {
  catalogue = await repositoryCatalogue();
  rig = await startFuzzRig(sample(hostileText(32, 1), 200));
}, 90_000);
afterAll(() => rig.stop(), 30_000);

const at = <Value>(values: readonly Value[], share: number): Value => {
  const value = values[Math.floor(share * values.length)];
  if (value === undefined) throw new Error('There is nothing to choose from.');
  return value;
};

const enveloped =
  ({ envelope }: Attack) =>
  (payload: Payload): Payload => {
    const { guild_id: guildId, guild, guild_locale: locale, channel, ...rest } = payload;
    const member = payload['member'] as object | undefined;
    return {
      ...rest,
      locale: envelope.locale,
      app_permissions: envelope.appPermissions ?? '0',
      ...(!envelope.withoutChannel && { channel }),
      ...(guildId !== undefined && {
        guild_id: envelope.elsewhere ? '1234567890123456789' : guildId,
        ...(!envelope.elsewhere && { guild }),
        guild_locale: envelope.guildLocale ?? locale,
        member: { ...member, permissions: envelope.permissions },
      }),
    };
  };

/** An id the bot has handed out, on the kind of component it was or another one. */
const aimed = ({ data, known }: Attack, ids: readonly string[]) =>
  known === undefined || ids.length === 0 || !('custom_id' in data)
    ? data
    : { ...data, custom_id: at(ids, known) };

/** Only the first few have a direct message open. */
const userAt = (among: number, turn: number) => at(rig.users, (turn % among) / rig.users.length);

/** Members take turns, so that the bot's brake on one member seldom comes between. */
const attack = async (one: Attack, turn: number): Promise<void> => {
  const { guild, channel, message } = at(rig.places, one.place);
  const command = [...(rig.world.commands.get('')?.values() ?? [])].find(({ id }) => id === one.data['id']);
  const isOnMessage =
    one.type === InteractionType.MessageComponent || one.type === InteractionType.ModalSubmit;
  await rig.send(
    {
      type: one.type,
      user: userAt(guild === undefined ? 400 : rig.users.length, turn),
      channel,
      guild,
      data: aimed(one, rig.ids),
      ...(command && { command }),
      ...(isOnMessage && { message }),
    },
    enveloped(one),
  );
};

interface Line {
  readonly level: number;
  readonly msg: string;
  readonly outcome?: string;
  readonly err?: { readonly stack?: string };
}

const lines = (): Line[] =>
  rig.bot
    .output()
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line) as Line);

/** The round that is open, from the bot's database as it stands on disk. */
const openRound = async (guildId: string) => {
  const read = async () => {
    const stores = await openStores(rig.storeUrl);
    const games = await createQuizLog(stores).list(() => undefined);
    await stores.close();
    const state = replay(games.find(({ place }) => place.guildId === guildId)?.events ?? []);
    return state?.phase === 'asking' ? state.round.prepared : undefined;
  };
  return expect
    .poll(read, { timeout: 30_000, interval: 500 })
    .toBeDefined()
    .then(read)
    .then((round) => {
      if (round === undefined) throw new Error('No round is open.');
      return round;
    });
};

const expectNoHarm = (): void => {
  expect(rig.bot.child.exitCode).toBeNull();
  const complaints = lines().flatMap(({ level, msg, err }) =>
    level >= 40 ? [`${msg}: ${err?.stack ?? ''}`] : [],
  );
  expect([...new Set(complaints)]).toEqual([]);
  expect(
    rig.bot
      .output()
      .split('\n')
      .filter((line) => line !== '' && !line.startsWith('{')),
  ).toEqual([]);
  expect([...new Set(rig.problems)]).toEqual([]);
  expect(rig.unanswered).toEqual([]);
  expect(rig.server.unknownRoutes).toEqual([]);
};

describe(`${count} of each, from seed ${seed}`, () => {
  test(
    'interactions nobody would send are all answered, within limits and without a mention',
    async () => {
      const commands = [...(rig.world.commands.get('')?.values() ?? [])];
      const songs = [...catalogue.songs.values()].slice(0, 200);
      const titles = songs.map(({ titles: names }) => mainTitle(names));
      const values = songs.map(({ id }) => id);
      for (const [turn, one] of sample(attacks(commands, { titles, values }), count).entries())
        await attack(one, turn);
      await rig.settled();
      const told = () => lines().flatMap(({ outcome }) => outcome ?? []);
      await expect.poll(() => told().length, { timeout: 10_000 }).toBe(count);
      expectNoHarm();
      const outcomes = told();
      // What is refused at the door tests only the door.
      for (const outcome of ['ok', 'refused', 'expired'])
        expect(outcomes.filter((one) => one === outcome).length, outcome).toBeGreaterThan(count / 20);
    },
    timeoutMs,
  );

  test(
    'messages nobody would write leave a running game as it is',
    async () => {
      const { world, users, places } = rig;
      const [place] = places;
      const [host] = users;
      const quiz = [...(world.commands.get('')?.values() ?? [])].find(({ name }) => name === 'quiz');
      if (place?.guild === undefined || host === undefined || quiz === undefined)
        throw new Error('There is no server to play in.');
      const { channel, guild } = place;
      /** Also a sign that what was written before was read: the bot reads in order. */
      const runQuiz = async (name: string, options: object[] = []) => {
        const data = { id: quiz.id, name: 'quiz', type: 1, options: [{ name, type: 1, options }] };
        await rig.send({
          type: InteractionType.ApplicationCommand,
          user: host,
          channel,
          guild,
          command: quiz,
          data,
        });
        await rig.settled();
      };
      await runQuiz('stop');
      const start = () =>
        runQuiz('start', [
          { name: 'play', type: 3, value: 'text' },
          { name: 'rounds', type: 4, value: 50 },
          { name: 'seconds', type: 4, value: 120 },
        ]);
      await start();
      const write = (content: string, index: number) =>
        createMessage(
          world,
          channel,
          { content },
          { origin: { authorId: at(users, (index % 997) / 997).wire.id } },
        );
      const texts = sample(
        fc.oneof(
          { weight: 4, arbitrary: hostileText(100, 1) },
          { weight: 1, arbitrary: hostileText(2_000, 1) },
          { weight: 1, arbitrary: fc.constant('x'.repeat(2_000)) },
        ),
        count,
      );
      for (const [index, text] of texts.entries()) {
        write(text, index);
        if (index % 100 === 99) await runQuiz('scores');
        if (index % 1_000 === 999) await start();
      }
      await runQuiz('scores');
      const round = await openRound(guild.id);
      const answer = catalogue.dramas.get(round.answerIds[0] ?? '');
      if (answer === undefined) throw new Error('The round has no answer.');
      const { wire } = write(mainTitle(answer.titles), 5);
      await expect
        .poll(() => channel.messages.get(wire.id)?.wire.reactions?.[0]?.emoji.name, { timeout: 10_000 })
        .toBe('✅');
      expectNoHarm();
    },
    timeoutMs,
  );
});
