import ical from 'ical-generator';
import { csvOf } from '../csv.ts';
import { MINUTE_MS } from './rules.ts';
import type { Party } from './types.ts';

/** A track as an export names it; the names come from the catalogue. */
export interface ExportTrack {
  readonly songId: string;
  readonly title: string;
  /** Empty when no source names a performer. */
  readonly artist: string;
  readonly drama: string;
  readonly lengthMs: number | null;
  /** A page to listen to it. */
  readonly url: string;
  /** Empty when it is of the list. */
  readonly requestedBy: string;
  readonly moments: readonly { readonly offsetMs: number; readonly kind: string; readonly people: number }[];
}

export interface ExportedParty {
  readonly partyId: string;
  readonly title: string;
  readonly startsAt: number;
  readonly tracks: readonly ExportTrack[];
}

const named = ({ artist, title }: ExportTrack): string => (artist === '' ? title : `${artist} - ${title}`);

/** A line must stay a line. */
const oneLine = (text: string): string => text.replace(/[\r\n\u2028\u2029]+/g, ' ').trim();

export const textOf = ({ title, startsAt, tracks }: ExportedParty): string =>
  [
    `${oneLine(title)} (${new Date(startsAt).toISOString().slice(0, 10)})`,
    ...tracks.map((track, index) => oneLine(`${index + 1}. ${named(track)} (${track.drama})`)),
    '',
  ].join('\n');

export const tracksCsv = ({ tracks }: ExportedParty): string =>
  csvOf([
    ['number', 'title', 'artist', 'drama', 'seconds', 'requested by', 'reactions', 'link'],
    ...tracks.map((track, index) => [
      String(index + 1),
      track.title,
      track.artist,
      track.drama,
      track.lengthMs === null ? '' : String(Math.round(track.lengthMs / 1000)),
      track.requestedBy,
      String(track.moments.reduce((sum, { people }) => sum + people, 0)),
      track.url,
    ]),
  ]);

/** Extended M3U in UTF-8; a track of unknown length is -1, as players expect. */
export const m3uOf = ({ title, tracks }: ExportedParty): string =>
  [
    '#EXTM3U',
    `#PLAYLIST:${oneLine(title)}`,
    ...tracks.flatMap((track) => [
      `#EXTINF:${track.lengthMs === null ? -1 : Math.round(track.lengthMs / 1000)},${oneLine(named(track))}`,
      track.url,
    ]),
    '',
  ].join('\n');

export const jsonOf = (party: ExportedParty): string => `${JSON.stringify(party, null, 2)}\n`;

export interface CalendarEntry {
  readonly party: Pick<Party, 'partyId' | 'plan'>;
  readonly description: string;
  readonly location: string;
}

/**
 * A calendar of parties. Each instance of a series is an entry of its own, in UTC: it is right in every calendar program,
 * whatever that knows of time zones. Adding a newer file moves an entry instead of doubling it, by its id.
 */
export const icsOf = (entries: readonly CalendarEntry[], now: number): string => {
  const calendar = ical({ prodId: { company: 'sonagi', product: 'parties', language: 'EN' } });
  for (const { party, description, location } of entries) {
    const { startsAt, minutes, title } = party.plan;
    calendar.createEvent({
      id: `${party.partyId}@sonagi`,
      stamp: new Date(now),
      start: new Date(startsAt),
      end: new Date(startsAt + minutes * MINUTE_MS),
      summary: title,
      description,
      location,
    });
  }
  return calendar.toString();
};
