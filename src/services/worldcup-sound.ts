import { AudioError } from '../core/audio/audio.ts';
import type { AudioSource } from '../core/audio/audio.ts';
import { VoiceError } from '../core/audio/voice.ts';
import type { Voice, VoiceSession } from '../core/audio/voice.ts';
import { UserError } from '../core/errors.ts';
import type { Log } from '../core/log.ts';
import type { CupPlace, CupSound } from './worldcup-runner.ts';

const clipMs = 15_000;
/** A whole track is played from here on, as a share of its length: past the intro. Previews are picked pieces already. */
const trackStart = 0.3;
const trackLeastMs = 60_000;
/** After the clips of a pair that is open longer, the bot does not sit on in the channel. */
const sitThroughSeconds = 300;

export interface CupSoundDeps {
  readonly voice: Pick<Voice, 'join'>;
  readonly audio: Pick<AudioSource, 'find' | 'open'>;
  /** The voice channel a member sits in. */
  readonly seatOf: (guildId: string, memberId: string) => string | undefined;
  /** Whether a quiz or a party has the bot's seat in this server: the cup does not take it away. */
  readonly isTaken: (guildId: string) => boolean;
  readonly log: Log;
}

/** Asked anew each time: it changes while something is waited for. */
const isOver = (signal: AbortSignal): boolean => signal.aborted;

/** The bot's seat for the cup of one channel. What it does there comes one after the other, so a session has one owner. */
interface Seat {
  readonly channelId: string;
  abort: AbortController;
  session: VoiceSession | undefined;
  done: Promise<void>;
}

/** Plays the songs of pairs. Whatever fails, the cup goes on in silence. */
export const createCupSound = ({ voice, audio, seatOf, isTaken, log }: CupSoundDeps): CupSound => {
  /** By server: the bot has one seat in each. */
  const seats = new Map<string, Seat>();

  const leave = (guildId: string, seat: Seat): void => {
    seat.abort.abort();
    if (seats.get(guildId) === seat) seats.delete(guildId);
    seat.session?.leave();
    seat.session = undefined;
  };

  const playClip = async (session: VoiceSession, songId: string, signal: AbortSignal): Promise<void> => {
    const found = await audio.find(songId, signal);
    if (found === undefined || isOver(signal)) return;
    const startMs = found.lengthMs >= trackLeastMs ? Math.floor(found.lengthMs * trackStart) : 0;
    const opened = await audio.open(songId, { startMs, lengthMs: clipMs }, signal);
    if (isOver(signal)) return;
    const playback = session.play(opened.packets);
    const stop = () => {
      playback.stop();
    };
    signal.addEventListener('abort', stop, { once: true });
    await playback.finished;
    signal.removeEventListener('abort', stop);
  };

  const join = (guildId: string, seat: Seat, channelId: string): Promise<VoiceSession> =>
    voice.join(
      { guildId, channelId },
      {
        moved: () => undefined,
        interrupted: () => undefined,
        restored: () => undefined,
        lost: () => {
          leave(guildId, seat);
        },
      },
    );

  const playBoth = async (
    guildId: string,
    seat: Seat,
    voiceChannelId: string,
    songIds: readonly string[],
    signal: AbortSignal,
  ): Promise<void> => {
    if (isOver(signal)) return;
    seat.session ??= await join(guildId, seat, voiceChannelId);
    const { session } = seat;
    for (const songId of songIds) {
      if (isOver(signal)) return;
      await playClip(session, songId, signal).catch((error: unknown) => {
        if (!(error instanceof AudioError) && !isOver(signal)) throw error;
        log.debug({ err: error, songId }, 'a song of a world cup has no sound');
      });
    }
  };

  const end = ({ guildId, channelId }: CupPlace): void => {
    const seat = seats.get(guildId);
    if (seat?.channelId !== channelId) return;
    leave(guildId, seat);
    // It may still have been joining.
    seat.done = seat.done.then(() => {
      leave(guildId, seat);
    });
  };

  return {
    end,
    play: (place, { cup }, songIds) => {
      const { guildId, channelId } = place;
      const before = seats.get(guildId);
      if (before !== undefined && before.channelId !== channelId) return;
      const voiceChannelId = seatOf(guildId, cup.hostId);
      if (voiceChannelId === undefined || (before === undefined && isTaken(guildId))) {
        end(place);
        return;
      }
      const abort = new AbortController();
      const seat: Seat = before ?? { channelId, abort, session: undefined, done: Promise.resolve() };
      if (seat.abort !== abort) seat.abort.abort();
      seat.abort = abort;
      seats.set(guildId, seat);
      seat.done = seat.done
        .then(() => playBoth(guildId, seat, voiceChannelId, songIds, abort.signal))
        .then(() => {
          if (cup.settings.seconds > sitThroughSeconds && !abort.signal.aborted) leave(guildId, seat);
        })
        .catch((error: unknown) => {
          const isExpected = error instanceof VoiceError || error instanceof UserError;
          log[isExpected ? 'info' : 'error']({ err: error, guildId }, 'a world cup goes on in silence');
          leave(guildId, seat);
        });
    },
  };
};
