import { setTimeout as wait } from 'node:timers/promises';
import { openStores } from '../../src/adapters/open-stores.ts';
import { mainTitle } from '../../src/core/catalogue/names.ts';
import { toReference } from '../../src/core/catalogue/reference.ts';
import { replay } from '../../src/core/quiz/reduce.ts';
import { pickFrom } from '../../src/core/rng.ts';
import { createQuizLog } from '../../src/services/quiz-log.ts';
import type { Fan } from '../../test/support/fan.ts';
import { newestWith, slowMs, toldBy } from './model.ts';
import type { Life } from './model.ts';

/** The answer of the open round, from the bot's database as it stands on disk. */
const openAnswer = async (storeUrl: string, guildId: string) => {
  const stores = await openStores(storeUrl);
  try {
    const games = await createQuizLog(stores).list(() => undefined);
    const state = replay(games.find(({ place }) => place.guildId === guildId)?.events ?? []);
    if (state?.phase !== 'asking' && state?.phase !== 'grace') return undefined;
    const { roundId, prepared } = state.round;
    return { roundId: `${state.game.gameId}/${roundId}`, dramaId: prepared.answerIds[0] ?? '' };
  } finally {
    await stores.close();
  }
};

const placeOf = (fan: Fan, channel: string) => ({ channelId: fan.channelId(channel), timeoutMs: slowMs });

export const playQuizzes = async (life: Life): Promise<void> => {
  const { fans, rng, model, catalogue, storeUrl, isOver, inVoice } = life;
  const [host] = fans;
  if (host === undefined) return;
  const place = placeOf(host, 'quiz');
  const found = new Set<string>();
  while (!isOver()) {
    const round = await openAnswer(storeUrl, host.guildId).catch(() => undefined);
    if (round === undefined) {
      const settings = { rounds: 4, seconds: 8, play: inVoice ? 'voice' : 'text' };
      await model.attempt('quiz start', () => host.command('quiz start', settings, place));
      await wait(1_500);
      continue;
    }
    const drama = catalogue.dramas.get(round.dramaId);
    await Promise.all(
      fans.map(async (fan) => {
        const isRight = rng.next() < 0.7;
        if (drama === undefined || found.has(`${round.roundId} ${fan.user.id}`)) return;
        const answer = isRight ? mainTitle(drama.titles) : 'Squid Game';
        const answered = await model.attempt('guess', () => fan.command('guess', { answer }, place));
        const told = toldBy(answered, /^(Correct\.|You have this round already)/);
        if (isRight || told === 'done') model.note(`right ${fan.user.id}`, round.roundId, told);
        if (told !== 'done') return;
        found.add(`${round.roundId} ${fan.user.id}`);
        model.count('right guess');
      }),
    );
    if (rng.next() < 0.3) await model.attempt('vote', () => host.command('quiz hint', {}, place));
    await wait(700);
  }
};

export const saveSongs = async ({ fans, rng, model, catalogue, isOver }: Life): Promise<void> => {
  const songs = [...catalogue.songs.keys()];
  while (!isOver()) {
    const fan = pickFrom(fans, rng);
    const songId = pickFrom(songs, rng);
    if (fan === undefined || songId === undefined) return;
    const answered = await model.attempt('favourite', () =>
      fan.command('favourites add', { song: toReference(songId) }, placeOf(fan, 'cup')),
    );
    model.note(`saved ${fan.user.id}`, songId, toldBy(answered, /^Saved/));
    await wait(400);
  }
};

export const runCups = async ({ fans, rng, model, isOver }: Life): Promise<void> => {
  const [host] = fans;
  if (host === undefined) return;
  while (!isOver()) {
    await model.attempt('cup start', () =>
      host.command('worldcup start', { size: 4, seconds: 10, theme: 'romantic' }, placeOf(host, 'cup')),
    );
    for (let round = 0; round < 12 && !isOver(); round += 1) {
      const pair = newestWith(host, 'cup.vote');
      for (const fan of fans) {
        const id = pickFrom(pair?.ids ?? [], rng);
        if (pair === undefined || id === undefined) continue;
        const answered = await model.attempt('cup vote', () => fan.click(pair.message, id, slowMs));
        const [, cupId = '', number = ''] = id.split('|');
        model.note(
          `votes ${cupId}`,
          `${number} ${fan.user.id}`,
          toldBy(answered, /Your vote: /, pair.message),
        );
      }
      await wait(1_500);
    }
  }
};

