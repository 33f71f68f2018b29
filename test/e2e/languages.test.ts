import type { APIMessage } from 'discord-api-types/v10';
import { MessageFlags } from 'discord-api-types/v10';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestApp } from '../support/app.ts';
import type { TestApp } from '../support/app.ts';
import type { Fan } from '../support/fan.ts';

const slowMs = 20_000;

let app: TestApp;
/** Reads Korean, and owns a server whose language is English. */
let minseo: Fan;
/** Reads English. */
let dana: Fan;
/** Reads Spanish. */
let lucia: Fan;
let channelId: string;
beforeAll(async () => {
  app = await startTestApp({}, { ownLocales: true });
  minseo = await app.fan('minseo');
  dana = await app.fan('dana');
  lucia = await app.fan('lucia');
  channelId = minseo.channelId('quiz-night');
});
afterAll(() => app.stop());

const isPrivate = ({ flags }: APIMessage) => ((flags ?? 0) & MessageFlags.Ephemeral) !== 0;
const titleOf = (message: APIMessage) => message.embeds[0]?.title ?? '';
const place = () => ({ channelId, timeoutMs: slowMs });

const quizAt = async (host: Fan): Promise<APIMessage> =>
  host.command('quiz start', { rounds: 2, seconds: 60 }, place());
const see = (fan: Fan, after: APIMessage, title: string) =>
  fan.waitForMessage(
    (message) => BigInt(message.id) > BigInt(after.id) && titleOf(message) === title,
    slowMs,
  );

test('an error is told in the language of who made it', async () => {
  const korean = await minseo.command('quiz hint');
  expect(isPrivate(korean)).toBe(true);
  expect(korean.content).toBe('진행 중인 퀴즈가 없어요. `/퀴즈 시작`으로 시작해 보세요.');
  expect((await dana.command('quiz hint')).content).toContain('No quiz is running here');
  expect((await lucia.command('quiz hint')).content).toContain('`/quiz iniciar`');
});

test('private answers are in the member’s language, public ones in the server’s', async () => {
  const started = await quizAt(minseo);
  expect(isPrivate(started)).toBe(false);
  expect(started.content).toContain('started a quiz: 2 rounds');
  await see(dana, started, 'Which drama is this song from?');

  const korean = await minseo.command('guess', { answer: '오징어 게임' }, place());
  expect(isPrivate(korean)).toBe(true);
  expect(korean.content).toMatch(/^“오징어 게임”은 아니에요|^아까워요|^정답/);
  const spanish = await lucia.command('guess', { answer: 'zzzz' }, place());
  expect(spanish.content).toBe('«zzzz» no es. Sigue probando.');
  const english = await dana.command('guess', { answer: 'zzzz' }, place());
  expect(english.content).toBe('“zzzz” is not it. Keep going.');

  expect((await minseo.command('quiz stop', {}, place())).content).toContain('퀴즈를 끝냈어요');
  await see(dana, started, 'Quiz over');
});

test('/settings language ko turns what everybody reads Korean, and nothing else', async () => {
  const set = await minseo.command('settings language', { language: 'ko' });
  expect(set.embeds[0]?.fields?.find(({ name }) => name === '언어')?.value).toBe('한국어');

  const started = await quizAt(dana);
  expect(started.content).toContain('님이 퀴즈를 시작했어요');
  const round = await see(lucia, started, '어느 드라마의 노래일까요?');
  expect(JSON.stringify(round.components)).toContain('건너뛰기');
  const english = await dana.command('guess', { answer: 'zzzz' }, place());
  expect(english.content).toBe('“zzzz” is not it. Keep going.');
  await dana.command('quiz stop', {}, place());
  await see(lucia, started, '퀴즈 끝');

  const undone = await minseo.click(set, '되돌리기');
  expect(undone.embeds[0]?.fields?.find(({ name }) => name === '언어')?.value).toBe(
    'Discord 설정대로: English',
  );
});

test('every language there is can be chosen, by its own name', async () => {
  const settings = (await minseo.commands()).find(({ name }) => name === 'settings');
  const text = JSON.stringify(settings);
  for (const name of ['English', '한국어', 'Português (Brasil)', '日本語']) expect(text).toContain(name);
});

test('/help names commands as the reader types them', async () => {
  const textOf = async (fan: Fan) => JSON.stringify((await fan.command('help')).embeds);
  expect(await textOf(minseo)).toMatch(/`\/퀴즈` [^`]*시작 · /);
  const spanish = await textOf(lucia);
  expect(spanish).toContain('`/adivinar` Responder al quiz en privado');
  expect(await textOf(dana)).toMatch(/`\/quiz` Name the drama from the song\\n-# start · /);
});

test('commands carry their names in every language, and are registered once', async () => {
  const before = await minseo.commands();
  expect(before.find(({ name }) => name === 'quiz')?.name_localizations).toMatchObject({ ko: '퀴즈' });
  await app.restart();
  const after = await minseo.commands();
  expect(after.map(({ version }) => version)).toEqual(before.map(({ version }) => version));
});
