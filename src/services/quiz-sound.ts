import { AudioError } from '../core/audio/audio.ts';
import type { AudioSource, Cut, OpenedAudio } from '../core/audio/audio.ts';
import { VoiceError } from '../core/audio/voice.ts';
import type { Playback, Voice, VoiceLoss, VoiceSeat, VoiceSession } from '../core/audio/voice.ts';
import { UserError } from '../core/errors.ts';
import type { Log } from '../core/log.ts';
import type { Clock, Timers } from '../core/ports.ts';
import { chooseClip } from '../core/quiz/clip.ts';
import { LADDER_CLIPS_MS, REVEAL_MS } from '../core/quiz/rules.ts';
import type { Effect, Game, PreparedRound } from '../core/quiz/types.ts';
import { createSeededRng } from '../core/rng.ts';

/** What a game is told of its sound. */
export interface SoundListener {
  /** The clip of this round is not heard: the game goes on in text. */
  failed(guildId: string, roundId: number): void;
  /** There will be no more sound in this game. */
  lost(guildId: string, reason: VoiceLoss): void;
  /** A moderator has moved the bot to another channel. */
  moved(guildId: string, channelId: string): void;
  /** It sits in the audience of a stage and has asked to speak. */
  asksToSpeak(guildId: string, channelId: string): void;
}

type Media = PreparedRound['media'];
type Clip = Pick<Extract<Effect, { type: 'playClip' }>, 'roundId' | 'songId' | 'startMs' | 'lengthMs'>;

/** The sound of voice games: takes the seat when first needed, plays what the engine asks for, leaves after the recap. */
export interface QuizSound {
  /** Finds a song's clip and opens it, so that it can begin at once. `undefined`: there is no sound, or none now. */
  clipOf(seat: VoiceSeat, game: Game, songId: string): Promise<Media | undefined>;
  /** Carries out `playClip`, `stopClip`, `reveal` and `recap`; other effects are none of its business. */
  perform(seat: VoiceSeat, game: Game, effect: Effect): void;
  /** No more sound is to be expected in the present game. */
  isLost(guildId: string): boolean;
  dispose(): Promise<void>;
}

export interface QuizSoundDeps {
  readonly voice: Voice;
  readonly source: AudioSource;
  readonly clock: Clock;
  readonly timers: Timers;
  readonly log: Log;
}

/** A preview is looked up in a store, which may be slow; the next song may be known at once. */
const lookUpWithinMs = 3_000;
/** A library file is transcoded when it is first played. */
const openWithinMs = 10_000;
const seatWithinMs = 8_000;
/** An interruption longer than this is not waited out: the round goes on in text. */
const patienceMs = 5_000;
/** The last word is the recap's; then the seat is free. */
const leaveAfterMs = 4_000;

type SeatState =
  | { readonly kind: 'free' }
  | { readonly kind: 'taking'; readonly session: Promise<VoiceSession> }
  | { readonly kind: 'taken'; readonly session: VoiceSession }
  | { readonly kind: 'interrupted'; readonly session: VoiceSession; readonly giveUp: () => void }
  | { readonly kind: 'lost' };

interface Opened {
  readonly key: string;
  readonly audio: Promise<OpenedAudio>;
  readonly abort: AbortController;
}

interface Stage {
  gameId: string;
  seat: SeatState;
  opened: Opened | undefined;
  /** What should be heard now, and what plays it once it does. */
  wanted: Clip | undefined;
  playback: Playback | undefined;
  cancelLeave: () => void;
}

const keyOf = (songId: string, { startMs, lengthMs }: Cut): string => `${songId}:${startMs}:${lengthMs}`;

const isExpected = (error: unknown): boolean =>
  error instanceof AudioError || error instanceof VoiceError || error instanceof UserError;

