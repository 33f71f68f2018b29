import type { AttachmentPayload } from 'discord.js';
import type { Catalogue } from '../core/catalogue/catalogue.ts';
import { bothTitles, mainTitle, performerNames } from '../core/catalogue/names.ts';
import { posterFacts, posterRows } from '../core/party/poster.ts';
import type { Poster } from '../core/party/poster.ts';
import type { TrackRecap } from '../core/party/recap.ts';
import type { Begun } from '../core/party/types.ts';
import { createSeededRng } from '../core/rng.ts';
import type { Catalog } from '../i18n/index.ts';
import { dateIn } from '../i18n/numerals.ts';
import { cut, minutesAndSeconds } from './format.ts';
import { wholeMinutes } from './party-now.ts';

/** Discord's limit for what a picture is described by. */
const maxAltLength = 1_024;

/** As it is drawn: no markdown to escape, and no letters that are not seen. */
const plain = (text: string): string => text.replace(/[\p{Cc}\p{Cf}\u2028\u2029]+/gu, ' ').trim();

const namesOf = (catalogue: Catalogue, { record }: TrackRecap) => {
  const song = catalogue.song(record.row.songId);
  if (song === undefined) return { title: record.row.songId, both: record.row.songId, subtitle: '' };
  const drama = catalogue.drama(song.dramaIds[0]);
  const subtitle = [performerNames(catalogue, song), drama && mainTitle(drama.titles)];
  return {
    title: mainTitle(song.titles),
    both: bothTitles(song.titles),
    subtitle: subtitle.filter((part) => part !== undefined).join(' · '),
  };
};

const listed = ({ both, subtitle }: { readonly both: string; readonly subtitle: string }): string =>
  [both, subtitle].filter((part) => part !== '').join(' – ');

/** The words and numbers of a party's poster, in the server's language and the zone of its host. */
export const posterOf = (catalogue: Catalogue, state: Begun, now: number, text: Catalog): Poster => {
  const { title, zone } = state.party.plan;
  const words = text.party.poster;
  const facts = posterFacts(state, now);
  const rows =
    facts.moments.length > 0
      ? facts.moments.map((track) => ({
          lead: minutesAndSeconds(track.best?.offsetMs ?? 0),
          text: namesOf(catalogue, track).title,
          tail: words.people({ people: track.best?.people ?? 0 }),
        }))
      : facts.tracks.slice(0, posterRows).map((track, index) => ({
          lead: text.number(index + 1),
          text: listed(namesOf(catalogue, track)),
          tail: '',
        }));
  const { mostLoved } = facts;
  const lovedNames = mostLoved && namesOf(catalogue, mostLoved);
  return {
    kicker: words.kicker,
    title: plain(title),
    // In the zone of the host, which is said: a picture cannot show everybody their own.
    date: dateIn(text.locale, { at: state.run.begunAt, zone }),
    facts: [
      { value: text.number(facts.guests), label: words.facts.people },
      { value: text.number(facts.tracks.length), label: words.facts.songs },
      { value: text.number(wholeMinutes(facts.playedMs)), label: words.facts.minutes },
      { value: text.number(facts.saves), label: words.facts.saves },
    ],
    loved:
      mostLoved === undefined || lovedNames === undefined
        ? undefined
        : {
            label: text.party.mostLoved,
            title: lovedNames.both,
            subtitle: lovedNames.subtitle,
            people: words.people({ people: mostLoved.lovedBy }),
          },
    list: { label: facts.moments.length > 0 ? text.party.moments : words.played, rows },
    pulse: facts.pulse,
    hue: Math.floor(createSeededRng(title).next() * 360),
  };
};

/** The poster as a file, said in words for who cannot see it. */
export const posterFile = (poster: Poster, png: Uint8Array, text: Catalog): AttachmentPayload => {
  const { title, date, facts, loved, list } = poster;
  const parts = [
    facts.map(({ value, label }) => `${value} ${label}`).join(', '),
    loved && `${loved.label}: ${[loved.title, loved.subtitle, loved.people].join(', ')}`,
    `${list.label}: ${list.rows.map((row) => [row.lead, row.text, row.tail].filter(Boolean).join(' ')).join('; ')}`,
  ].filter((part) => part !== undefined);
  return {
    attachment: Buffer.from(png),
    name: 'recap.png',
    description: cut(text.party.poster.alt({ title, date, rest: parts.join('. ') }), maxAltLength),
  };
};
