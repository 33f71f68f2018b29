import { beforeEach, describe, expect, test } from 'vitest';
import { loadCatalogue } from '../../../src/adapters/catalogue-files.ts';
import { createMemoryStores } from '../../../src/adapters/store.ts';
import { createPrivacyCommand } from '../../../src/commands/privacy.ts';
import type { Stores } from '../../../src/core/ports.ts';
import { createDaily } from '../../../src/services/daily.ts';
import { createFavourites } from '../../../src/services/favourites.ts';
import { createMoodTags } from '../../../src/services/mood-tags.ts';
import { createPrivacy } from '../../../src/services/privacy.ts';
import { createReports } from '../../../src/services/reports.ts';
import { createWatched } from '../../../src/services/watched.ts';
import { confirmationField } from '../../../src/views/privacy.ts';
import { routes } from '../../../src/views/routes.ts';
import { createHands, readable, viewOf } from '../../support/handlers.ts';

const catalogue = await loadCatalogue('data');
const at = Date.UTC(2026, 10, 21);
const clock = { now: () => at };

const createHolders = (stores: Stores) => ({
  favourites: createFavourites({ stores, clock }),
  watched: createWatched({ stores, clock }),
  moodTags: createMoodTags({ stores }),
  reports: createReports({ stores, clock }),
  daily: createDaily({
    stores,
    catalogue,
    judge: () => ({ kind: 'wrong', reason: 'unknown' }),
    zoneOf: () => 'UTC',
  }),
});

let holders: ReturnType<typeof createHolders>;
let hands: ReturnType<typeof createHands>;
beforeEach(async () => {
  holders = createHolders(createMemoryStores());
  hands = createHands([createPrivacyCommand({ privacy: createPrivacy(holders) })]);
  for (const userId of ['fan', 'other']) {
    await holders.favourites.add(userId, 'song');
    await holders.watched.add(userId, 'drama');
    await holders.moodTags.tag('guild', userId, 'song', 'longing');
    await holders.moodTags.tag('guild', userId, `song-of-${userId}`, 'longing');
    await holders.reports.file(userId, {
      kind: 'song',
      id: userId,
      origin: 'card',
      text: 'x',
      guildId: null,
    });
    const { puzzle } = await holders.daily.today({ userId, guildId: null, at });
    await holders.daily.clue({ userId, guildId: null, at }, puzzle.day);
  }
});

const fileOf = async (userId: string): Promise<unknown> => {
  const reply = await hands.run('privacy export', {}, { userId });
  expect(reply.kind).toBe('private');
  const [file] = viewOf(reply).files ?? [];
  return file === undefined ? undefined : JSON.parse((file.attachment as Buffer).toString('utf8'));
};

const confirm = (typed: string, userId = 'fan') =>
  hands.component(routes.privacyDelete.encode({}), { userId }, { fields: { [confirmationField]: typed } });

describe('/privacy export', () => {
  test('is a private file of everything held on the member, and of nobody else', async () => {
    expect(await fileOf('fan')).toMatchObject({
      favourites: [{ id: 'song' }],
      watched: [{ id: 'drama' }],
      moodTags: [{ guildId: 'guild', moods: { song: 'longing', 'song-of-fan': 'longing' } }],
      reports: [{ id: 'fan', text: 'x' }],
      daily: { played: 1 },
    });
    expect(JSON.stringify(await fileOf('fan'))).not.toContain('other');
  });

  test('says so when there is nothing', async () => {
    expect(await fileOf('stranger')).toBeUndefined();
  });
});

describe('/privacy delete', () => {
  test('asks first, and a wrong word deletes nothing', async () => {
    expect((await hands.run('privacy delete')).kind).toBe('modal');
    const before = await fileOf('fan');
    expect(readable(viewOf(await confirm('yes')))).toContain('Nothing was deleted');
    expect(await fileOf('fan')).toEqual(before);
  });

  test('forgets the member everywhere and leaves everybody else alone', async () => {
    const before = await fileOf('other');
    const reply = await confirm(' delete ');
    expect(reply.kind).toBe('private');
    expect(readable(viewOf(reply))).toContain('forgotten you');
    expect(await fileOf('fan')).toBeUndefined();
    expect(await fileOf('other')).toEqual(before);
    expect([...(await holders.moodTags.ofSong('guild', 'song')).tally]).toEqual([['longing', 1]]);
    expect([...(await holders.moodTags.ofGuild('guild')).keys()]).toEqual(['song', 'song-of-other']);
    expect((await holders.reports.list()).map(({ userId, id }) => [userId, id]).sort()).toEqual([
      ['', 'fan'],
      ['other', 'other'],
    ]);
    await confirm('DELETE');
    expect(await holders.reports.list()).toHaveLength(2);
  });

  test('forgets the rest though a part fails, and says that it failed', async () => {
    const broken = {
      exportMember: () => Promise.resolve(undefined),
      forgetMember: () => Promise.reject(new Error('disk full')),
    };
    await expect(createPrivacy({ broken, ...holders }).forget('fan')).rejects.toThrow('could be forgotten');
    expect(await fileOf('fan')).toBeUndefined();
  });
});
