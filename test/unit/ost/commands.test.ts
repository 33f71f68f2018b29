import { describe, expect, test } from 'vitest';
import { moods } from '../../../src/core/catalogue/moods.ts';
import { en } from '../../../src/i18n/en.ts';
import { expectWithinLimits } from '../../support/limits.ts';
import { partsOf, readable, viewOf } from '../../support/handlers.ts';
import { catalogue, createOstBench, idOf, selectOf } from '../../support/ost.ts';

const goblin = 'guardian-the-lonely-and-great-god';

describe('/ost song', () => {
  test('shows the song, its source count and what one can do with it', async () => {
    const view = viewOf(await createOstBench().run('ost song', { query: 'stay with me chanyeol' }));
    expect(readable(view)).toContain('Stay With Me');
    expect(readable(view)).toMatch(/\d+ sources?/);
    for (const button of ['Whole OST', 'Similar', 'Save', 'Tag its mood', 'Report a mistake'])
      expect(partsOf(view).map((part) => part.label)).toContain(button);
  });

  test('asks which one when a title belongs to several', async () => {
    const reply = await createOstBench().run('ost song', { query: 'stay with me' });
    const offered = selectOf(viewOf(reply), 'song.open')?.options?.map(({ value }) => value) ?? [];
    expect(reply.kind).toBe('public');
    expect(offered).toContain('stay-with-me-bibi');
    expect(offered).not.toContain('stay-with-me-chanyeol');
  });

  test('a picked suggestion is never ambiguous', async () => {
    const bench = createOstBench();
    const choices = await bench.complete('ost song', 'query', 'stay with me');
    const view = viewOf(await bench.run('ost song', { query: choices[1]!.value }));
    expect(selectOf(view, 'song.open')).toBeUndefined();
  });

  test.each([
    ['ost song', 'snow without a name', 'song.open'],
    ['ost similar', 'snow without a name', 'song.open'],
    ['ost drama', 'my car is broken', 'drama.pick'],
  ])('/%s says privately when nothing fits “%s”, with the nearest three', async (path, query, route) => {
    const bench = createOstBench();
    const reply = await bench.run(path, { query });
    expect(reply.kind).toBe('private');
    expect(readable(viewOf(reply))).toContain(query);
    const select = selectOf(viewOf(reply), route);
    expect(select?.options?.length).toBe(3);
    const opened = await bench.use(select?.custom_id ?? '', { values: [select!.options![0]!.value] });
    expect(readable(viewOf(opened))).toContain('source');
  });

  test('and without an offer when nothing is even near', async () => {
    for (const kind of ['song', 'drama', 'artist']) {
      const reply = await createOstBench().run(`ost ${kind}`, { query: 'zzxqwv' });
      expect(reply.kind).toBe('private');
      expect(partsOf(viewOf(reply))).toEqual([]);
      expect(readable(viewOf(reply))).toContain('zzxqwv');
    }
  });
});

