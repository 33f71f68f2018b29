import { UserError } from '../core/errors.ts';
import type { Clock, Rng } from '../core/ports.ts';
import { QUIZ_VERSION } from '../core/quiz/schema.ts';
import type { AskedSettings, Effect, GameSettings } from '../core/quiz/types.ts';
import type { Place } from './quiz-log.ts';
import { planSound } from './quiz-plan.ts';
import type { Plan } from './quiz-plan.ts';
import type { QuizRounds } from './quiz-rounds.ts';
import type { QuizRunner } from './quiz-runner.ts';
import type { QuizVoice } from './quiz-voice.ts';

/** How a game that was asked for is played. */
export interface Started {
  readonly settings: GameSettings;
  readonly plan: Plan;
}

/** Begins games. */
export interface QuizStart {
  /** @throws UserError `gameRunning` when this server has a game that is not over, or what the settings lack. */
  begin(place: Omit<Place, 'voiceChannelId'>, hostId: string, settings: AskedSettings): Promise<Started>;
  /** With sound if the game before had it and there still is some. */
  again(place: Place, wish: Extract<Effect, { type: 'rematch' }>): Promise<Started>;
}

export interface QuizStartDeps {
  readonly runner: Pick<QuizRunner, 'find' | 'alone' | 'replace'>;
  readonly rounds: Pick<QuizRounds, 'check'>;
  readonly clock: Clock;
  readonly rng: Rng;
  /** Absent: all games are played in text. */
  readonly voice: Pick<QuizVoice, 'rooms' | 'sound'> | undefined;
}

export const createQuizStart = ({ runner, rounds, clock, rng, voice }: QuizStartDeps): QuizStart => {
  const newId = () => `${clock.now().toString(36)}${Math.floor(rng.next() * 36 ** 8).toString(36)}`;

  const planOf = (guildId: string, hostId: string, { play }: AskedSettings): Plan => {
    const old = runner.find(guildId);
    if (old !== undefined && old.state.phase !== 'ended')
      throw new UserError('gameRunning', { channelId: old.place.channelId });
    if (voice === undefined) return { play: 'text', because: undefined };
    return planSound(voice, { guildId, hostId, play, oldChannelId: old?.place.voiceChannelId });
  };

  /** In the server's turn. */
  const begin = async (
    { guildId, channelId }: Pick<Place, 'guildId' | 'channelId'>,
    hostId: string,
    asked: AskedSettings,
    textIds: readonly string[],
  ): Promise<Started> => {
    const plan = planOf(guildId, hostId, asked);
    const settings: GameSettings = { ...asked, play: plan.play };
    const members =
      plan.play === 'voice'
        ? (voice?.rooms.humansIn({ guildId, channelId: plan.channelId }) ?? [])
        : textIds.map((memberId) => ({ memberId, deafened: false }));
    await rounds.check(
      settings,
      members.map(({ memberId }) => memberId),
    );
    const place = { guildId, channelId };
    await runner.replace(plan.play === 'voice' ? { ...place, voiceChannelId: plan.channelId } : place, {
      type: 'start',
      version: QUIZ_VERSION,
      at: clock.now(),
      gameId: newId(),
      guildId,
      hostId,
      seed: newId(),
      settings,
      members,
    });
    return { settings, plan };
  };

  return {
    begin: (place, hostId, settings) =>
      runner.alone(place.guildId, () => begin(place, hostId, settings, [hostId])),
    again: (place, { hostId, settings, memberIds }) => {
      const play = settings.play === 'voice' ? 'auto' : 'text';
      return runner.alone(place.guildId, () => begin(place, hostId, { ...settings, play }, memberIds));
    },
  };
};
