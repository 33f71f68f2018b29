import type { Explanation, Judge, Question } from '../core/judge/judge.ts';
import type { ExplainedGuess } from '../core/judge/why.ts';
import type { Log } from '../core/log.ts';
import type { Clock, Rng, Stores, Timers } from '../core/ports.ts';
import { UserError } from '../core/errors.ts';
import { clipOf } from '../core/quiz/rounds.ts';
import { standings } from '../core/quiz/standings.ts';
import type {
  AnswerKind,
  AskedSettings,
  Effect,
  GameSettings,
  GameState,
  Standing,
  TeamId,
} from '../core/quiz/types.ts';
import type { MemberData } from './member-data.ts';
import { createAct, mustMean } from './quiz-acts.ts';
import type { Member } from './quiz-acts.ts';
import { createQuizAliases } from './quiz-aliases.ts';
import type { QuizAlias } from './quiz-aliases.ts';
import { createQuizGuesses } from './quiz-guesses.ts';
import type { QuizGuesses } from './quiz-guesses.ts';
import { createQuizLog } from './quiz-log.ts';
import type { Place } from './quiz-log.ts';
import type { VoiceChange } from './quiz-presence.ts';
import type { QuizResults } from './quiz-results.ts';
import type { QuizRounds } from './quiz-rounds.ts';
import type { QuizScreen } from './quiz-runner.ts';
import { createQuizStart } from './quiz-start.ts';
import type { Started } from './quiz-start.ts';
import { createVerdicts } from './quiz-verdicts.ts';
import { createHeardGames } from './quiz-voice.ts';
import type { QuizVoice } from './quiz-voice.ts';
import type { Filed, Reports } from './reports.ts';

export interface QuizzesDeps {
  readonly stores: Stores;
  readonly clock: Clock;
  readonly rng: Rng;
  readonly timers: Timers;
  readonly log: Log;
  readonly judge: Judge;
  readonly explain: (guess: string, question: Question) => Explanation;
  /** Reads what the judge needs for a kind of answers: between other work, after `withinMs` at once. Absent: the first guess does. */
  readonly canJudge?: (kind: AnswerKind, withinMs?: number) => Promise<void>;
  readonly rounds: QuizRounds;
  readonly results: Pick<QuizResults, 'note' | 'settle'>;
  readonly reports: Pick<Reports, 'file'>;
  readonly screen: QuizScreen;
  /** Absent: all games are played in text. */
  readonly voice?: QuizVoice;
}

/** Both, because every game counts its rounds from one. */
export interface ReportedItem {
  readonly roundId: number;
  readonly songId: string;
}

/** What a vote on a near miss came to. */
export type NearVoted = Omit<Extract<Effect, { type: 'nearCounted' }>, 'type' | 'memberId'> & {
  readonly gameId: string;
};

