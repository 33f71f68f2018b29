import { LRUCache } from 'lru-cache';
import type { Catalogue } from '../core/catalogue/catalogue.ts';
import { UserError } from '../core/errors.ts';
import { roomCounts } from '../core/quiz/balance.ts';
import { buildPool } from '../core/quiz/choose.ts';
import type { Pool } from '../core/quiz/choose.ts';
import { prepareNext } from '../core/quiz/prepare.ts';
import type { GameSettings, GameState, PreparedRound } from '../core/quiz/types.ts';
import { parseYears } from '../core/years.ts';
import { createSeededRng } from '../core/rng.ts';

/** Ranking the whole catalogue takes some milliseconds; most games are played with one of a few settings. */
const pooledSettings = 50;

/** Decides which songs a game asks for. */
export interface QuizRounds {
  /** @throws UserError `badYears`, or `poolTooSmall` when there are fewer songs than rounds. */
  check(settings: GameSettings): void;
  /** The next round of a game, the same for the same game and round; `undefined` when no song is left that fits. */
  next(state: GameState): PreparedRound | undefined;
}

export const createQuizRounds = ({ catalogue }: { catalogue: Catalogue }): QuizRounds => {
  const pools = new LRUCache<string, Pool>({ max: pooledSettings });
  const own = new Map<string, ReadonlySet<string>>();

  const poolOf = (settings: GameSettings): Pool => {
    const key = JSON.stringify(settings);
    const pool =
      pools.get(key) ?? buildPool({ catalogue, settings, own, stats: new Map(), playable: () => false });
    pools.set(key, pool);
    return pool;
  };

  return {
    check: (settings) => {
      if (settings.years !== null && parseYears(settings.years) === undefined) {
        throw new UserError('badYears', { years: settings.years });
      }
      const pool = poolOf(settings);
      if (pool.kind === 'too-small') {
        throw new UserError('poolTooSmall', { found: pool.found, wanted: pool.needed });
      }
    },
    next: ({ game }) => {
      const { settings, history } = game;
      const songs = history.flatMap(({ prepared }) => catalogue.song(prepared.songId) ?? []);
      return prepareNext({
        catalogue,
        settings,
        own,
        candidates: poolOf(settings).candidates,
        counts: roomCounts(history),
        played: new Set(songs.map(({ id }) => id)),
        recent: songs,
        roundsLeft: settings.rounds - history.length,
        rng: createSeededRng(`${game.seed}:${game.lastRoundId}`),
        mediaOf: () => ({ kind: 'text' }),
      });
    },
  };
};
