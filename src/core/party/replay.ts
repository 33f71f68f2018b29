import { bestMoment, MOMENT_WINDOW_MS } from './recap.ts';
import { lengthOf } from './set-list.ts';
import type { Begun, LinerNote, Moment, NewRow, TrackRecord } from './types.ts';

/** A party again: what was played, in its order. */
export const replayRows = ({ party, run }: Begun): readonly NewRow[] =>
  run.history
    .filter(({ outcome }) => outcome === 'played' || outcome === 'stopped')
    .map(({ row, lengthMs }) => ({
      songId: row.songId,
      owner: { kind: 'list', memberId: null },
      why: { code: 'replay', partyId: party.partyId },
      role: null,
      lengthMs: lengthMs > 0 ? lengthMs : lengthOf(row),
    }));

/** Reactions that belong together, each moment with where it began and how many people it moved. */
export const momentsOf = (
  moments: readonly Moment[],
): readonly { readonly offsetMs: number; readonly people: number }[] => {
  const [first, ...others] = moments.toSorted((a, b) => a.offsetMs - b.offsetMs);
  if (first === undefined) return [];
  const end = first.offsetMs + MOMENT_WINDOW_MS;
  const own = [first, ...others.filter(({ offsetMs }) => offsetMs < end)];
  return [
    { offsetMs: first.offsetMs, people: bestMoment(own)?.people ?? own.length },
    ...momentsOf(others.filter(({ offsetMs }) => offsetMs >= end)),
  ];
};

/**
 * What was shown and felt at a track of an earlier party, at the same offsets. A memory that has been taken back since is
 * left out; one that was changed is shown as it is now.
 */
export const replayNotes = (
  { run }: Begun,
  record: TrackRecord,
  fresh: readonly LinerNote[],
): readonly LinerNote[] => {
  const told = record.notes.flatMap((note): readonly LinerNote[] => {
    const { content } = note;
    if (content.kind === 'echo') return [];
    if (content.kind !== 'memory') return [note];
    const now = fresh.find(
      (one) => one.content.kind === 'memory' && one.content.memoryId === content.memoryId,
    );
    return now === undefined ? [] : [{ ...now, offsetMs: note.offsetMs }];
  });
  const moments = run.moments.filter(({ trackId }) => trackId === record.row.trackId);
  const echoes = momentsOf(moments).map(({ offsetMs, people }): LinerNote => ({
    offsetMs,
    content: { kind: 'echo', people },
    spoils: null,
  }));
  return [...told, ...echoes];
};
