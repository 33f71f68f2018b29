import { AudioError } from '../core/audio/audio.ts';
import type { AudioSource, OpenedAudio, PlayableAudio } from '../core/audio/audio.ts';
import type { Playback, Voice, VoiceSession } from '../core/audio/voice.ts';
import type { Log } from '../core/log.ts';

/** What the player has to tell. Never called from within a call to the player. */
export interface PlayerEars {
  seated(channelId: string): void;
  /** No seat, with the reason: a UserError or VoiceError. */
  refused(error: unknown): void;
  moved(channelId: string): void;
  lost(): void;
  /** The sound of a track broke off, or could not be had after all. */
  broke(trackId: number): void;
}

/** The sound of one party: a seat in a voice channel and the track that plays. */
export interface PartyPlayer {
  /** Takes the seat, unless it is there already. */
  enter(channelId: string): void;
  /** Opens a track, to be played next; `undefined` when there is no sound. Waits for the seat. */
  prepare(trackId: number, songId: string): Promise<PlayableAudio | undefined>;
  play(trackId: number, songId: string, fromMs: number): void;
  silence(): void;
  exit(): void;
}

export interface PartyPlayerDeps {
  readonly guildId: string;
  readonly voice: Voice;
  readonly source: AudioSource;
  readonly log: Log;
  readonly ears: PlayerEars;
}

/** What was opened at the beginning of a track is still good this soon after. */
const freshMs = 1_000;

interface Held {
  readonly trackId: number;
  readonly opened: OpenedAudio;
}

/** Frees what is behind packets that nobody will listen to. */
const close = async ({ packets }: OpenedAudio): Promise<void> => {
  await packets[Symbol.asyncIterator]().return?.();
};

export const createPartyPlayer = ({ guildId, voice, source, log, ears }: PartyPlayerDeps): PartyPlayer => {
  let seat: { channelId: string; session: Promise<VoiceSession | undefined> } | undefined;
  let held: Held | undefined;
  let playback: Playback | undefined;
  /** Each turn of the sound has its own; what an earlier one still brings is passed over. */
  let turn = new AbortController();

  const warn = (error: unknown, songId: string) => {
    const fields = { err: error, guildId, songId };
    if (error instanceof AudioError) log.warn(fields, 'a track of a party has no sound');
    else log.error(fields, 'a track of a party could not be opened');
  };

  const drop = (): void => {
    const unused = held;
    held = undefined;
    if (unused === undefined) return;
    close(unused.opened).catch((error: unknown) => {
      log.warn({ err: error, guildId }, 'the sound of a track could not be closed');
    });
  };

  const silence = (): void => {
    turn.abort();
    turn = new AbortController();
    playback?.stop();
    playback = undefined;
  };

  const start = async (trackId: number, songId: string, fromMs: number, signal: AbortSignal) => {
    // A function, because the turn may go by during each wait.
    const isOver = () => signal.aborted;
    const session = await seat?.session;
    if (session === undefined || isOver()) return;
    const ready = held?.trackId === trackId && fromMs < freshMs ? held.opened : undefined;
    if (ready === undefined) drop();
    held = undefined;
    const opened = ready ?? (await source.open(songId, { startMs: fromMs }, signal));
    if (isOver()) {
      await close(opened);
      return;
    }
    playback = session.play(opened.packets);
    if ((await playback.finished) === 'failed' && !isOver()) ears.broke(trackId);
  };

  const sit = async (channelId: string): Promise<VoiceSession | undefined> => {
    try {
      const session = await voice.join(
        { guildId, channelId },
        {
          moved: (to) => {
            if (seat !== undefined) seat = { ...seat, channelId: to };
            ears.moved(to);
          },
          interrupted: () => undefined,
          restored: () => undefined,
          lost: (reason) => {
            log.warn({ guildId, reason }, 'the seat of a party is lost');
            seat = undefined;
            ears.lost();
          },
        },
      );
      ears.seated(channelId);
      return session;
    } catch (error) {
      seat = undefined;
      ears.refused(error);
      return undefined;
    }
  };

  return {
    silence,
    enter: (channelId) => {
      if (seat?.channelId === channelId) return;
      seat = { channelId, session: Promise.resolve().then(() => sit(channelId)) };
    },
    prepare: async (trackId, songId) => {
      drop();
      const { signal } = turn;
      try {
        await seat?.session;
        const opened = await source.open(songId, { startMs: 0 }, signal);
        held = { trackId, opened };
        return opened;
      } catch (error) {
        if (!signal.aborted) warn(error, songId);
        return undefined;
      }
    },
    play: (trackId, songId, fromMs) => {
      silence();
      const { signal } = turn;
      start(trackId, songId, fromMs, signal).catch((error: unknown) => {
        if (signal.aborted) return;
        warn(error, songId);
        ears.broke(trackId);
      });
    },
    exit: () => {
      silence();
      drop();
      const left = seat;
      seat = undefined;
      left?.session
        .then((session) => {
          session?.leave();
        })
        .catch((error: unknown) => {
          log.warn({ err: error, guildId }, 'the seat of a party could not be given up');
        });
    },
  };
};
