import type { Catalogue } from '../core/catalogue/catalogue.ts';
import { linerNotes } from '../core/party/notes.ts';
import { replayNotes } from '../core/party/replay.ts';
import { hasBegun } from '../core/party/state.ts';
import type { LinerNote, PartyState, Row } from '../core/party/types.ts';
import type { PartiesDeps } from './party-ports.ts';

export interface PartyNotesDeps {
  readonly catalogue: Catalogue;
  readonly memoriesOf: PartiesDeps['memoriesOf'];
  readonly recall: (partyId: string) => Promise<PartyState | undefined>;
}

/** The liner notes of a track; of a replayed one those of then, with the reactions of then. */
export const createPartyNotes =
  ({ catalogue, memoriesOf, recall }: PartyNotesDeps) =>
  async (guildId: string, { songId, why }: Row, lengthMs: number): Promise<readonly LinerNote[]> => {
    const fresh = linerNotes(catalogue, songId, lengthMs, await memoriesOf(guildId, songId));
    const then = why.code === 'replay' ? await recall(why.partyId) : undefined;
    if (then === undefined || !hasBegun(then)) return fresh;
    const record = then.run.history.find(({ row, outcome }) => row.songId === songId && outcome !== 'failed');
    return record === undefined ? fresh : replayNotes(then, record, fresh);
  };
