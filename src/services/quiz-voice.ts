import type { AudioSource } from '../core/audio/audio.ts';
import type { VoiceRooms } from '../core/audio/room.ts';
import type { Voice, VoiceLoss } from '../core/audio/voice.ts';
import type { GameState } from '../core/quiz/types.ts';
import type { Place } from './quiz-log.ts';
import { createQuizPresence } from './quiz-presence.ts';
import type { QuizPresence } from './quiz-presence.ts';
import type { KnownSound } from './quiz-rounds.ts';
import { createQuizRunner } from './quiz-runner.ts';
import type { QuizRunner, QuizRunnerDeps } from './quiz-runner.ts';
import { createQuizSound } from './quiz-sound.ts';
import type { QuizSound } from './quiz-sound.ts';

/** What games with sound need. */
export interface QuizVoice {
  readonly voice: Voice;
  readonly source: AudioSource;
  readonly rooms: VoiceRooms;
  readonly sound: KnownSound;
  /** Shown in the game's channel; must not throw and is not waited for. */
  readonly notice: (place: Place, state: GameState, notice: SoundNotice) => void;
}

export type SoundNotice =
  | { readonly kind: 'lost'; readonly reason: VoiceLoss }
  | { readonly kind: 'asks-to-speak'; readonly channelId: string };

type RunnerDeps = Omit<QuizRunnerDeps, 'sound'>;

/** The games of all servers, and in those with sound, who is there to hear it. */
export interface HeardGames {
  readonly runner: QuizRunner;
  /** Absent: all games are played in text. */
  readonly heard?: { readonly sound: QuizSound; readonly presence: QuizPresence };
}

/** The games with their sound: what is heard and who hears it come back to them as events. */
const createVoiced = (deps: RunnerDeps, voice: QuizVoice): HeardGames => {
  const { clock, log } = deps;

  /** What sound and presence bring about comes between members' own doings: nobody waits for it. */
  const aside = (guildId: string, work: Promise<unknown>): void => {
    work.catch((error: unknown) => {
      log.error({ err: error, guildId }, 'a quiz could not follow its sound');
    });
  };
  const notice = (guildId: string, told: SoundNotice): void => {
    const game = runner.find(guildId);
    if (game !== undefined && game.state.phase !== 'ended') voice.notice(game.place, game.state, told);
  };

  const sound = createQuizSound(
    { ...deps, ...voice },
    {
      failed: (guildId, roundId) => {
        aside(guildId, runner.submit(guildId, { type: 'voiceFailed', at: clock.now(), roundId }));
      },
      lost: (guildId, reason) => {
        notice(guildId, { kind: 'lost', reason });
        aside(guildId, presence.lost(guildId, reason));
      },
      moved: (guildId, channelId) => {
        aside(
          guildId,
          runner.relocate(guildId, channelId).then(() => presence.sync(guildId)),
        );
      },
      asksToSpeak: (guildId, channelId) => {
        notice(guildId, { kind: 'asks-to-speak', channelId });
      },
    },
  );
  const runner = createQuizRunner({ ...deps, sound });
  const presence = createQuizPresence({ runner, rooms: voice.rooms, isLost: sound.isLost, clock });
  return { runner, heard: { sound, presence } };
};

export const createHeardGames = (deps: RunnerDeps, voice: QuizVoice | undefined): HeardGames =>
  voice === undefined ? { runner: createQuizRunner(deps) } : createVoiced(deps, voice);
