import type { APIMessage } from 'discord-api-types/v10';
import { ComponentType } from 'discord-api-types/v10';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { loadCatalogue } from '../../src/adapters/catalogue-files.ts';
import type { Catalogue } from '../../src/core/catalogue/catalogue.ts';
import { bothTitles, mainTitle } from '../../src/core/catalogue/names.ts';
import { seedDemo } from '../../src/playground/server/world/seed.ts';
import type { PrivilegedIntent } from '../../src/playground/server/world/types.ts';
import { createWorld } from '../../src/playground/server/world/world.ts';
import { startTestApp } from '../support/app.ts';
import type { TestApp } from '../support/app.ts';
import type { Fan } from '../support/fan.ts';
import { nearMissOf } from '../support/near-miss.ts';

let catalogue: Catalogue;
beforeAll(async () => {
  catalogue = await loadCatalogue('data');
});

const slowMs = 20_000;
const testMs = 90_000;

const titleOf = (message: APIMessage) => message.embeds[0]?.title ?? '';
const isReveal = (message: APIMessage) => titleOf(message).startsWith('It was');
const isRecap = (message: APIMessage) => titleOf(message) === 'Quiz over';
const descriptionOf = (message: APIMessage) => message.embeds[0]?.description ?? '';

/** Two fans at a bot that may read what the portal lets it. */
const setUp = async (privilegedIntents: readonly PrivilegedIntent[]) => {
  const world = createWorld({ privilegedIntents });
  seedDemo(world);
  const app = await startTestApp({ world });
  const host = await app.fan('dana');
  const guest = await app.fan('lucia');
  const channelId = host.channelId('quiz-night');
  let startId = '0';
  const isLater = (message: APIMessage) =>
    BigInt(message.id) > BigInt(startId) && message.channel_id === channelId;
  const see = (fits: (message: APIMessage) => boolean) =>
    guest.waitForMessage((message) => isLater(message) && fits(message), slowMs);
  const isRound = (number: number) => (message: APIMessage) =>
    message.embeds[0]?.author?.name.startsWith(`Round ${number} of`) === true;
  return {
    app,
    host,
    guest,
    channelId,
    see,
    start: async (settings: Record<string, string | number>) => {
      const started = await host.command('quiz start', settings, { channelId, timeoutMs: slowMs });
      startId = started.id;
      expect(started.content).toContain('started a quiz');
    },
    open: (number: number) => see((message) => isRound(number)(message) && !isReveal(message)),
    revealed: (number: number) => see((message) => isRound(number)(message) && isReveal(message)),
    recap: () => see(isRecap),
    answers: () => app.answerIds(host.guildId),
    guess: (fan: Fan, answer: string) => fan.command('guess', { answer }, { channelId, timeoutMs: slowMs }),
  };
};

type Room = Awaited<ReturnType<typeof setUp>>;

const rightAnswer = async ({ answers }: Room): Promise<string> => `#${(await answers())[0] ?? ''}`;
const buttons = ({ components = [] }: APIMessage) =>
  components.flatMap((row) =>
    row.type === ComponentType.ActionRow
      ? row.components.flatMap((part) =>
          'custom_id' in part
            ? [{ id: part.custom_id, label: 'label' in part ? (part.label ?? '') : '' }]
            : [],
        )
      : [],
  );