/** Running games, and what members left behind in them: the last guesses and the names a room accepted. */
export interface Quizzes extends MemberData, QuizGuesses {
  /** @throws UserError `gameRunning` when this server has a game that is not over, or what the settings lack. */
  start(place: Omit<Place, 'voiceChannelId'>, host: Member, settings: AskedSettings): Promise<Started>;
  /** Plays the present clip once more. @throws UserError `noGame`, `tooLate`, `notEligible`. */
  playAgain(guildId: string, member: Member): Promise<void>;
  /** Somebody has come to, left or deafened themselves in a voice channel. */
  voiceChanged(change: VoiceChange): Promise<void>;
  vote(guildId: string, member: Member, vote: 'skip' | 'hint', roundId?: number): Promise<void>;
  /** Takes part without a guess. @returns whether the game still takes members. */
  join(guildId: string, member: Member): Promise<boolean>;
  /** Picks a side of a team game. */
  joinTeam(guildId: string, member: Member, team: TeamId): Promise<void>;
  /** Ends the lobby of a team game before its time. */
  begin(guildId: string, member: Member): Promise<void>;
  stop(guildId: string, member: Member): Promise<void>;
  rematch(guildId: string, member: Member): Promise<void>;
  /** Reports the song of a finished round. @throws UserError `expired` when that was a round of an earlier game. */
  report(guildId: string, member: Member, item: ReportedItem): Promise<Filed>;
  /** Votes for a near miss. @throws UserError `expired`, `notEligible` or `alreadyVoted`. */
  voteNear(guildId: string, member: Member, roundId: number): Promise<NearVoted>;
  /** Takes back what the room has accepted; points stay. @throws UserError `expired` or `notHost`. */
  undoAlias(guildId: string, member: Member, aliasId: string): Promise<QuizAlias>;
  /** Explains the last guess of a member; `undefined` when none is remembered. */
  why(guildId: string, memberId: string): ExplainedGuess | undefined;
  /** @throws UserError `noGame`. */
  scores(guildId: string): readonly Standing[];
  /** The game that is being played in this server, if any. */
  current(guildId: string): { readonly place: Place; readonly settings: GameSettings } | undefined;
  /** Takes up the games that were running when the process ended, in the servers it serves. */
  recover(serves?: (guildId: string) => boolean): Promise<void>;
  /** Whether guesses are taken right now. */
  isAsking(guildId: string): boolean;
  /** The places of games that are not over. */
  places(): readonly Place[];
  /** Begins no round from now on, and resolves when every round that ends by then has been revealed. */
  hold(until: number): Promise<void>;
  /** Forgets the games that ended before this time. What they earned stays. */
  forgetEnded(before: number): Promise<void>;
  /** Resolves when everything begun so far is stored. */
  settled(): Promise<void>;
  /** Stops every timer and waits until what was begun is stored. */
  dispose(): Promise<void>;
}

const isHere = ({ game }: GameState, memberId: string): boolean =>
  game.members.some(({ id, presence }) => id === memberId && presence.kind === 'here');

