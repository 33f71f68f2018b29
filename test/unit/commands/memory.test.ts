import { beforeEach, expect, test } from 'vitest';
import { loadCatalogue } from '../../../src/adapters/catalogue-files.ts';
import { createMemoryStores } from '../../../src/adapters/store.ts';
import { createMemoryCommand } from '../../../src/commands/memory.ts';
import { toReference } from '../../../src/core/catalogue/reference.ts';
import { linerNotes } from '../../../src/core/party/notes.ts';
import { createSeededRng } from '../../../src/core/rng.ts';
import { createSearch } from '../../../src/core/search/search.ts';
import type { Reply } from '../../../src/discord/replies.ts';
import { createMemories } from '../../../src/services/memories.ts';
import type { Memories } from '../../../src/services/memories.ts';
import { createLabel } from '../../../src/views/labels.ts';
import { createHands, partsOf, readable, viewOf } from '../../support/handlers.ts';

const catalogue = await loadCatalogue('data');
const search = createSearch(catalogue);
const label = createLabel(catalogue);
const [songId = '', otherSongId = ''] = [...catalogue.songs.keys()];

let memories: Memories;
let hands: ReturnType<typeof createHands>;
beforeEach(() => {
  let now = Date.UTC(2026, 10, 21);
  const clock = { now: () => (now += 1_000) };
  memories = createMemories({ stores: createMemoryStores(), clock, rng: createSeededRng('memories') });
  hands = createHands([createMemoryCommand({ catalogue, search, memories, label })]);
});

const add = (text: string, who: Parameters<typeof hands.run>[2] = {}, song = songId) =>
  hands.run('memory add', { song: toReference(song), text }, who);
const buttons = (reply: Reply) => partsOf(viewOf(reply)).map((part) => part.label);
const onlyId = async () => (await memories.list('guild'))[0]?.memoryId ?? '';

test('is read aloud only once its author says so, and no longer when they take that back', async () => {
  const told = await add('The bus stop in the rain.');
  expect(told.kind).toBe('private');
  expect(await memories.readable('guild', songId)).toEqual([]);
  const aloud = await hands.press(told, 'May be read aloud');
  const read = await memories.readable('guild', songId);
  expect(read).toMatchObject([{ memberId: 'fan', text: 'The bus stop in the rain.' }]);
  expect(await memories.readable('guild', otherSongId)).toEqual([]);
  expect(await memories.readable('another guild', songId)).toEqual([]);
  const notes = linerNotes(catalogue, songId, 200_000, read);
  expect(notes.filter(({ content }) => content.kind === 'memory')).toHaveLength(1);
  await hands.press(aloud, 'No longer read aloud');
  expect(await memories.readable('guild', songId)).toEqual([]);
});

test('carries the episode it gives away, which lists of others hide', async () => {
  await add('He dies in the end.');
  const id = await onlyId();
  await hands.component(`memory.episodesend|${id}`, {}, { fields: { episode: '16' } });
  expect((await memories.list('guild'))[0]?.spoils).toEqual({
    dramaId: catalogue.song(songId)?.dramaIds[0],
    episode: 16,
  });
  const list = await hands.run('memory list', { song: toReference(songId) }, { userId: 'another' });
  expect(readable(viewOf(list))).not.toContain('He dies');
  expect(JSON.stringify(viewOf(list).components)).not.toContain('He dies');
  const bad = await hands.component(`memory.episodesend|${id}`, {}, { fields: { episode: 'last' } });
  expect(bad.kind).toBe('private');
  await hands.component(`memory.episodesend|${id}`, {}, { fields: { episode: '' } });
  expect((await memories.list('guild'))[0]?.spoils).toBeNull();
});

test('is deleted by its author and by moderators, and by nobody else', async () => {
  await add('Mine.');
  const id = await onlyId();
  const other = await hands.component('memory.pick', { userId: 'another' }, { values: [id] });
  expect(buttons(other)).toEqual(['All of them']);
  await hands.component(`memory.delete|${id}`, { userId: 'another' });
  expect(await memories.list('guild')).toHaveLength(1);
  await expect(hands.component(`memory.aloud|${id}|yes`, { userId: 'another' })).rejects.toMatchObject({
    code: 'expired',
  });
  await expect(
    hands.component(`memory.aloud|${id}|yes`, { userId: 'mod', isModerator: true }),
  ).rejects.toMatchObject({ code: 'expired' });
  const seen = await hands.component('memory.pick', { userId: 'mod', isModerator: true }, { values: [id] });
  await hands.press(seen, 'Delete', { userId: 'mod', isModerator: true });
  expect(await memories.list('guild')).toEqual([]);
  expect(readable(viewOf(await hands.component(`memory.delete|${id}`, {})))).toContain('gone');
});

test('lists the own, those of a song, and all of the server for moderators alone', async () => {
  await add('One.');
  await add('Two.', { userId: 'another' });
  await add('Three.', { userId: 'another' }, otherSongId);
  await add('Elsewhere.', { guildId: 'another guild' });
  const own = await hands.run('memory list');
  expect(readable(viewOf(own))).toContain('One.');
  expect(readable(viewOf(own))).not.toContain('Two.');
  expect(buttons(own)).not.toContain('All of this server');
  const ofSong = readable(viewOf(await hands.run('memory list', { song: toReference(songId) })));
  expect(ofSong).toContain('One.');
  expect(ofSong).toContain('Two.');
  expect(ofSong).not.toContain('Three.');
  const mod = { userId: 'mod', isModerator: true };
  const all = readable(
    viewOf(await hands.press(await hands.run('memory list', {}, mod), 'All of this server', mod)),
  );
  for (const text of ['One.', 'Two.', 'Three.']) expect(all).toContain(text);
  expect(all).not.toContain('Elsewhere.');
  const forged = readable(viewOf(await hands.component('memory.page|all||0', {})));
  expect(forged).not.toContain('Two.');
});

test('shows ten and more on pages, within Discord’s limits', async () => {
  for (let count = 0; count < 20; count += 1) await add(`${count} ${'*'.repeat(297)}`);
  const first = await hands.run('memory list');
  const second = await hands.press(first, 'Next');
  expect(readable(viewOf(second))).not.toBe(readable(viewOf(first)));
});

test('is exported and forgotten with its member, in every server', async () => {
  await add('One.');
  await add('Elsewhere.', { guildId: 'another guild' });
  await add('Two.', { userId: 'another' });
  expect(await memories.exportMember('fan')).toMatchObject([{ text: 'One.' }, { text: 'Elsewhere.' }]);
  await memories.forgetMember('fan');
  expect(await memories.exportMember('fan')).toBeUndefined();
  expect(await memories.list('another guild')).toEqual([]);
  expect(await memories.list('guild')).toMatchObject([{ text: 'Two.' }]);
});

test('keeps fifty of a member, and says so at the next', async () => {
  for (let count = 0; count < 50; count += 1)
    await memories.add('guild', { memberId: 'fan', songId, text: 'again' });
  await expect(add('One too many.')).rejects.toMatchObject({ code: 'listFull' });
});
