import { LRUCache } from 'lru-cache';
import type { Catalogue } from '../core/catalogue/catalogue.ts';
import { UserError } from '../core/errors.ts';
import { roomCounts } from '../core/quiz/balance.ts';
import { buildPool } from '../core/quiz/choose.ts';
import type { Pool, PoolRequest } from '../core/quiz/choose.ts';
import { prepareNext } from '../core/quiz/prepare.ts';
import type { Game, GameSettings, PreparedRound } from '../core/quiz/types.ts';
import { parseYears } from '../core/years.ts';
import { createSeededRng } from '../core/rng.ts';
import type { QuizResults } from './quiz-results.ts';
import type { SavedList } from './saved-list.ts';

/** Ranking the whole catalogue takes some milliseconds; most games are played with one of a few settings. */
const pooledSettings = 50;
/** After this a pool is ranked again, by what rounds have shown since. */
const pooledMs = 10 * 60_000;

/** Decides which songs a game asks for. */
export interface QuizRounds {
  /**
   * @param memberIds who is there at the start: own pools are theirs.
   * @throws UserError `badYears`, or `poolTooSmall` when there are fewer songs than rounds.
   */
  check(settings: GameSettings, memberIds: readonly string[]): Promise<void>;
  /** The next round of a game, the same for the same game and round; `undefined` when no song is left that fits. */
  next(game: Game, clipOf: ClipOf): Promise<PreparedRound | undefined>;
}

/** Finds the clip of a song, ready to begin; `undefined` when it has no sound. */
export type ClipOf = (songId: string) => Promise<PreparedRound['media'] | undefined>;

/** What is known of sound without asking anybody. */
export interface KnownSound {
  ready(): ReadonlySet<string>;
  /** Whether songs that are not ready may be found all the same, in a store's previews. */
  readonly mayFindMore: boolean;
}

export interface QuizRoundsDeps {
  readonly catalogue: Catalogue;
  readonly results: Pick<QuizResults, 'stats' | 'commonWrong' | 'heard'>;
  readonly watched: Pick<SavedList, 'list'>;
  readonly favourites: Pick<SavedList, 'list'>;
  /** Absent: none, all games are played in text. */
  readonly sound?: KnownSound;
}

const noSound: KnownSound = { ready: () => new Set(), mayFindMore: false };

/** A song that turns out to have no sound is passed over this many times; then the round is asked in text. */
const clipAttempts = 4;

const presentIn = (game: Game): readonly string[] =>
  game.members.filter(({ presence }) => presence.kind === 'here').map(({ id }) => id);

export const createQuizRounds = (deps: QuizRoundsDeps): QuizRounds => {
  const { catalogue, results, watched, favourites, sound = noSound } = deps;
  const pools = new LRUCache<string, Pool>({ max: pooledSettings, ttl: pooledMs });

  /** The members' own dramas or songs, read anew each round: somebody may have come, gone or saved one. */
  const ownOf = async ({ pool }: GameSettings, memberIds: readonly string[]): Promise<PoolRequest['own']> => {
    if (pool === 'everything') return new Map();
    const lists = pool === 'watched' ? watched : favourites;
    return new Map(
      await Promise.all(memberIds.map(async (id) => [id, new Set(await lists.list(id))] as const)),
    );
  };

  const poolOf = async (
    settings: GameSettings,
    own: PoolRequest['own'],
    playable: ReadonlySet<string> = new Set(),
  ): Promise<Pool> => {
    const key = JSON.stringify([settings, playable.size]);
    const isShared = settings.pool === 'everything';
    const known = isShared ? pools.get(key) : undefined;
    if (known !== undefined) return known;
    const stats = await results.stats();
    const pool = buildPool({ catalogue, settings, own, stats, playable: ({ id }) => playable.has(id) });
    if (isShared) pools.set(key, pool);
    return pool;
  };

  /** Songs with sound of their own; those that can be asked in text, sound or not. */
  const poolsOf = async (settings: GameSettings, own: PoolRequest['own']) => {
    const written = await poolOf({ ...settings, play: 'text' }, own);
    const heard = settings.play === 'voice' ? await poolOf(settings, own, sound.ready()) : undefined;
    return { written, heard: heard?.candidates ?? [] };
  };

  const choose = async (game: Game, own: PoolRequest['own']) => {
    const { settings, history } = game;
    const played = history.map(({ prepared }) => prepared.songId);
    const heard = await results.heard(game.guildId);
    const ofServer = heard.filter((id) => !played.includes(id));
    const recent = [...ofServer, ...played].flatMap((id) => catalogue.song(id) ?? []);
    return (candidates: Pool['candidates'], silent: readonly string[] = []): PreparedRound | undefined =>
      prepareNext({
        catalogue,
        settings,
        own,
        candidates,
        counts: roomCounts(history),
        played: new Set([...played, ...silent]),
        recent,
        roundsLeft: settings.rounds - history.length,
        rng: createSeededRng(`${game.seed}:${game.lastRoundId}`),
        mediaOf: () => ({ kind: 'text' }),
        commonWrong: (songId) => results.commonWrong(songId, settings.answer),
      });
  };

  return {
    check: async (settings, memberIds) => {
      if (settings.years !== null && parseYears(settings.years) === undefined) {
        throw new UserError('badYears', { years: settings.years });
      }
      const { written, heard } = await poolsOf(settings, await ownOf(settings, memberIds));
      if (written.kind === 'ready') return;
      const found = new Set([...written.candidates, ...heard].map(({ song }) => song.id)).size;
      if (found >= settings.rounds) return;
      throw new UserError('poolTooSmall', { found, wanted: written.needed, widen: written.widen });
    },
    next: async (game, clipOf) => {
      const own = await ownOf(game.settings, presentIn(game));
      const { written, heard } = await poolsOf(game.settings, own);
      const chosen = await choose(game, own);
      const silent: string[] = [];
      const mayBeHeard = game.settings.play === 'voice' && sound.mayFindMore;
      for (const candidates of [heard, mayBeHeard ? written.candidates : []]) {
        for (let attempt = 0; attempt < clipAttempts; attempt += 1) {
          const prepared = chosen(candidates, silent);
          if (prepared === undefined) break;
          const media = await clipOf(prepared.songId);
          if (media !== undefined) return { ...prepared, media };
          silent.push(prepared.songId);
        }
      }
      return chosen(written.candidates) ?? chosen(heard);
    },
  };
};
