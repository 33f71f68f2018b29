import { createCanvas, loadImage } from '@napi-rs/canvas';
import { describe, expect, test } from 'vitest';
import { loadCatalogue } from '../../../src/adapters/catalogue-files.ts';
import { paintPoster } from '../../../src/adapters/poster-painter.ts';
import type { Begun } from '../../../src/core/party/types.ts';
import { hasBegun } from '../../../src/core/party/state.ts';
import { en } from '../../../src/i18n/en.ts';
import { ko } from '../../../src/i18n/ko.ts';
import { posterFile, posterOf } from '../../../src/views/party-poster.ts';
import { newRows, runParty, T0, TRACK_MS } from '../../support/party-scenario.ts';

const catalogue = await loadCatalogue('data');
const songIds = [...catalogue.songs.values()]
  .filter(({ titles }) => titles.ko !== undefined)
  .map(({ id }) => id);

const evening = (reactions: boolean, title = '도깨비 10주년의 밤'): Begun => {
  const rows = newRows(3).map((row, index) => ({ ...row, songId: songIds[index] ?? row.songId }));
  const party = runParty({ title, zone: 'Asia/Seoul', startsAt: T0 + 86_400_000 }, { rows });
  party.waitUntil(T0 + 86_400_000);
  for (const id of ['ann', 'bo']) party.join(id);
  party.wait(60_000 + 72_000);
  if (reactions) for (const id of ['ann', 'bo']) party.react(id, 1, 'save');
  party.wait(3 * TRACK_MS);
  party.send({ type: 'end', ...party.as('host'), reason: 'stopped' });
  const state = party.state();
  if (!hasBegun(state)) throw new Error('The party has not begun');
  return state;
};

const pixels = async (png: Uint8Array) => {
  const image = await loadImage(Buffer.from(png));
  const context = createCanvas(image.width, image.height).getContext('2d');
  context.drawImage(image, 0, 0);
  return context.getImageData(0, 0, image.width, image.height);
};

describe('the poster of a party', () => {
  test('has the evening in the host’s zone, the song most loved and the moments', () => {
    const poster = posterOf(catalogue, evening(true), 0, en);
    // Noon in UTC is nine in the evening there.
    expect(poster.date).toBe('Sunday, November 22, 2026 at 9:00 PM GMT+9');
    expect(poster.facts.map(({ value, label }) => `${value} ${label}`)).toContain('2 people');
    expect(poster.loved).toMatchObject({ label: 'Most loved', people: '2 people' });
    expect(poster.list.rows).toEqual([expect.objectContaining({ lead: '1:12', tail: '2 people' })]);
    expect(poster.pulse[0]).toBe(1);
    expect(JSON.stringify(poster)).not.toContain('ann');
  });

  test('shows what was heard where nobody reacted', () => {
    const poster = posterOf(catalogue, evening(false), 0, en);
    expect(poster.loved).toBeUndefined();
    expect(poster.list.label).toBe('We heard');
    expect(poster.list.rows.length).toBeGreaterThan(1);
  });

  test('is opaque, so that it reads the same on dark and light, and draws every Hangul syllable as itself', async () => {
    const state = evening(true);
    const [first, other] = await Promise.all(
      ['도깨비의 밤', '그겨울의 밤'].map(async (title) =>
        pixels(await paintPoster({ ...posterOf(catalogue, state, 0, ko), title })),
      ),
    );
    expect([first!.width, first!.height]).toEqual([1200, 900]);
    const alphas = first!.data.filter((_value, index) => index % 4 === 3);
    expect(alphas.every((alpha) => alpha === 255)).toBe(true);
    // As boxes for missing letters both titles would look alike; the rain differs, but nothing of it is that white.
    const whites = (image: typeof first) => {
      let count = 0;
      for (let y = 120; y < 200; y += 1)
        for (let x = 60; x < 700; x += 1) if ((image!.data[(y * 1200 + x) * 4] ?? 0) > 235) count += 1;
      return count;
    };
    expect(whites(first)).toBeGreaterThan(1_000);
    expect(Math.abs(whites(first) - whites(other))).toBeGreaterThan(20);
  });

  test('is said in words, within Discord’s limit', () => {
    const long = evening(true, 'ㅋ'.repeat(100));
    for (const text of [en, ko]) {
      const file = posterFile(posterOf(catalogue, long, 0, text), new Uint8Array(1), text);
      expect(file.name).toBe('recap.png');
      expect(file.description?.length).toBeLessThanOrEqual(1_024);
      expect(file.description).toContain('1:12');
    }
  });
});
