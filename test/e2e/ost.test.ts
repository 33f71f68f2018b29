import type { APIEmbed, APIMessage } from 'discord-api-types/v10';
import { ApplicationCommandType, ComponentType, MessageFlags } from 'discord-api-types/v10';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { startTestApp } from '../support/app.ts';
import type { TestApp } from '../support/app.ts';
import type { Fan } from '../support/fan.ts';

let app: TestApp;
let fans: Fan[];
let turn = 0;
/** The fans take turns: one alone would soon be told to slow down. */
const nextFan = (): Fan => {
  turn += 1;
  const fan = fans[turn % fans.length];
  if (fan === undefined) throw new Error('No fan is in the playground.');
  return fan;
};
let fan: Fan;
beforeEach(() => {
  fan = nextFan();
});
beforeAll(async () => {
  app = await startTestApp();
  fans = await Promise.all(['dana', 'lucia', 'minseo'].map((name) => app.fan(name)));
});
afterAll(() => app.stop());

const embedOf = ({ embeds }: APIMessage): APIEmbed => embeds[0] ?? {};
const fieldOf = (message: APIMessage, name: string) =>
  embedOf(message).fields?.find((field) => field.name === name)?.value;
const buttonsOf = ({ components = [] }: APIMessage) =>
  components.flatMap((row) => (row.type === ComponentType.ActionRow ? row.components : []));
const isPrivate = ({ flags }: APIMessage) => ((flags ?? 0) & MessageFlags.Ephemeral) !== 0;

describe('/ost song', () => {
  test('finds the song of Guardian: The Lonely and Great God', async () => {
    const answer = await fan.command('ost song', { query: 'stay with me' });
    expect(isPrivate(answer)).toBe(false);
    expect(embedOf(answer).title).toBe('Stay With Me');
    expect(fieldOf(answer, 'Drama')).toContain('Guardian: The Lonely and Great God');
    expect(fieldOf(answer, 'Drama')).toContain('도깨비');
    expect(fieldOf(answer, 'Artists')).toMatch(/찬열.*\n.*펀치/);
    expect(fieldOf(answer, 'OST')).toBe('Part 1');
    expect(fieldOf(answer, 'Released')).toBe('2016-12-03');
    expect(fieldOf(answer, 'Length')).toBe('3:12');
    const hosts = buttonsOf(answer).flatMap((button) => ('url' in button ? [new URL(button.url).host] : []));
    expect(hosts).toEqual([
      'open.spotify.com',
      'www.youtube.com',
      'music.apple.com',
      'www.melon.com',
      'www.genie.co.kr',
    ]);
  });

  test.each([
    ['찬열 stay with me'],
    ['stay with me goblin'],
    ['STAY  WITH ME!!'],
    ['ｓｔａｙ ｗｉｔｈ ｍｅ'],
  ])('finds it by %s', async (query) => {
    expect(embedOf(await fan.command('ost song', { query })).title).toBe('Stay With Me');
  });

  test('suggests while typing, and a suggestion that is picked is the very song', async () => {
    const choices = await fan.autocomplete('ost song', { query: 'stay wi' }, 'query');
    expect(choices.length).toBeGreaterThan(1);
    expect(choices.length).toBeLessThanOrEqual(25);
    const choice = choices.find(({ name }) => name.startsWith('Stay With Me'));
    const answer = await fan.command('ost song', { query: String(choice?.value) });
    expect(embedOf(answer).title).toBe('Stay With Me');
  });

  test('opens the whole OST, the artist and the favourites from its buttons', async () => {
    const card = await fan.command('ost song', { query: 'stay with me' });
    const ost = await fan.click(card, 'Whole OST');
    expect(isPrivate(ost)).toBe(true);
    expect(embedOf(ost).description).toContain('Beautiful');
    const artist = await fan.click(card, 'More by CHANYEOL');
    expect(embedOf(artist).title).toContain('찬열');
    expect((await fan.click(card, 'Save')).content).toContain('Saved');
    expect((await fan.click(card, 'Save')).content).toContain('already');
  });

  test('says privately what to do when nothing fits, and shows text as text', async () => {
    const answer = await fan.command('ost song', { query: 'qqqq **zzzz** xkcdqv' });
    expect(isPrivate(answer)).toBe(true);
    expect(answer.content).toContain('I know no song like');
    expect(answer.content).not.toContain('**zzzz**');
  });
});

describe('/ost drama', () => {
  test.each([['goblin'], ['도깨비'], ['dokkaebi'], ['ehRoql']])('finds Goblin by %s', async (query) => {
    const answer = await fan.command('ost drama', { query });
    expect(embedOf(answer).title).toContain('Guardian: The Lonely and Great God');
  });

  test('turns its pages in place', async () => {
    const answer = await fan.command('ost drama', { query: 'goblin' });
    expect(embedOf(answer).footer?.text).toContain('Songs 1–');
    const next = await fan.click(answer, 'Next');
    expect(next.id).toBe(answer.id);
    expect(embedOf(next).footer?.text).not.toContain('Songs 1–');
  });
});

test('/ost artist finds CHEN by his Hangul name and his group', async () => {
  const answer = await fan.command('ost artist', { query: '첸' });
  expect(embedOf(answer).title).toBe('CHEN · 첸');
  expect(fieldOf(answer, 'Member of')).toBe('EXO');
});

test('/help lists every command, and what it has below it', async () => {
  const commands = await fan.commands();
  const text = JSON.stringify((await fan.command('help')).embeds);
  for (const { name } of commands.filter(({ type }) => type === ApplicationCommandType.ChatInput))
    expect(text).toContain(`/${name}\``);
  expect(text).toContain('song · drama · artist');
});
