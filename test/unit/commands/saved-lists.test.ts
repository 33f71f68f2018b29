import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { loadCatalogue } from '../../../src/adapters/catalogue-files.ts';
import { createMemoryStores, openSqliteStores } from '../../../src/adapters/store.ts';
import { createFavouritesCommand } from '../../../src/commands/favourites.ts';
import { createWatchedCommand } from '../../../src/commands/watched.ts';
import { toReference } from '../../../src/core/catalogue/reference.ts';
import { createSearch } from '../../../src/core/search/search.ts';
import { createFavourites } from '../../../src/services/favourites.ts';
import { createProgress } from '../../../src/services/progress.ts';
import type { Progress } from '../../../src/services/progress.ts';
import { maxSaved } from '../../../src/services/saved-list.ts';
import type { SavedList } from '../../../src/services/saved-list.ts';
import { createWatched } from '../../../src/services/watched.ts';
import { createLabel } from '../../../src/views/labels.ts';
import { createHands, partsOf, readable, viewOf } from '../../support/handlers.ts';

const catalogue = await loadCatalogue('data');
const search = createSearch(catalogue);
const label = createLabel(catalogue);
const songIds = [...catalogue.songs.keys()];
const dramaIds = [...catalogue.dramas.keys()];

let now: number;
let favourites: SavedList;
let watched: SavedList;
let progress: Progress;
let hands: ReturnType<typeof createHands>;
beforeEach(() => {
  now = Date.UTC(2026, 10, 21);
  const stores = createMemoryStores();
  const clock = { now: () => (now += 1_000) };
  favourites = createFavourites({ stores, clock });
  watched = createWatched({ stores, clock });
  progress = createProgress({ stores, clock, watched });
  const deps = { catalogue, search, favourites, watched, progress, label };
  hands = createHands([createFavouritesCommand(deps), createWatchedCommand(deps)]);
});

/** Both commands, which follow the same rules. */
const lists = [
  { name: 'favourites', option: 'song', kind: 'song', ids: songIds, list: () => favourites },
  { name: 'watched', option: 'drama', kind: 'drama', ids: dramaIds, list: () => watched },
] as const;

describe.each(lists)('/$name', ({ name, option, kind, ids, list }) => {
  const add = (id: string) => hands.run(`${name} add`, { [option]: toReference(id) });
  const remove = (typed: string) => hands.run(`${name} remove`, { [option]: typed });
  const nth = (index: number) => ids[index] ?? '';

  test('adds once, privately', async () => {
    const first = await add(nth(0));
    expect(first.kind).toBe('private');
    const second = await add(nth(0));
    expect(readable(viewOf(second))).not.toBe(readable(viewOf(first)));
    expect(await list().list('fan')).toEqual([nth(0)]);
    expect(await list().list('another')).toEqual([]);
  });

  test('finds what is typed by hand, and says when nothing is like it', async () => {
    const [choice] = await hands.complete(`${name} add`, option, 'goblin');
    await hands.run(`${name} add`, { [option]: 'goblin' });
    expect(choice?.value).toBe(toReference((await list().list('fan'))[0] ?? ''));
    await expect(hands.run(`${name} add`, { [option]: '' })).rejects.toMatchObject({
      code: `${kind}NotFound`,
    });
  });

  test('removes, and undo puts it back in its place', async () => {
    for (const index of [0, 1, 2]) await add(nth(index));
    const removed = await remove(toReference(nth(1)));
    expect(removed.kind).toBe('private');
    expect(await list().list('fan')).toEqual([nth(2), nth(0)]);
    const undone = await hands.press(removed, 'Undo');
    expect(undone.kind).toBe('update');
    expect(partsOf(viewOf(undone))).toEqual([]);
    expect(await list().list('fan')).toEqual([nth(2), nth(1), nth(0)]);
  });

  test('removes only what is on the list', async () => {
    await add(nth(0));
    await remove(toReference(nth(1)));
    await remove('zzzzqqqq');
    expect(await list().list('fan')).toEqual([nth(0)]);
  });

  test('suggests the member’s own for removing, latest first', async () => {
    for (const index of [0, 1, 2]) await add(nth(index));
    const all = await hands.complete(`${name} remove`, option, '');
    expect(all.map(({ value }) => value)).toEqual([2, 1, 0].map((index) => toReference(nth(index))));
    const typed = label(kind, nth(1))?.slice(0, 12) ?? '';
    const found = await hands.complete(`${name} remove`, option, typed);
    expect(found.map(({ value }) => value)).toContain(toReference(nth(1)));
    expect(await hands.complete(`${name} remove`, option, '', { userId: 'another' })).toEqual([]);
  });

  test(`holds at most ${maxSaved} and says so`, async () => {
    for (let index = 0; index < maxSaved; index += 1) await list().add('fan', nth(index));
    await expect(add(nth(maxSaved))).rejects.toMatchObject({ code: 'listFull', params: { limit: maxSaved } });
    expect(await list().add('fan', nth(0))).toBe(false);
    await list().remove('fan', nth(7));
    expect(await list().add('fan', nth(maxSaved))).toBe(true);
  });

  test('shows ten a page, to the last one', async () => {
    expect(readable(viewOf(await hands.run(`${name} list`)))).toContain('/');
    for (let index = 0; index < 25; index += 1) await list().add('fan', nth(index));
    const first = await hands.run(`${name} list`);
    expect(first.kind).toBe('private');
    expect(readable(viewOf(first))).toContain('Page 1 of 3');
    const last = await hands.press(await hands.press(first, 'Next'), 'Next');
    expect(readable(viewOf(last))).toContain('Page 3 of 3');
    expect(partsOf(viewOf(last)).find((part) => part.label === 'Next')?.disabled).toBe(true);
  });
});