export const createQuizSound = (deps: QuizSoundDeps, listener: SoundListener): QuizSound => {
  const { voice, source, clock, timers, log } = deps;
  const stages = new Map<string, Stage>();
  const disposed = new AbortController();

  const discard = (opened: Opened | undefined): void => {
    if (opened === undefined) return;
    opened.abort.abort(new AudioError('unreachable', 'it is no longer wanted'));
    // Whatever is behind the packets is freed by leaving their loop, also when it has not begun.
    opened.audio
      .then(({ packets }) => packets[Symbol.asyncIterator]().return?.())
      .catch((error: unknown) => {
        if (!isExpected(error)) log.warn({ err: error }, 'a clip that was not wanted could not be closed');
      });
  };

  /** Takes what was opened ahead if it is just that; anything else that was is of no more use. */
  const open = (stage: Stage, songId: string, cut: Cut): Opened => {
    const key = keyOf(songId, cut);
    const ahead = stage.opened;
    stage.opened = undefined;
    if (ahead?.key === key) return ahead;
    discard(ahead);
    const abort = new AbortController();
    const limit = timers.at(clock.now() + openWithinMs, () => {
      abort.abort(new AudioError('unreachable', `the sound of "${songId}" was not there in time`));
    });
    const late = Promise.withResolvers<never>();
    abort.signal.addEventListener('abort', () => {
      late.reject(abort.signal.reason as Error);
    });
    const audio = Promise.race([source.open(songId, cut, abort.signal), late.promise]).finally(limit);
    audio.catch(() => undefined);
    late.promise.catch(() => undefined);
    return { key, audio, abort };
  };

  /** A seat that takes longer is not waited for: the round is asked in text, and a later one has sound. */
  const inTime = async (session: Promise<VoiceSession>): Promise<void> => {
    const late = Promise.withResolvers<never>();
    const cancel = timers.at(clock.now() + seatWithinMs, () => {
      late.reject(new VoiceError('gave-up', 'no seat in time'));
    });
    await Promise.race([session, late.promise]).finally(cancel);
  };

  const hush = (stage: Stage): void => {
    stage.wanted = undefined;
    stage.playback?.stop();
    stage.playback = undefined;
  };

  const fail = (guildId: string, stage: Stage): void => {
    const { wanted } = stage;
    hush(stage);
    if (wanted !== undefined) listener.failed(guildId, wanted.roundId);
  };

  const lose = (guildId: string, stage: Stage, reason: VoiceLoss): void => {
    if (stage.seat.kind === 'interrupted') stage.seat.giveUp();
    stage.seat = { kind: 'lost' };
    fail(guildId, stage);
    listener.lost(guildId, reason);
  };

  const takeSeat = (seat: VoiceSeat, stage: Stage): Promise<VoiceSession> => {
    const { guildId } = seat;
    switch (stage.seat.kind) {
      case 'taking':
      case 'taken':
      case 'interrupted':
        return Promise.resolve(stage.seat.session);
      case 'lost':
        return Promise.reject(new VoiceError('gave-up', 'The voice connection of this game was lost.'));
      case 'free':
        break;
    }
    const isOwn = () => stages.get(guildId) === stage && stage.seat.kind !== 'lost';
    const session = voice.join(seat, {
      moved: (channelId) => {
        if (isOwn()) listener.moved(guildId, channelId);
      },
      interrupted: () => {
        if (stage.seat.kind !== 'taken') return;
        const giveUp = timers.at(clock.now() + patienceMs, () => {
          fail(guildId, stage);
        });
        stage.seat = { kind: 'interrupted', session: stage.seat.session, giveUp };
      },
      restored: () => {
        if (stage.seat.kind !== 'interrupted') return;
        stage.seat.giveUp();
        stage.seat = { kind: 'taken', session: stage.seat.session };
      },
      lost: (reason) => {
        if (isOwn()) lose(guildId, stage, reason);
      },
    });
    stage.seat = { kind: 'taking', session };
    session.then(
      (taken) => {
        if (!isOwn()) {
          taken.leave();
          return;
        }
        stage.seat = { kind: 'taken', session: taken };
        if (taken.isWaitingToSpeak()) listener.asksToSpeak(guildId, taken.channelId());
      },
      (error: unknown) => {
        log.info({ err: error, ...seat }, 'no seat in a voice channel');
        if (!isOwn()) return;
        lose(guildId, stage, error instanceof VoiceError ? error.reason : 'no-permission');
      },
    );
    return session;
  };

  const stageOf = ({ guildId, channelId }: VoiceSeat, { gameId }: Game): Stage => {
    const known = stages.get(guildId);
    if (known?.gameId === gameId) return known;
    const isSame = known?.seat.kind === 'taken' && known.seat.session.channelId() === channelId;
    if (known !== undefined && isSame) {
      // A game after the one before: the seat is kept.
      known.cancelLeave();
      known.gameId = gameId;
      return known;
    }
    if (known !== undefined) leave(guildId, known);
    const stage: Stage = {
      gameId,
      seat: { kind: 'free' },
      opened: undefined,
      wanted: undefined,
      playback: undefined,
      cancelLeave: () => undefined,
    };
    stages.set(guildId, stage);
    return stage;
  };

  const play = async (seat: VoiceSeat, stage: Stage, clip: Clip): Promise<void> => {
    stage.wanted = clip;
    const { songId, startMs, lengthMs } = clip;
    const opened = open(stage, songId, { startMs, lengthMs });
    try {
      const [session, { packets }] = await Promise.all([takeSeat(seat, stage), opened.audio]);
      if (stage.wanted !== clip) {
        discard(opened);
        return;
      }
      const playback = session.play(packets);
      stage.playback = playback;
      const outcome = await playback.finished;
      if (stage.wanted !== clip || stage.playback !== playback) return;
      if (outcome === 'failed') fail(seat.guildId, stage);
      else stage.playback = undefined;
    } catch (error) {
      discard(opened);
      if (!isExpected(error)) log.error({ err: error, ...seat, songId }, 'a clip could not be played');
      if (stage.wanted === clip) fail(seat.guildId, stage);
    }
  };

  const leave = (guildId: string, stage: Stage): void => {
    stages.delete(guildId);
    hush(stage);
    stage.cancelLeave();
    discard(stage.opened);
    if (stage.seat.kind === 'interrupted') stage.seat.giveUp();
    if (stage.seat.kind === 'taken' || stage.seat.kind === 'interrupted') stage.seat.session.leave();
  };

  const clipOf: QuizSound['clipOf'] = async (seat, game, songId) => {
    const stage = stageOf(seat, game);
    if (stage.seat.kind === 'lost' || stage.seat.kind === 'interrupted') return undefined;
    try {
      const findWithinMs = source.ready().has(songId) ? openWithinMs : lookUpWithinMs;
      const signal = AbortSignal.any([disposed.signal, AbortSignal.timeout(findWithinMs)]);
      const found = await source.find(songId, signal);
      if (found === undefined) return undefined;
      const { settings, seed } = game;
      const media = chooseClip(found.lengthMs, settings, createSeededRng(`${seed}:${songId}`));
      const lengthMs = settings.mode === 'ladder' ? LADDER_CLIPS_MS[0] : media.lengthMs;
      const opened = open(stage, songId, { startMs: media.startMs, lengthMs });
      stage.opened = opened;
      await Promise.all([opened.audio, inTime(takeSeat(seat, stage))]);
      return media;
    } catch (error) {
      log.info({ err: error, guildId: seat.guildId, songId }, 'a song has no sound after all');
      return undefined;
    }
  };

  const perform: QuizSound['perform'] = (seat, game, effect) => {
    const stage = stages.get(seat.guildId);
    switch (effect.type) {
      case 'playClip':
        void play(seat, stageOf(seat, game), effect);
        return;
      case 'stopClip':
        if (stage !== undefined) hush(stage);
        return;
      case 'reveal': {
        // The song plays on; after a ladder's clip it begins again, as there was not much of it.
        const { roundId, prepared, outcome } = effect.record;
        const { media, songId } = prepared;
        const isSilent = stage?.seat.kind === 'taken' && stage.playback === undefined;
        if (!isSilent || effect.last || media.kind !== 'voice' || outcome === 'skipped') return;
        const lengthMs = Math.min(media.lengthMs, REVEAL_MS);
        void play(seat, stage, { roundId, songId, startMs: media.startMs, lengthMs });
        return;
      }
      case 'recap':
        if (stage === undefined) return;
        hush(stage);
        stage.cancelLeave();
        stage.cancelLeave = timers.at(clock.now() + leaveAfterMs, () => {
          leave(seat.guildId, stage);
        });
        return;
      default:
        return;
    }
  };

  return {
    clipOf,
    perform,
    isLost: (guildId) => stages.get(guildId)?.seat.kind === 'lost',
    dispose: () => {
      disposed.abort();
      for (const [guildId, stage] of stages) leave(guildId, stage);
      return Promise.resolve();
    },
  };
};