/** One evening: planned, answered, filled, begun, reacted to, ended. */
const holdParty = async (life: Life, title: string): Promise<void> => {
  const { fans, rng, model, toneIds, isOver } = life;
  const [host] = fans;
  if (host === undefined) return;
  const place = placeOf(host, 'party');
  const asked = await model.attempt('party schedule', () =>
    host.command(
      'party schedule',
      { title, when: 'in 1 minute', mode: 'voice', channel: host.channelId('room') },
      place,
    ),
  );
  if (asked?.components === undefined) return;
  const planned = await model.attempt('party confirm', () => host.click(asked, 'Schedule it', slowMs));
  await wait(2_000);
  const post = newestWith(host, 'party.rsvp');
  const going = post?.ids.find((id) => id.endsWith('|going'));
  if (post === undefined || going === undefined || !JSON.stringify(post.message).includes(title)) return;
  const partyId = going.split('|')[1] ?? '';
  model.note(`parties ${host.guildId}`, partyId, toldBy(planned, /is scheduled/));
  for (const fan of fans) {
    const answered = await model.attempt('rsvp', () => fan.click(post.message, going, slowMs));
    model.note(`rsvp ${partyId}`, fan.user.id, toldBy(answered, /See you there/, post.message));
  }
  const ask = async (): Promise<void> => {
    const fan = pickFrom(fans, rng);
    const songId = pickFrom(toneIds, rng);
    if (fan === undefined || songId === undefined) return;
    const answered = await model.attempt('party add', () =>
      fan.command('party add', { query: toReference(songId) }, placeOf(fan, 'party')),
    );
    const told = toldBy(answered, /is in the set list/);
    // Of a song that somebody has asked for already, it is not known who was first.
    model.note(`asked ${partyId}`, songId, told);
  };
  for (let request = 0; request < 5 && !isOver(); request += 1) {
    await ask();
    await wait(1_500);
  }
  const endsAt = Date.now() + 110_000;
  while (Date.now() < endsAt && !isOver()) {
    const welcome = newestWith(host, 'party.begin');
    const [begin] = welcome?.ids.filter((id) => id.includes(partyId)) ?? [];
    if (welcome !== undefined && begin !== undefined)
      await model.attempt('party begin', () => host.click(welcome.message, begin, slowMs));
    const card = newestWith(host, 'party.react');
    const [felt] = card?.ids.filter((id) => id.includes(partyId) && id.endsWith('|goosebumps')) ?? [];
    const fan = pickFrom(fans, rng);
    if (card !== undefined && felt !== undefined && fan !== undefined) {
      const answered = await model.attempt('reaction', () => fan.click(card.message, felt, slowMs));
      // Two of one member close together are one.
      model.note(
        `felt ${partyId}`,
        `${felt} ${fan.user.id}`,
        toldBy(answered, /^(Noted, at|That one is counted)/, card.message),
      );
    }
    if (rng.next() < 0.2) await ask();
    await wait(2_500);
  }
  await model.attempt('party end', () => host.command('party end', {}, place));
};

export const holdParties = async (life: Life): Promise<void> => {
  for (let evening = 1; !life.isOver(); evening += 1) {
    await holdParty(life, `Evening ${evening}`);
    await wait(1_000);
  }
};

/** Six steps, spread over the whole time: there is one puzzle a day. */
export const playDaily = async ({ fans, rng, model, isOver, lastsMs }: Life): Promise<void> => {
  const [first] = fans;
  if (first === undefined) return;
  for (let step = 0; step < 6 && !isOver(); step += 1) {
    for (const fan of fans) {
      const asked = await model.attempt('daily', () => fan.command('daily', {}, placeOf(fan, 'quiz')));
      const clue = /"custom_id":"(daily\.clue\|[^"]+)"/.exec(JSON.stringify(asked?.components ?? []))?.[1];
      if (asked === undefined || clue === undefined) continue;
      const shown = /Step (\d) of/.exec(JSON.stringify(asked.embeds))?.[1] ?? '';
      const answered = await model.attempt('daily clue', () => fan.click(asked, clue, slowMs));
      model.note(`clues ${fan.user.id}`, shown, toldBy(answered, /One more clue/));
    }
    await wait((lastsMs / 8) * (0.5 + rng.next()));
  }
};
