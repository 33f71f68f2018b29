import { once } from 'node:events';
import type { APIMessage } from 'discord-api-types/v10';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { loadCatalogue } from '../../src/adapters/catalogue-files.ts';
import { createMemoryStores } from '../../src/adapters/store.ts';
import { paintPoster } from '../../src/adapters/poster-painter.ts';
import { createTimers } from '../../src/adapters/timers.ts';
import { reduce } from '../../src/core/party/reduce.ts';
import type { LinerNote, PartyEvent } from '../../src/core/party/types.ts';
import { createClient, fetchApplication } from '../../src/discord/client.ts';
import { createPosters } from '../../src/discord/party-posters.ts';
import { createPartyScreen } from '../../src/discord/party-screen.ts';
import { createTexts } from '../../src/i18n/index.ts';
import { createProgress } from '../../src/services/progress.ts';
import { createWatched } from '../../src/services/watched.ts';
import type { Fan } from '../support/fan.ts';
import { newRows, planOf, runParty } from '../support/party-scenario.ts';
import { startPlayground } from '../support/playground.ts';
import type { Playground } from '../support/playground.ts';
import { createRecordingLog } from '../support/recording-log.ts';

/** Notes that give something away, on messages a fan of the playground sees. */
const clock = { now: () => Date.now() };
const timers = createTimers(clock);
const stores = createMemoryStores();
const watched = createWatched({ stores, clock });
const progress = createProgress({ stores, clock, watched });

let playground: Playground;
let fan: Fan;
let close: () => Promise<void>;
let screen: ReturnType<typeof createPartyScreen>;
beforeAll(async () => {
  playground = await startPlayground();
  fan = await playground.fan('dana');
  const { server } = playground;
  const connection = { token: server.botToken, apiUrl: server.apiUrl };
  const client = createClient(connection, await fetchApplication(connection));
  const ready = once(client, 'clientReady');
  await client.login(server.botToken);
  await ready;
  const catalogue = await loadCatalogue('data');
  const log = createRecordingLog();
  screen = createPartyScreen({
    client,
    catalogue,
    stores,
    progress,
    texts: createTexts('en'),
    serverLocale: () => 'en',
    log,
    clock,
    timers,
    poster: createPosters({ catalogue, clock, log, paintPoster }),
  });
  close = async () => {
    await screen.dispose();
    await client.destroy();
  };
});
afterAll(async () => {
  await close();
  await playground.stop();
});

const secret = 'He is the goblin’s bride’s bodyguard';
const note: LinerNote = {
  offsetMs: 10_000,
  content: { kind: 'memory', memberId: 'ann', memoryId: 'm', text: secret },
  spoils: { dramaId: 'goblin', episode: 9 },
};

test('a note is public only up to the least progress of those present who track the drama', async () => {
  const plan = { textChannelId: fan.channelId('ost-talk') };
  const party = runParty(plan, { rows: newRows(2), notesAt: [10_000] });
  party.waitUntil(planOf().startsAt);
  party.join('ann');
  let state = party.state();
  const show = (event: PartyEvent): void => {
    const next = reduce(state, event);
    state = next.state;
    for (const effect of next.effects) screen.show(state, effect);
  };
  const at = () => party.now();
  const card = (holds: string) => (message: APIMessage) => JSON.stringify(message.embeds).includes(holds);

  // Nobody present tracks the drama: nothing is known, and the note stays closed.
  party.wait(0);
  const begun = reduce(state, { type: 'begin', at: at(), memberId: 'host', steward: false });
  state = begun.state;
  const trackId = state.phase === 'opening' ? state.row.trackId : 0;
  show({
    type: 'trackReady',
    at: at(),
    trackId,
    lengthMs: 200_000,
    origin: 'library',
    storeUrl: null,
    notes: [note],
  });
  const timerId = `note:${trackId}.0:${at() + 10_000}`;
  show({ type: 'timer', at: at() + 10_000, timerId });
  const closed = await fan.waitForMessage(card('A note gives away episode 9'), 20_000);
  expect(JSON.stringify(closed)).not.toContain(secret);
  expect(JSON.stringify(closed.components)).toContain('A note with a spoiler');

  // All who track it are that far.
  await progress.set('ann', 'goblin', 9);
  await progress.set('bo', 'goblin', 3);
  show({ type: 'join', at: at(), memberId: 'cy' });
  await fan.waitForMessage(card(secret), 20_000);

  // Somebody comes in who is not: what was open closes.
  show({ type: 'join', at: at(), memberId: 'bo' });
  const shut = await fan.waitForMessage(
    (message) => message.id === closed.id && !card(secret)(message),
    20_000,
  );
  expect(JSON.stringify(shut)).not.toContain(secret);
}, 60_000);
