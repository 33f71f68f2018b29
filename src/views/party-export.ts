import type { Catalogue } from '../core/catalogue/catalogue.ts';
import { listenLinks } from '../core/catalogue/links.ts';
import { bothTitles, mainTitle, performerNames } from '../core/catalogue/names.ts';
import { icsOf, jsonOf, m3uOf, textOf, tracksCsv } from '../core/party/export.ts';
import type { ExportedParty } from '../core/party/export.ts';
import { momentsOf } from '../core/party/replay.ts';
import type { Begun, PartyState } from '../core/party/types.ts';
import type { View } from '../discord/replies.ts';
import type { Catalog } from '../i18n/index.ts';
import { escapeText } from './format.ts';

const exported = (
  catalogue: Catalogue,
  { party, run }: Begun,
  names: ReadonlyMap<string, string>,
): ExportedParty => ({
  partyId: party.partyId,
  title: party.plan.title,
  startsAt: run.begunAt,
  tracks: run.history
    .filter(({ outcome }) => outcome !== 'failed')
    .map(({ row, lengthMs }) => {
      const song = catalogue.song(row.songId);
      const drama = song === undefined ? undefined : catalogue.drama(song.dramaIds[0]);
      const artist = song === undefined ? '' : (performerNames(catalogue, song) ?? '');
      const query = [song === undefined ? row.songId : mainTitle(song.titles), artist].join(' ').trim();
      const moments = run.moments.filter(({ trackId }) => trackId === row.trackId);
      return {
        songId: row.songId,
        title: song === undefined ? row.songId : bothTitles(song.titles),
        artist,
        drama: drama === undefined ? '' : bothTitles(drama.titles),
        lengthMs: lengthMs > 0 ? lengthMs : null,
        url: listenLinks(song?.ids, query)[0]?.url ?? '',
        requestedBy: row.owner.kind === 'request' ? (names.get(row.owner.memberId) ?? '') : '',
        moments: (['save', 'goosebumps'] as const).flatMap((kind) =>
          momentsOf(moments.filter((moment) => moment.kind === kind)).map((moment) => ({ ...moment, kind })),
        ),
      };
    }),
});

const icsFile = ({ party }: PartyState, now: number, text: Catalog) => ({
  attachment: Buffer.from(
    icsOf(
      [{ party, description: text.party.icsDescription, location: text.party.modes[party.plan.mode] }],
      now,
    ),
  ),
  name: 'party.ics',
  description: text.party.icsDescription,
});

/** Everything a party was, in the forms that players, spreadsheets and calendars read. */
export const partyExportView = (
  catalogue: Catalogue,
  state: Begun,
  { now, names }: { readonly now: number; readonly names: ReadonlyMap<string, string> },
  text: Catalog,
): View => {
  const party = exported(catalogue, state, names);
  const file = (name: string, content: string) => ({
    attachment: Buffer.from(content),
    name,
    description: text.party.exportFile,
  });
  return {
    content: text.party.exported({ title: escapeText(state.party.plan.title), songs: party.tracks.length }),
    files: [
      file('party.txt', textOf(party)),
      file('party.csv', tracksCsv(party)),
      file('party.m3u8', m3uOf(party)),
      file('party.json', jsonOf(party)),
      icsFile(state, now, text),
    ],
  };
};

/** One party for a calendar. */
export const partyIcsView = (state: PartyState, now: number, text: Catalog): View => ({
  content: text.party.icsDescription,
  files: [icsFile(state, now, text)],
});
