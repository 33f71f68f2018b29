import type { Explanation, Judge, Question } from '../core/judge/judge.ts';
import type { WrongReason } from '../core/judge/reasons.ts';
import type { ExplainedGuess } from '../core/judge/why.ts';
import { toReference } from '../core/catalogue/reference.ts';
import type { AudioSource } from '../core/audio/audio.ts';
import type { VoiceRooms } from '../core/audio/room.ts';
import type { Voice, VoiceLoss } from '../core/audio/voice.ts';
import type { Log } from '../core/log.ts';
import type { Clock, Rng, Stores, Timers } from '../core/ports.ts';
import { UserError } from '../core/errors.ts';
import { QUIZ_VERSION } from '../core/quiz/schema.ts';
import { clipOf } from '../core/quiz/rounds.ts';
import { standings } from '../core/quiz/standings.ts';
import type {
  AskedSettings,
  Effect,
  EventOf,
  GameEvent,
  GameSettings,
  GameState,
  Standing,
  TeamId,
} from '../core/quiz/types.ts';
import type { MemberData } from './member-data.ts';
import { createQuizAliases } from './quiz-aliases.ts';
import type { QuizAlias } from './quiz-aliases.ts';
import { createQuizLog } from './quiz-log.ts';
import type { Place } from './quiz-log.ts';
import type { QuizResults } from './quiz-results.ts';
import type { KnownSound, QuizRounds } from './quiz-rounds.ts';
import { createQuizRunner } from './quiz-runner.ts';
import type { QuizScreen } from './quiz-runner.ts';
import { createVerdicts, questionOf } from './quiz-verdicts.ts';
import { planSound } from './quiz-plan.ts';
import type { Plan } from './quiz-plan.ts';
import { createQuizPresence } from './quiz-presence.ts';
import type { VoiceChange } from './quiz-presence.ts';
import { createQuizSound } from './quiz-sound.ts';
import type { Filed, Reports } from './reports.ts';

export interface QuizzesDeps {
  readonly stores: Stores;
  readonly clock: Clock;
  readonly rng: Rng;
  readonly timers: Timers;
  readonly log: Log;
  readonly judge: Judge;
  readonly explain: (guess: string, question: Question) => Explanation;
  readonly rounds: QuizRounds;
  readonly results: Pick<QuizResults, 'note' | 'settle'>;
  readonly reports: Pick<Reports, 'file'>;
  readonly screen: QuizScreen;
  /** Absent: all games are played in text. */
  readonly voice?: QuizVoice;
}

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

/** How a game that was asked for is played. */
export interface Started {
  readonly settings: GameSettings;
  readonly plan: Plan;
}

