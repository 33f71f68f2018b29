import { UNKNOWN_LENGTH_MS } from '../core/party/rules.ts';
import { hasBegun } from '../core/party/state.ts';
import type { PartyEvent, Row } from '../core/party/types.ts';
import type { Live } from './party-live.ts';
import { createPartyNotes } from './party-notes.ts';
import type { PartyNotesDeps } from './party-notes.ts';
import { createPartyPlayer } from './party-player.ts';
import type { PartyPlayer } from './party-player.ts';
import type { PartiesDeps } from './party-ports.ts';

type FromParties = Pick<
  PartiesDeps,
  'catalogue' | 'clock' | 'log' | 'memoriesOf' | 'place' | 'screen' | 'sound'
>;

export interface PartyTracksDeps extends FromParties {
  readonly recall: PartyNotesDeps['recall'];
  /** Takes an event into a party; nobody waits for it. */
  readonly tell: (live: Live, event: PartyEvent) => void;
}

/** The sound of parties and what is said of it: who hears it, what a track is about to be. */
export const createPartyTracks = (deps: PartyTracksDeps) => {
  const { catalogue, clock, log, memoriesOf, place, recall, screen, sound, tell } = deps;
  const notesOf = createPartyNotes({ catalogue, memoriesOf, recall });

  const welcomeAll = (live: Live, channelId: string): void => {
    for (const memberId of place.presentIds(live.guildId, channelId))
      tell(live, { type: 'join', at: clock.now(), memberId });
  };

  const moved = (live: Live, channelId: string): void => {
    tell(live, { type: 'moved', at: clock.now(), channelId });
    const present = new Set(place.presentIds(live.guildId, channelId));
    const guests = hasBegun(live.state) ? live.state.run.guests : [];
    for (const { id, since } of guests)
      if (since !== null && !present.has(id)) tell(live, { type: 'leave', at: clock.now(), memberId: id });
    welcomeAll(live, channelId);
  };

  const playerOf = (live: Live): PartyPlayer | undefined => {
    if (sound === undefined) return undefined;
    const lost = () => {
      tell(live, { type: 'voiceLost', at: clock.now() });
    };
    live.player ??= createPartyPlayer({
      ...sound,
      guildId: live.guildId,
      log,
      ears: {
        lost,
        seated: (channelId) => {
          welcomeAll(live, channelId);
        },
        refused: (error) => {
          screen.seatRefused(live.state, error);
          lost();
        },
        moved: (channelId) => {
          moved(live, channelId);
        },
        broke: (trackId) => {
          tell(live, { type: 'trackFailed', at: clock.now(), trackId });
        },
      },
    });
    return live.player;
  };

  return {
    playerOf,
    /** Answers the effect `prepareTrack`. */
    prepare: async (live: Live, row: Row): Promise<PartyEvent> => {
      const { trackId, songId } = row;
      const isVoice = live.state.party.plan.mode === 'voice';
      const audio = isVoice ? await playerOf(live)?.prepare(trackId, songId) : undefined;
      if (isVoice && audio === undefined) return { type: 'trackFailed', at: clock.now(), trackId };
      const lengthMs = audio?.lengthMs ?? catalogue.song(songId)?.lengthMs ?? UNKNOWN_LENGTH_MS;
      return {
        type: 'trackReady',
        at: clock.now(),
        trackId,
        lengthMs,
        origin: audio?.origin ?? 'links',
        storeUrl: audio?.storeUrl ?? null,
        notes: await notesOf(live.guildId, row, lengthMs).catch((error: unknown) => {
          const { guildId, partyId } = live;
          log.warn({ err: error, guildId, partyId }, 'a track goes without its notes');
          return [];
        }),
      };
    },
  };
};