describe('/ost drama', () => {
  test('goes part by part, and a select jumps to a part', async () => {
    const bench = createOstBench();
    const view = viewOf(await bench.run('ost drama', { query: 'goblin' }));
    expect(readable(view)).toMatch(/### Part 1\n[^]*### Part 2\n/);
    const jump = selectOf(view, 'drama.part')!;
    const part9 = jump.options!.find((option) => option.label === 'Part 9')!;
    const jumped = await bench.use(jump.custom_id!, { values: [part9.value] });
    expect(jumped.kind).toBe('update');
    expect(viewOf(jumped).embeds?.[0]?.description).toMatch(/^### Part 9\n/);
    const back = viewOf(await bench.use(idOf(viewOf(jumped), en.ost.previous)));
    expect(readable(back)).toContain('### Part 8');
  });

  test('known by title only: says so, and how to add its songs', async () => {
    const drama = [...catalogue.dramas.values()].find(({ songIds }) => songIds.length === 0)!;
    const view = viewOf(await createOstBench().run('ost drama', { query: `#${drama.id}` }));
    expect(readable(view)).toContain('by its title only');
    expect(readable(view)).toContain('pull request');
    expect(readable(view)).toMatch(/\d+ sources?/);
  });

  test('asks which one when several are called so', async () => {
    const bench = createOstBench();
    const view = viewOf(await bench.run('ost drama', { query: 'the king' }));
    const select = selectOf(view, 'drama.pick')!;
    expect(select.options!.length).toBeGreaterThan(0);
    const opened = await bench.use(select.custom_id!, { values: [select.options![0]!.value] });
    expect(opened.kind).toBe('private');
    expect(viewOf(opened).embeds?.[0]?.title).toContain(select.options![0]!.label.split(' ·')[0]);
  });
});

describe('/ost artist', () => {
  test('goes year by year, newest first', async () => {
    const view = viewOf(await createOstBench().run('ost artist', { query: 'gummy' }));
    const years = [...readable(view).matchAll(/^### (\d{4})$/gm)].map(([, year]) => Number(year));
    expect(years.length).toBeGreaterThan(1);
    expect(years).toEqual(years.toSorted((a, b) => b - a));
  });

  test('a group leads to a member, and the member back', async () => {
    const bench = createOstBench();
    const group = viewOf(await bench.run('ost artist', { query: '#girls-generation' }));
    const members = selectOf(group, 'artist.pick')!;
    expect(members.options!.map(({ value }) => value)).toContain('taeyeon');
    const taeyeon = viewOf(await bench.use(members.custom_id!, { values: ['taeyeon'] }));
    expect(readable(taeyeon)).toContain('Member of');
    const back = viewOf(await bench.use(idOf(taeyeon, "Girls' Generation")));
    expect(back.embeds?.[0]?.title).toContain("Girls' Generation");
  });

  test('whom they also sang with can be opened', async () => {
    const bench = createOstBench();
    const view = viewOf(await bench.run('ost artist', { query: '#chanyeol' }));
    expect(readable(view)).toContain('Also sang with');
    const partners = partsOf(view).find((part) => part.custom_id === 'artist.pick|with')!;
    expect(partners.options!.map(({ value }) => value)).toContain('punch');
    const punch = viewOf(await bench.use(partners.custom_id!, { values: ['punch'] }));
    expect(punch.embeds?.[0]?.title).toContain('Punch');
  });
});

describe('/ost mood', () => {
  test('has a human name for each mood', () => {
    expect(Object.keys(en.moods.names)).toEqual([...moods]);
  });

  test('marks what each song’s mood rests on', async () => {
    const view = viewOf(await createOstBench().run('ost mood', { mood: 'heart-rending' }));
    expect(readable(view)).toContain('stated by a source');
    expect(readable(view)).toContain('from the drama’s genre: Melodrama');
  });

  test('pages keep mood, years and gems', async () => {
    const bench = createOstBench();
    const options = { mood: 'playful', years: '2010s', gems: true };
    const first = viewOf(await bench.run('ost mood', options));
    const second = viewOf(await bench.use(idOf(first, en.ost.next)));
    expect(second.embeds?.[0]?.title).toBe(first.embeds?.[0]?.title);
    expect(second.embeds?.[0]?.title).toBe('Playful · 2010-2019 · little-known songs');
    expect(readable(second)).toContain('Page 2');
    expect(viewOf(await bench.use(idOf(second, en.ost.previous)))).toEqual(first);
  });

  test('refuses years it cannot read, and says when nothing fits', async () => {
    const bench = createOstBench();
    await expect(bench.run('ost mood', { mood: 'sweet', years: 'soon' })).rejects.toMatchObject({
      code: 'badYears',
    });
    await expect(bench.run('ost mood', { mood: 'calm' })).rejects.toMatchObject({ code: 'noSongFits' });
  });
});

describe('members’ tags', () => {
  const tagMood = async (bench: ReturnType<typeof createOstBench>, userId: string, mood: string) => {
    const card = viewOf(await bench.run('ost song', { query: '#stay-with-me-chanyeol' }));
    const question = viewOf(await bench.use(idOf(card, 'Tag its mood'), { userId }));
    expectWithinLimits(question);
    return bench.use(selectOf(question, 'mood.tag')!.custom_id!, { userId, values: [mood] });
  };
  const cardIn = async (bench: ReturnType<typeof createOstBench>, guildId: string | null) =>
    readable(viewOf(await bench.run('ost song', { query: '#stay-with-me-chanyeol' }, guildId)));

  test('count one a member, show on the card of this server only, and in its lists', async () => {
    const bench = createOstBench();
    await tagMood(bench, 'mina', 'calm');
    await tagMood(bench, 'jun', 'calm');
    await tagMood(bench, 'jun', 'calm');
    expect(await cardIn(bench, 'g')).toContain('Calm (tagged by 2 members here)');
    expect(await cardIn(bench, 'elsewhere')).not.toContain('Calm');
    expect(await cardIn(bench, null)).not.toContain('Calm');
    const list = viewOf(await bench.run('ost mood', { mood: 'calm' }));
    expect(readable(list)).toContain('Stay With Me');
    await expect(bench.run('ost mood', { mood: 'calm' }, 'elsewhere')).rejects.toMatchObject({
      code: 'noSongFits',
    });
  });

  test('can be changed and taken back', async () => {
    const bench = createOstBench();
    await tagMood(bench, 'mina', 'calm');
    const changed = await tagMood(bench, 'mina', 'uplifting');
    expect(changed.kind).toBe('update');
    expect(readable(viewOf(changed))).toContain('Uplifting');
    expect(await cardIn(bench, 'g')).toContain('Uplifting (tagged by 1 member here)');
    expect(await cardIn(bench, 'g')).not.toContain('Calm');
    const undone = await bench.use(idOf(viewOf(changed), 'Undo my tag'));
    expect(partsOf(viewOf(undone)).map((part) => part.label)).not.toContain('Undo my tag');
    expect(await cardIn(bench, 'g')).not.toContain('tagged by');
  });

  test('need a server, a known song and a known mood', async () => {
    const bench = createOstBench();
    const song = 'stay-with-me-chanyeol';
    await expect(bench.use(`mood.open|${song}`, { guildId: null })).rejects.toMatchObject({
      code: 'serverOnly',
    });
    await expect(bench.use('mood.open|gone')).rejects.toMatchObject({ code: 'expired' });
    await expect(bench.use(`mood.tag|${song}`, { values: ['hungry'] })).rejects.toMatchObject({
      code: 'expired',
    });
  });

  test('of many members at once are all counted', async () => {
    const { moodTags } = createOstBench();
    const members = Array.from({ length: 50 }, (_none, at) => `m${String(at)}`);
    await Promise.all(members.map((member) => moodTags.tag('g', member, 'song', 'calm')));
    expect((await moodTags.ofSong('g', 'song')).tally.get('calm')).toBe(50);
    await Promise.all(members.map((member) => moodTags.untag('g', member, 'song')));
    expect(await moodTags.ofGuild('g')).toEqual(new Map());
    expect(await moodTags.untag('g', 'm0', 'song')).toBe(false);
  });
});

describe('/ost similar', () => {
  test('says why', async () => {
    const view = viewOf(await createOstBench().run('ost similar', { query: 'sudden shower' }));
    expect(view.embeds?.[0]?.title).toMatch(/^Like Sudden Shower/);
    expect(readable(view)).toContain('also by ECLIPSE');
    expect(readable(view)).toContain('from the same drama');
    expectWithinLimits(view);
  });

  test('another song of the same title is a choice away', async () => {
    const bench = createOstBench();
    const view = viewOf(await bench.run('ost similar', { query: 'stay with me' }));
    const meant = selectOf(view, 'similar.pick')!;
    const other = await bench.use(meant.custom_id!, { values: ['stay-with-me-bibi'] });
    expect(viewOf(other).embeds?.[0]?.title).toContain('Stay With Me');
    expect(viewOf(other)).not.toEqual(view);
  });
});

describe('/ost random', () => {
  test('keeps to drama and years, and another one is another one', async () => {
    const bench = createOstBench();
    const first = viewOf(await bench.run('ost random', { drama: `#${goblin}`, years: '2016-2017' }));
    expect(readable(first)).toContain('Guardian');
    const again = await bench.use(idOf(first, 'Another one'));
    expect(again.kind).toBe('update');
    expect(readable(viewOf(again))).toContain('Guardian');
    expect(viewOf(again).embeds?.[0]?.title).not.toBe(first.embeds?.[0]?.title);
  });

  test('says when nothing fits', async () => {
    const bench = createOstBench();
    await expect(bench.run('ost random', { drama: `#${goblin}`, years: '1999' })).rejects.toMatchObject({
      code: 'noSongFits',
    });
    await expect(bench.run('ost random', { years: 'x' })).rejects.toMatchObject({ code: 'badYears' });
    expect((await bench.run('ost random', { drama: 'zzxqwv' })).kind).toBe('private');
  });
});

describe('Report a mistake', () => {
  const report = (bench: ReturnType<typeof createOstBench>, wrong: string, userId = 'mina') =>
    bench.use('report.send|song|stay-with-me-chanyeol', { userId, fields: { wrong } });

  test.each([
    ['ost song', 'stay with me chanyeol'],
    ['ost drama', 'goblin'],
    ['ost artist', 'gummy'],
  ])('is on every card of /%s and asks what is wrong', async (path, query) => {
    const bench = createOstBench();
    const button = idOf(viewOf(await bench.run(path, { query })), 'Report a mistake');
    const asked = await bench.use(button);
    expect(asked).toMatchObject({ kind: 'modal', modal: { title: 'Report a mistake' } });
    const { modal } = asked as Extract<typeof asked, { kind: 'modal' }>;
    const told = await bench.use(modal.custom_id, { fields: { wrong: ' The singer is not them. ' } });
    expect(readable(viewOf(told))).toContain('Thank you');
    const [, kind, id] = button.split('|');
    expect(await bench.reports.list()).toEqual([
      {
        kind,
        id,
        origin: 'card',
        text: 'The singer is not them.',
        guildId: 'g',
        userId: 'mina',
        at: bench.clock.time,
      },
    ]);
  });

  test('takes the same report of a member once, and five an hour', async () => {
    const bench = createOstBench();
    await report(bench, 'wrong year');
    expect(readable(viewOf(await report(bench, 'Wrong  year!')))).toContain('before');
    await report(bench, 'wrong year', 'jun');
    for (const text of ['b', 'c', 'd', 'e']) await report(bench, text);
    expect(readable(viewOf(await report(bench, 'f')))).toContain('a lot of reports');
    expect(await bench.reports.list()).toHaveLength(6);
    bench.clock.time += 3_600_001;
    expect(readable(viewOf(await report(bench, 'f')))).toContain('Thank you');
  });

  test('a report of an entry that is gone is refused', async () => {
    const bench = createOstBench();
    await expect(bench.use('report.open|song|gone')).rejects.toMatchObject({ code: 'expired' });
    await expect(bench.use('report.send|drama|gone', { fields: { wrong: 'x' } })).rejects.toMatchObject({
      code: 'expired',
    });
  });
});

describe('Find the OST', () => {
  test('offers what a message and its previews name, privately', async () => {
    const bench = createOstBench();
    const reply = await bench.findIn({
      content: 'this one! https://example.com/x',
      embeds: [{ title: '[MV] CHANYEOL, Punch - Stay With Me', description: null, author: null }],
    });
    expect(reply.kind).toBe('private');
    const select = selectOf(viewOf(reply), 'mention.open')!;
    expect(select.options!.map(({ value }) => value)).toEqual(['song:stay-with-me-chanyeol']);
    const card = await bench.use(select.custom_id!, { values: ['song:stay-with-me-chanyeol'] });
    expect(readable(viewOf(card))).toContain('Stay With Me');
    const drama = await bench.use(select.custom_id!, { values: [`drama:${goblin}`] });
    expect(readable(viewOf(drama))).toContain('### Part 1');
  });

  test('says so when there is none', async () => {
    const reply = await createOstBench().findIn({ content: 'see you all on Sunday', embeds: [] });
    expect(readable(viewOf(reply))).toContain('no song or drama');
  });
});