export interface Member {
  readonly memberId: string;
  /** When Discord saw them act, in milliseconds. */
  readonly at: number;
  readonly moderator?: boolean;
  /** The game whose button they pressed. That of a game which is not the server's any more is told as `expired`. */
  readonly gameId?: string;
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

type Rematch = Extract<Effect, { type: 'rematch' }>;
type GuessTold = Extract<Effect, { type: 'guessOutcome' }>;

/** Running games, and what members left behind in them: the last guesses and the names a room accepted. */
export interface Quizzes extends MemberData {
  /** @throws UserError `gameRunning` when this server has a game that is not over, or what the settings lack. */
  start(place: Omit<Place, 'voiceChannelId'>, host: Member, settings: AskedSettings): Promise<Started>;
  /** Judges what a member typed and takes it into the game. @throws UserError `noGame`. */
  guess(guildId: string, member: Member, text: string): Promise<GuessTold>;
  /** Takes a chat message for a guess if it names or resembles something; talk is neither judged aloud nor stored. */
  overhear(guildId: string, member: Member, text: string, messageId: string): Promise<GuessTold | undefined>;
  /** Plays the present clip once more. @throws UserError `noGame`, `tooLate`, `notEligible`. */
  playAgain(guildId: string, member: Member): Promise<void>;
  /** Somebody has come to, left or deafened themselves in a voice channel. */
  voiceChanged(change: VoiceChange): Promise<void>;
  vote(guildId: string, member: Member, vote: 'skip' | 'hint', roundId?: number): Promise<void>;
  /** Presses one of the answer buttons of a round. */
  pick(guildId: string, member: Member, roundId: number, choice: number): Promise<GuessTold>;
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

/** Verdicts on what is no guess at all. */
const talkReasons: ReadonlySet<string> = new Set<WrongReason>(['empty', 'too-short', 'unknown']);

/** What members do in the games of their servers. */
export const createQuizzes = (deps: QuizzesDeps): Quizzes => {
  const { stores, clock, rng, judge, explain, rounds, reports, log, voice } = deps;
  const aliases = createQuizAliases(stores);
  const verdicts = createVerdicts({ judge, explain, aliases });
  /** What sound and presence bring about comes between members' own doings: nobody waits for it. */
  const aside = (guildId: string, work: Promise<unknown>): void => {
    work.catch((error: unknown) => {
      log.error({ err: error, guildId }, 'a quiz could not follow its sound');
    });
  };
  const notice = (guildId: string, told: SoundNotice): void => {
    const game = runner.find(guildId);
    if (game !== undefined && game.state.phase !== 'ended') voice?.notice(game.place, game.state, told);
  };
  const sound =
    voice &&
    createQuizSound(
      { ...deps, ...voice },
      {
        failed: (guildId, roundId) => {
          aside(guildId, submit(guildId, { type: 'voiceFailed', at: clock.now(), roundId }));
        },
        lost: (guildId, reason) => {
          notice(guildId, { kind: 'lost', reason });
          if (presence !== undefined) aside(guildId, presence.lost(guildId, reason));
        },
        moved: (guildId, channelId) => {
          aside(
            guildId,
            runner.relocate(guildId, channelId).then(() => presence?.sync(guildId)),
          );
        },
        asksToSpeak: (guildId, channelId) => {
          notice(guildId, { kind: 'asks-to-speak', channelId });
        },
      },
    );
  const runner = createQuizRunner({
    ...deps,
    quizLog: createQuizLog(stores),
    aliases,
    ...(sound && { sound }),
  });
  const presence =
    voice && sound && createQuizPresence({ runner, rooms: voice.rooms, isLost: sound.isLost, clock });
  const { gameOf, submit } = runner;

  const newId = () => `${clock.now().toString(36)}${Math.floor(rng.next() * 36 ** 8).toString(36)}`;

  /** What a member does, in the game they mean. */
  const act = (
    guildId: string,
    { gameId }: Member,
    event: (state: GameState) => GameEvent,
  ): Promise<readonly Effect[]> =>
    runner.submit(guildId, (state) => {
      if (gameId !== undefined && gameId !== state.game.gameId) throw new UserError('expired', {});
      return event(state);
    });

  const guess = async (
    guildId: string,
    member: Member,
    event: (state: GameState) => GameEvent,
  ): Promise<GuessTold> => {
    const told = (await act(guildId, member, event)).find((effect) => effect.type === 'guessOutcome');
    if (told === undefined) throw new Error('The engine left a guess without an outcome.');
    return told;
  };

  /** In the server's turn. */
  const begin = async (
    { guildId, channelId }: Pick<Place, 'guildId' | 'channelId'>,
    hostId: string,
    asked: AskedSettings,
    textIds: readonly string[],
  ): Promise<Started> => {
    const old = runner.find(guildId);
    if (old !== undefined && old.state.phase !== 'ended') {
      throw new UserError('gameRunning', { channelId: old.place.channelId });
    }
    const { play } = asked;
    const oldChannelId = old?.place.voiceChannelId;
    const plan: Plan =
      voice === undefined
        ? { play: 'text', because: undefined }
        : planSound(voice, { guildId, hostId, play, oldChannelId });
    const settings: GameSettings = { ...asked, play: plan.play };
    const here =
      plan.play === 'voice' ? (voice?.rooms.humansIn({ guildId, channelId: plan.channelId }) ?? []) : [];
    const members = plan.play === 'voice' ? here : textIds.map((memberId) => ({ memberId, deafened: false }));
    await rounds.check(
      settings,
      members.map(({ memberId }) => memberId),
    );
    const start: EventOf<'start'> = {
      type: 'start',
      version: QUIZ_VERSION,
      at: clock.now(),
      gameId: newId(),
      guildId,
      hostId,
      seed: newId(),
      settings,
      members,
    };
    const place = { guildId, channelId };
    await runner.replace(plan.play === 'voice' ? { ...place, voiceChannelId: plan.channelId } : place, start);
    return { settings, plan };
  };

  /** With sound if the game had it and there still is some. */
  const playAgainAs = (place: Place, { hostId, settings, memberIds }: Rematch): Promise<Started> => {
    const play = settings.play === 'voice' ? 'auto' : 'text';
    return runner.alone(place.guildId, () => begin(place, hostId, { ...settings, play }, memberIds));
  };

  const rematch = async (guildId: string, member: Member): Promise<void> => {
    const { place } = gameOf(guildId);
    const effects = await act(guildId, member, () => ({
      type: 'rematch',
      at: member.at,
      memberId: member.memberId,
    }));
    const wish = effects.find((effect) => effect.type === 'rematch');
    if (wish === undefined) return;
    await playAgainAs(place, wish);
  };

  return {
    start: (place, host, settings) =>
      runner.alone(place.guildId, () => begin(place, host.memberId, settings, [host.memberId])),
    pick: (guildId, member, roundId, choice) =>
      guess(guildId, member, (state) => {
        const { memberId, at } = member;
        const isOpen = state.phase === 'asking' || state.phase === 'grace';
        const id =
          isOpen && state.round.roundId === roundId ? state.round.prepared.choiceIds[choice] : undefined;
        const verdict = judge(id === undefined ? '' : toReference(id), questionOf(state));
        return { type: 'guess', at, memberId, roundId, verdict };
      }),
    guess: (guildId, member, text) =>
      guess(guildId, member, (state) => {
        const { memberId, at } = member;
        return { type: 'guess', at, memberId, ...verdicts.ofTyped(state, memberId, text) };
      }),
    overhear: async (guildId, member, text, messageId) => {
      const { memberId, at } = member;
      const { reason } = verdicts.of(gameOf(guildId).state, text);
      if (talkReasons.has(reason)) return undefined;
      return guess(guildId, member, (state) => ({
        type: 'guess',
        at,
        memberId,
        messageId,
        ...verdicts.ofTyped(state, memberId, text),
      }));
    },
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
    playAgain: (guildId, { memberId, gameId }) =>
      runner.alone(guildId, () => {
        const { place, state } = gameOf(guildId);
        if (gameId !== undefined && gameId !== state.game.gameId) throw new UserError('expired', {});
        const { voiceChannelId: channelId } = place;
        const clips = state.phase === 'asking' ? clipOf(state.game, state.round) : [];
        if (clips.length === 0 || channelId === undefined) throw new UserError('tooLate', {});
        const isHere = state.game.members.some(
          ({ id, presence: { kind } }) => id === memberId && kind === 'here',
        );
        if (!isHere) throw new UserError('notEligible', {});
        for (const clip of clips) sound?.perform({ guildId, channelId }, state.game, clip);
        return Promise.resolve();
      }),
    voiceChanged: async (change) => {
      await presence?.changed(change);
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
      for (const { place, wish } of await runner.recover(serves)) await playAgainAs(place, wish);
      await presence?.syncAll();
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
      await sound?.dispose();
      await runner.dispose();
    },
  };
};