test('every id of the catalogue fits into its undo button', async () => {
  const longest = (ids: readonly string[]) => ids.toSorted((a, b) => b.length - a.length)[0] ?? '';
  for (const { name, option, ids, list } of lists) {
    await list().add('fan', longest(ids));
    const removed = await hands.run(`${name} remove`, { [option]: toReference(longest(ids)) });
    await hands.press(removed, 'Undo');
    expect(await list().list('fan')).toEqual([longest(ids)]);
  }
});

describe('/favourites export', () => {
  const csv = async () => {
    const [file] = viewOf(await hands.run('favourites export')).files ?? [];
    return (file?.attachment as Buffer | undefined)?.toString('utf8') ?? '';
  };

  test('is a file with a line and links for each song', async () => {
    for (const id of songIds.slice(0, 3)) await favourites.add('fan', id);
    const lines = (await csv()).trim().split('\r\n');
    expect(lines).toHaveLength(4);
    for (const line of lines.slice(1)) expect(line).toContain('https://open.spotify.com/');
  });

  test('never begins a cell as a formula', async () => {
    for (const id of songIds.slice(0, maxSaved)) await favourites.add('fan', id);
    const cells = (await csv()).slice(1).split(/\r\n|,/);
    expect(cells.length).toBeGreaterThan(maxSaved * 10);
    expect(cells.filter((cell) => /^"?[=+\-@]/.test(cell))).toEqual([]);
  });

  test('says so when there is nothing to export', async () => {
    expect(viewOf(await hands.run('favourites export')).files).toBeUndefined();
  });
});

test('favourites saved in the first format are kept', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'sonagi-saved-'));
  const url = `sqlite://${join(folder, 'test.db')}`;
  const saved = { songs: [{ songId: 'old', savedAt: 5 }] };
  const earlier = await openSqliteStores(url);
  await earlier
    .open('favourites', { schema: { parse: (value) => value as typeof saved }, version: 1 })
    .update('fan', () => saved);
  await earlier.close();
  const stores = await openSqliteStores(url);
  const later = createFavourites({ stores, clock: { now: () => 9 } });
  await later.add('fan', 'new');
  expect(await later.list('fan')).toEqual(['new', 'old']);
  await stores.close();
  await rm(folder, { recursive: true });
});

describe('/watched add with an episode', () => {
  const long = [...catalogue.dramas.values()].find(({ episodes }) => episodes !== undefined && episodes > 9);
  const id = long?.id ?? '';
  const add = (episode?: number) =>
    hands.run('watched add', { drama: toReference(id), ...(episode !== undefined && { episode }) });

  test('notes how far somebody is, and the drama is not among the watched ones yet', async () => {
    expect(readable(viewOf(await add(3)))).toContain('episode 3');
    await add(5);
    expect(await watched.list('fan')).toEqual([]);
    expect(await progress.of('fan')).toEqual(new Map([[id, 5]]));
    expect(readable(viewOf(await hands.run('watched list', {})))).toContain('episode 5');
  });

  test('takes the last episode, and adding without one, for all of it', async () => {
    await add(5);
    await add(long?.episodes);
    expect(await watched.list('fan')).toEqual([id]);
    expect(await progress.list('fan')).toEqual([]);
    expect(await progress.of('fan')).toEqual(new Map([[id, 'all']]));
  });

  test('is taken back, exported and forgotten', async () => {
    await add(5);
    expect(await progress.exportMember('fan')).toMatchObject([{ dramaId: id, episode: 5 }]);
    const [choice] = await hands.complete('watched remove', 'drama', '');
    await hands.run('watched remove', { drama: choice?.value ?? '' });
    expect(await progress.list('fan')).toEqual([]);
    await add(6);
    await progress.forgetMember('fan');
    expect(await progress.exportMember('fan')).toBeUndefined();
  });
});