describe('without the Message Content intent and without voice, two fans play to the recap', () => {
  let room: Room;
  let app: TestApp;
  beforeAll(async () => {
    room = await setUp([]);
    ({ app } = room);
  });
  afterEach(() => room.host.command('quiz stop', {}, { channelId: room.channelId }));
  afterAll(() => app.stop());

  test(
    'classic',
    async () => {
      const { host, guest, guess } = room;
      await room.start({ rounds: 2, seconds: 30 });
      const first = await room.open(1);
      expect((await guess(guest, 'Squid Game')).content).toContain('is not it');
      const answer = await rightAnswer(room);
      expect((await guess(guest, answer)).content).toContain('Correct');
      expect((await guess(host, answer)).content).toContain('Correct');
      const revealed = await room.revealed(1);
      expect(revealed.id).toBe(first.id);
      expect(descriptionOf(revealed)).toContain(`<@${guest.user.id}> · 10 points`);
      expect(descriptionOf(revealed)).toMatch(new RegExp(`<@${host.user.id}> · (5|10) points`));
      await room.open(2);
      await guess(guest, await rightAnswer(room));
      expect(descriptionOf(await room.recap())).toContain(`<@${guest.user.id}> wins with 21 points`);
    },
    testMs,
  );

  test(
    'choice: four buttons, one press a round',
    async () => {
      const { host, guest } = room;
      await room.start({ mode: 'choice', rounds: 1, seconds: 30 });
      const open = await room.open(1);
      const picks = buttons(open).filter(({ id }) => id.startsWith('quiz.pick'));
      expect(picks).toHaveLength(4);
      expect(new Set(picks.map(({ label }) => label)).size).toBe(4);
      const [id = ''] = await room.answers();
      const right = bothTitles(catalogue.drama(id)?.titles ?? {});
      const isRight = ({ label }: { label: string }) => right.startsWith(label.replace('…', ''));
      const pick = picks.find(isRight)?.id ?? '';
      const miss = picks.find((one) => !isRight(one))?.id ?? '';
      expect((await host.click(open, miss, slowMs)).content).toContain('is not it');
      expect((await host.click(open, pick, slowMs)).content).toContain('One answer a round');
      expect((await guest.click(open, pick, slowMs)).content).toContain('Correct');
      const recap = await room.recap();
      expect(descriptionOf(recap)).toContain(`<@${guest.user.id}> wins with 6 points`);
      expect(titleOf(await room.revealed(1))).toMatch(/^It was/);
    },
    testMs,
  );

  test.each([
    { mode: 'lives', hearts: '♥♥♥', rounds: 3 },
    { mode: 'sudden-death', hearts: '♥', rounds: 1 },
  ])(
    '$mode: who misses what another knew drops out',
    async ({ mode, hearts, rounds }) => {
      const { host, guest, guess } = room;
      await room.start({ mode, rounds: 10, seconds: 30 });
      for (let round = 1; round <= rounds; round += 1) {
        const open = await room.open(round);
        if (round === 1) {
          expect(descriptionOf(open)).toContain(`<@${host.user.id}> ${hearts}`);
          await guest.click(open, 'Join', slowMs);
        }
        expect((await guess(guest, await rightAnswer(room))).content).toContain('Correct');
        await room.revealed(round);
      }
      const recap = await room.recap();
      expect(descriptionOf(recap)).toContain(`<@${guest.user.id}> wins`);
    },
    testMs,
  );

  test(
    'teams: sides by button, points for the side',
    async () => {
      const { host, guest } = room;
      await room.start({ mode: 'teams', rounds: 1, seconds: 30 });
      const lobby = await room.see((message) => titleOf(message) === 'Pick a side');
      expect((await host.click(lobby, 'Team Umbrella', slowMs)).content).toContain('You play for');
      expect((await guest.click(lobby, 'Team Puddle', slowMs)).content).toContain('You play for');
      await room.see((message) => {
        const fields = message.embeds[0]?.fields ?? [];
        return titleOf(message) === 'Pick a side' && fields[1]?.value === `<@${guest.user.id}>`;
      });
      const closed = await host.click(lobby, 'Begin now', slowMs);
      expect(closed.components).toEqual([]);
      await room.open(1);
      await room.guess(guest, await rightAnswer(room));
      const recap = descriptionOf(await room.recap());
      expect(recap).toContain('**Team Puddle · 10 points**');
      expect(recap).toContain('**Team Umbrella · 0 points**');
    },
    testMs,
  );

  test(
    'a near miss is explained, voted on after the reveal, accepted, and can be undone',
    async () => {
      const { host, guest, guess } = room;
      await room.start({ rounds: 2, seconds: 10 });
      await room.open(1);
      const answerIds = await room.answers();
      const near = nearMissOf(catalogue, answerIds);
      expect((await guess(guest, near)).content).toContain('Close');
      const open = await guest.command('quiz why', {}, { channelId: room.channelId });
      expect(titleOf(open)).toContain('was close');
      expect(open.embeds[0]?.fields?.map(({ name }) => name)).toEqual(['I read it as']);
      await room.revealed(1);
      const vote = await room.see(({ content }) => content.includes('Close enough?'));
      const over = await guest.command('quiz why', {}, { channelId: room.channelId });
      expect(descriptionOf(over)).not.toContain('Ask again');
      expect((await guest.click(vote, 'Accept it', slowMs)).content).toContain('take part');
      await host.click(vote, 'Accept it', slowMs);
      const accepted = await room.see(({ content }) => content.startsWith('Accepted'));
      expect(accepted.id).toBe(vote.id);
      await room.see(
        (message) => isReveal(message) && descriptionOf(message).includes(`<@${guest.user.id}> · 10 points`),
      );
      expect((await guest.click(accepted, 'Undo', slowMs)).content).toContain('no longer counts');
      await host.command('quiz stop', {}, { channelId: room.channelId });
      expect(descriptionOf(await room.recap())).toContain(`<@${guest.user.id}> wins with 10 points`);
    },
    testMs,
  );

  test(
    'ladder: the first clue is worth most',
    async () => {
      await room.start({ mode: 'ladder', rounds: 1, seconds: 60 });
      await room.open(1);
      await room.guess(room.guest, await rightAnswer(room));
      expect(descriptionOf(await room.recap())).toContain(`<@${room.guest.user.id}> wins with 20 points`);
    },
    testMs,
  );

  test('a typed answer cannot be read, and voice says that it is not there', async () => {
    const voice = await room.host.command('quiz start', { play: 'voice' }, { channelId: room.channelId });
    expect(voice.content).toContain('join a voice channel');
  });
});

describe('with the Message Content intent', () => {
  let room: Room;
  beforeAll(async () => {
    room = await setUp(['message-content']);
  });
  afterAll(() => room.app.stop());

  test(
    'a typed answer wins and is marked; talk is left alone',
    async () => {
      const { guest, channelId } = room;
      await room.start({ rounds: 1, seconds: 30, years: '2016', answer: 'drama' });
      await room.open(1);
      const talk = await guest.type(channelId, 'good evening everyone');
      const marked = guest.waitForEvent('MESSAGE_REACTION_ADD', () => true, slowMs);
      const [id = ''] = await room.answers();
      const typed = await guest.type(channelId, mainTitle(catalogue.drama(id)?.titles ?? {}));
      const { data } = await marked;
      expect(data['message_id']).toBe(typed.id);
      expect(data['message_id']).not.toBe(talk.id);
      expect(descriptionOf(await room.recap())).toContain(`<@${guest.user.id}> wins with 10 points`);
    },
    testMs,
  );
});
