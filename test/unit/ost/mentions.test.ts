import { expect, test } from 'vitest';
import { catalogue, findMentions } from '../../support/ost.ts';

const idsIn = (text: string) => findMentions(text).map(({ kind, id }) => `${kind} ${id}`);

const stayWithMe = 'song stay-with-me-chanyeol';
const goblin = 'drama guardian-the-lonely-and-great-god';

test.each([
  ['I love Stay With Me by Chanyeol from Goblin!', [stayWithMe, goblin]],
  ['i keep listening to stay with me by punch', [stayWithMe]],
  ['[MV] CHANYEOL(찬열), Punch(펀치) - Stay With Me | OST Part 1', [stayWithMe]],
  ['listening to sudden shower again', ['song sudden-shower-eclipse']],
  ['The best OST is “Evrytime” by Chen', ['song everytime-chen']],
  ['어제 들은 첫눈처럼 너에게 가겠다 너무 좋아', ['song i-will-go-to-you-like-the-first-snow-ailee']],
  ['첫눈처럼 너에게 가겠다를 들었어', ['song i-will-go-to-you-like-the-first-snow-ailee']],
  ['Goblin was the best', [goblin]],
  ['goblin', [goblin]],
  ['샤크시즌2 봤어?', ['drama shark-2-the-storm']],
  ['CLOY made me cry', ['drama crash-landing-on-you']],
  ['Crash Landing On Yuo was great', ['drama crash-landing-on-you']],
  ['ANYONE WATCHING QUEEN OF TEARS', ['drama queen-of-tears']],
  [
    'have you seen Vincenzo? or **Twenty-Five Twenty-One**',
    ['drama vincenzo', 'drama twenty-five-twenty-one'],
  ],
])('finds what %j names', (text, expected) => {
  expect(idsIn(text)).toEqual(expected);
});

test.each([
  ['what should we have for dinner tonight? maybe pizza'],
  ['I love you so much, you and I should stay home'],
  ['Love this!! Stay safe everyone'],
  ['https://example.com/goblin <@123456789012345678> <:goblin:123456789012345678>'],
  ['여러분 오늘 뭐 해요'],
  [''],
  ['   \n ♥ !!!'],
])('takes %j for talk', (text) => {
  expect(idsIn(text)).toEqual([]);
});

test('songs of one name are told apart by what else is named, and offered when nothing tells', () => {
  const namesakes = [...catalogue.songs.values()].filter(({ titles }) => titles.en === 'Stay With Me');
  expect(namesakes.length).toBeGreaterThan(3);
  expect(idsIn('Stay With Me')).toHaveLength(3);
  expect(idsIn('Stay With Me, the one by BIBI')).toEqual(['song stay-with-me-bibi']);
});

test('a quoted title is found for most dramas', () => {
  const dramas = [...catalogue.dramas.values()].filter(({ titles }) => titles.en !== undefined);
  const found = dramas.filter(({ id, titles }) =>
    idsIn(`have you seen "${titles.en ?? ''}"?`).includes(`drama ${id}`),
  );
  expect(found.length / dramas.length).toBeGreaterThan(0.97);
});

test('the longest message is read in a moment', () => {
  const text = 'The Quick Brown Fox Jumps over lazy Dogs "and" my love is here '.repeat(100);
  const startedAt = performance.now();
  findMentions(text);
  expect(performance.now() - startedAt).toBeLessThan(1_500);
});
