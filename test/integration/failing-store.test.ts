import { beforeAll, expect, test } from 'vitest';
import { loadCatalogue } from '../../src/adapters/catalogue-files.ts';
import type { Catalogue } from '../../src/core/catalogue/catalogue.ts';
import { hasBegun } from '../../src/core/party/state.ts';
import type { AskedSettings } from '../../src/core/quiz/types.ts';
import { createFailingStores } from '../support/failing-stores.ts';
import { bootParties, createOutside } from '../support/party-process.ts';
import { planOf } from '../support/party-scenario.ts';
import { bootQuizzes, effectsOf } from '../support/quiz-process.ts';
import { createSteppedTime } from '../support/stepped-time.ts';

let catalogue: Catalogue;
beforeAll(async () => {
  catalogue = await loadCatalogue('data');
});

const url = 'sqlite://:memory:';
const settings: AskedSettings = {
  mode: 'classic',
  answer: 'drama',
  play: 'text',
  rounds: 2,
  seconds: 30,
  difficulty: 'any',
  years: null,
  pool: 'everything',
};

/** Who hears that something went wrong tries again. */
const stubbornly = async <Result>(act: () => Promise<Result>): Promise<Result> => act().catch(act);

const playQuiz = async (nth: number, how: 'before' | 'after') => {
  const failing = createFailingStores(['quiz-games', 'quiz-events']);
  let settle = () => Promise.resolve();
  const time = createSteppedTime(() => settle());
  const { quizzes, stores, results, answer, ...bot } = await bootQuizzes(
    url,
    catalogue,
    time,
    failing.around,
  );
  settle = () => quizzes.settled();
  const member = () => ({ memberId: 'host', at: time.clock.now() });
  const before = failing.writes();
  failing.fail(nth, how);
  const start = () => quizzes.start({ guildId: 'guild', channelId: 'channel' }, member(), settings);
  await stubbornly(start);
  for (let round = 0; round < 2; round += 1) {
    await time.advance(3_000);
    const { outcome } = await stubbornly(() => quizzes.guess('guild', member(), answer()));
    expect(['found', 'already-found']).toContain(outcome);
    await time.advance(15_000);
  }
  const writes = failing.writes() - before;
  // What could not be counted is counted with the next round, or at the next start.
  await quizzes.recover();
  const [standing] = await results.leaderboard({ guildId: 'guild' }, 'all');
  const told = effectsOf({ quizzes, stores, results, answer, ...bot }, 'recap').at(-1)?.standings[0];
  await quizzes.dispose();
  await stores.close();
  return { writes, right: told?.right, points: told?.points, inBooks: standing?.totals.points };
};

test('a quiz comes to its recap, with every point, whichever write fails', async () => {
  const { writes, ...usual } = await playQuiz(Infinity, 'before');
  expect(usual).toMatchObject({ right: 2, inBooks: usual.points });
  for (const how of ['before', 'after'] as const)
    for (let nth = 1; nth <= writes; nth += 1) {
      expect(await playQuiz(nth, how), `write ${nth}, ${how}`).toMatchObject(usual);
    }
}, 60_000);

const trackMs = 200_000;

const holdParty = async (nth: number, how: 'before' | 'after') => {
  const failing = createFailingStores(['parties', 'party-events', 'party-archive', 'jobs']);
  let settle = () => Promise.resolve();
  const time = createSteppedTime(() => settle());
  const outside = createOutside();
  const rows = [...catalogue.songs.keys()].slice(0, 2).map((songId) => ({
    songId,
    owner: { kind: 'list' as const, memberId: null },
    why: { code: 'host-pick' as const },
    role: null,
    lengthMs: trackMs,
  }));
  const boot = { url, catalogue, time, outside, rows, around: failing.around };
  const { parties, recover, settled, kill } = await bootParties(boot);
  settle = settled;
  await recover();
  outside.present.add('ann');
  const plan = planOf({ startsAt: time.clock.now() + 60_000 });
  const host = { memberId: 'host', at: time.clock.now(), steward: true };
  const { party } = await parties.schedule('guild', host, { plan, repeat: null });
  await settled();
  const before = failing.writes();
  failing.fail(nth, how);
  await time.advance(60_000 + 60_000 + 3 * trackMs);
  const writes = failing.writes() - before;
  const state = await parties.recall(party.partyId);
  const played = state !== undefined && hasBegun(state) ? state.run.history : [];
  await kill();
  return { writes, played: played.map(({ row }) => row.songId), outcome: state?.phase };
};

test('a party plays all its tracks, whichever write fails', async () => {
  const { writes, ...usual } = await holdParty(Infinity, 'before');
  expect(usual).toMatchObject({ outcome: 'ended', played: [expect.any(String), expect.any(String)] });
  for (const how of ['before', 'after'] as const)
    for (let nth = 1; nth <= writes; nth += 1) {
      expect(await holdParty(nth, how), `write ${nth}, ${how}`).toMatchObject(usual);
    }
}, 60_000);
