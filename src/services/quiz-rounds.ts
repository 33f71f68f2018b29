import { LRUCache } from 'lru-cache';
import type { Catalogue } from '../core/catalogue/catalogue.ts';
import { UserError } from '../core/errors.ts';
import { roomCounts } from '../core/quiz/balance.ts';
import { buildPool } from '../core/quiz/choose.ts';
import type { Pool, PoolRequest } from '../core/quiz/choose.ts';
import { prepareNext } from '../core/quiz/prepare.ts';
import type { Game, GameSettings, GameState, PreparedRound } from '../core/quiz/types.ts';
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
  next(state: GameState): Promise<PreparedRound | undefined>;
}

export interface QuizRoundsDeps {
  readonly catalogue: Catalogue;
  readonly results: Pick<QuizResults, 'stats' | 'commonWrong' | 'heard'>;
  readonly watched: Pick<SavedList, 'list'>;
  readonly favourites: Pick<SavedList, 'list'>;
}

const presentIn = (game: Game): readonly string[] =>
  game.members.filter(({ presence }) => presence.kind === 'here').map(({ id }) => id);

export const createQuizRounds = ({ catalogue, results, watched, favourites }: QuizRoundsDeps): QuizRounds => {
  const pools = new LRUCache<string, Pool>({ max: pooledSettings, ttl: pooledMs });

  /** The members' own dramas or songs, read anew each round: somebody may have come, gone or saved one. */
  const ownOf = async ({ pool }: GameSettings, memberIds: readonly string[]): Promise<PoolRequest['own']> => {
    if (pool === 'everything') return new Map();
    const lists = pool === 'watched' ? watched : favourites;
    return new Map(
      await Promise.all(memberIds.map(async (id) => [id, new Set(await lists.list(id))] as const)),
    );
  };

  const poolOf = async (settings: GameSettings, own: PoolRequest['own']): Promise<Pool> => {
    const key = JSON.stringify(settings);
    const isShared = settings.pool === 'everything';
    const known = isShared ? pools.get(key) : undefined;
    if (known !== undefined) return known;
    const stats = await results.stats();
    const pool = buildPool({ catalogue, settings, own, stats, playable: () => false });
    if (isShared) pools.set(key, pool);
    return pool;
  };

  return {
    check: async (settings, memberIds) => {
      if (settings.years !== null && parseYears(settings.years) === undefined) {
        throw new UserError('badYears', { years: settings.years });
      }
      const pool = await poolOf(settings, await ownOf(settings, memberIds));
      if (pool.kind === 'too-small') {
        const { found, needed, widen } = pool;
        throw new UserError('poolTooSmall', { found, wanted: needed, widen });
      }
    },
    next: async ({ game }) => {
      const { settings, history } = game;
      const own = await ownOf(settings, presentIn(game));
      const { candidates } = await poolOf(settings, own);
      const played = history.map(({ prepared }) => prepared.songId);
      const heard = await results.heard(game.guildId);
      const ofServer = heard.filter((id) => !played.includes(id));
      return prepareNext({
        catalogue,
        settings,
        own,
        candidates,
        counts: roomCounts(history),
        played: new Set(played),
        recent: [...ofServer, ...played].flatMap((id) => catalogue.song(id) ?? []),
        roundsLeft: settings.rounds - history.length,
        rng: createSeededRng(`${game.seed}:${game.lastRoundId}`),
        mediaOf: () => ({ kind: 'text' }),
        commonWrong: (songId) => results.commonWrong(songId, settings.answer),
      });
    },
  };
};