/** What members do in the games of their servers. */
export const createQuizzes = (deps: QuizzesDeps): Quizzes => {
  const { stores, reports, voice } = deps;
  const aliases = createQuizAliases(stores);
  const verdicts = createVerdicts({ ...deps, aliases });
  const { runner, heard } = createHeardGames({ ...deps, quizLog: createQuizLog(stores), aliases }, voice);
  const { gameOf } = runner;
  const starting = createQuizStart({ ...deps, runner, voice });
  const act = createAct(runner);

  const rematch = async (guildId: string, member: Member): Promise<void> => {
    const { place } = gameOf(guildId);
    const effects = await act(guildId, member, () => ({
      type: 'rematch',
      at: member.at,
      memberId: member.memberId,
    }));
    const wish = effects.find((effect) => effect.type === 'rematch');
    if (wish === undefined) return;
    await starting.again(place, wish);
  };

  return {
    ...createQuizGuesses({ ...deps, runner, act, verdicts }),
    start: (place, host, settings) => starting.begin(place, host.memberId, settings),
    vote: async (guildId, member, vote, roundId) => {
      const { memberId, at, moderator = false } = member;
      await act(guildId, member, ({ game }) => {
        const force = memberId === game.hostId || moderator;
        return {
          type: 'vote',
          at,
          memberId,
          vote,
          ...(roundId !== undefined && { roundId }),
          ...(force && { force, moderator }),
        };
      });
    },
    playAgain: (guildId, member) =>
      runner.alone(guildId, () => {
        const { place, state } = gameOf(guildId);
        mustMean(member, state);
        const { voiceChannelId: channelId } = place;
        const clips = state.phase === 'asking' ? clipOf(state.game, state.round) : [];
        if (clips.length === 0 || channelId === undefined) throw new UserError('tooLate', {});
        if (!isHere(state, member.memberId)) throw new UserError('notEligible', {});
        for (const clip of clips) heard?.sound.perform({ guildId, channelId }, state.game, clip);
        return Promise.resolve();
      }),
    voiceChanged: async (change) => {
      await heard?.presence.changed(change);
    },
    join: async (guildId, member) => {
      const { memberId, at } = member;
      await act(guildId, member, () => ({ type: 'join', at, memberId, bot: false, deafened: false }));
      return gameOf(guildId).state.game.members.some(
        ({ id, stake }) => id === memberId && stake.kind !== 'out',
      );
    },
    joinTeam: async (guildId, member, team) => {
      const { memberId, at } = member;
      await act(guildId, member, () => ({ type: 'joinTeam', at, memberId, team }));
    },
    begin: async (guildId, member) => {
      const { memberId, at } = member;
      await act(guildId, member, () => ({ type: 'begin', at, memberId }));
    },
    stop: async (guildId, member) => {
      const { memberId, at, moderator = false } = member;
      await act(guildId, member, () => ({ type: 'stop', at, memberId, moderator }));
    },
    report: async (guildId, member, { roundId, songId }) => {
      const { memberId, at } = member;
      const effects = await act(guildId, member, () => ({ type: 'report', at, memberId, roundId }));
      const reported = effects.find((effect) => effect.type === 'fileReport');
      if (reported?.songId !== songId) throw new UserError('expired', {});
      return reports.file(memberId, { kind: 'song', id: songId, origin: 'quiz', text: '', guildId });
    },
    voteNear: async (guildId, member, roundId) => {
      const { memberId, at } = member;
      let gameId = '';
      const effects = await act(guildId, member, ({ game }) => {
        gameId = game.gameId;
        return { type: 'nearVoted', at, memberId, roundId };
      });
      const counted = effects.find((effect) => effect.type === 'nearCounted');
      if (counted === undefined) throw new Error('The engine left a vote uncounted.');
      const { vote, kind, tally } = counted;
      return { gameId, vote, kind, tally };
    },
    undoAlias: async (guildId, { memberId, moderator = false }, aliasId) => {
      const alias = await aliases.get(guildId, aliasId);
      if (alias === undefined) throw new UserError('expired', {});
      const isHost = runner.find(guildId)?.state.game.hostId === memberId;
      if (!moderator && !isHost && alias.proposedBy !== memberId) throw new UserError('notHost', {});
      await aliases.remove(guildId, aliasId);
      return alias;
    },
    why: (guildId, memberId) => verdicts.why(runner.find(guildId)?.state, guildId, memberId),
    rematch,
    scores: (guildId) => standings(gameOf(guildId).state.game),
    current: (guildId) => {
      const game = runner.find(guildId);
      if (game === undefined || game.state.phase === 'ended') return undefined;
      return { place: game.place, settings: game.state.game.settings };
    },
    isAsking: (guildId) => {
      const phase = runner.find(guildId)?.state.phase;
      return phase === 'asking' || phase === 'grace';
    },
    places: runner.places,
    hold: runner.hold,
    recover: async (serves) => {
      for (const { place, wish } of await runner.recover(serves)) await starting.again(place, wish);
      await heard?.presence.syncAll();
    },
    exportMember: async (memberId) => {
      const games = await runner.exportMember(memberId);
      const accepted = await aliases.exportMember(memberId);
      const lastGuesses = verdicts.guessesOf(memberId);
      return games.length + lastGuesses.length === 0 && accepted === undefined
        ? undefined
        : { games, lastGuesses, ...(accepted !== undefined && { acceptedNames: accepted }) };
    },
    forgetMember: async (memberId) => {
      verdicts.forget(memberId);
      await runner.forgetMember(memberId);
      await aliases.forgetMember(memberId);
    },
    forgetEnded: runner.forgetEnded,
    settled: runner.settled,
    dispose: async () => {
      await heard?.sound.dispose();
      await runner.dispose();
    },
  };
};
