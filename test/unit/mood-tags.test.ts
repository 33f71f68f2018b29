import { describe, expect, test } from 'vitest';
import { createMemoryStores } from '../../src/adapters/store.ts';
import { createMoodTags } from '../../src/services/mood-tags.ts';

describe('mood tags', () => {
  test('are read from the store once, and stay right', async () => {
    const stores = createMemoryStores();
    let reads = 0;
    const moodTags = createMoodTags({
      stores: {
        close: () => stores.close(),
        open: (namespace, format) => {
          const store = stores.open(namespace, format);
          return {
            ...store,
            update: (id, change) => {
              reads += 1;
              return store.update(id, change);
            },
          };
        },
      },
    });
    const tallyOf = async (songId: string) => [...(await moodTags.ofSong('guild', songId)).tally];
    // A read that is on its way when something is written must not be what is kept.
    await Promise.all([
      moodTags.ofSong('guild', 'song'),
      moodTags.tag('guild', 'fan', 'song', 'longing'),
      moodTags.ofSong('guild', 'song'),
    ]);
    expect(reads).toBe(3);
    expect(await tallyOf('song')).toEqual([['longing', 1]]);
    expect(await tallyOf('another')).toEqual([]);
    expect(reads).toBe(3);
    await moodTags.tag('guild', 'other', 'song', 'longing');
    expect(await tallyOf('song')).toEqual([['longing', 2]]);
    expect(await moodTags.untag('guild', 'other', 'song')).toBe(true);
    expect(await moodTags.untag('guild', 'other', 'song')).toBe(false);
    expect(await tallyOf('song')).toEqual([['longing', 1]]);
  });
});
