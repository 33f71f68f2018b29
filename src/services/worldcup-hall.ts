import { z } from 'zod';
import type { Stores } from '../core/ports.ts';
import { songOfSeed } from '../core/worldcup/reduce.ts';
import { cupSettingsSchema } from '../core/worldcup/schema.ts';
import type { CupState } from '../core/worldcup/types.ts';

/** The oldest go first. A record stays below 15 KB. */
const mostChampions = 50;

const championSchema = z
  .strictObject({
    cupId: z.string(),
    songId: z.string(),
    settings: cupSettingsSchema,
    /** Members whose vote counted, and votes of all pairs. */
    voters: z.number().int().min(0),
    votes: z.number().int().min(0),
    /** Milliseconds since the Unix epoch. */
    at: z.number(),
  })
  .readonly();
const hallSchema = z.strictObject({ champions: z.array(championSchema).max(mostChampions).readonly() });

export type Champion = z.infer<typeof championSchema>;

/** The champions of each server. */
export interface Hall {
  /** Once a cup, however often it is called. */
  enter(guildId: string, champion: Champion): Promise<void>;
  /** Latest first. */
  of(guildId: string): Promise<readonly Champion[]>;
}

/** The champion of a cup that has one. */
export const championOf = (state: CupState): Champion | undefined => {
  if (state.phase !== 'ended' || state.end.kind !== 'champion') return undefined;
  const { cup, end, endedAt } = state;
  return {
    cupId: cup.cupId,
    songId: songOfSeed(cup, end.seed),
    settings: cup.settings,
    voters: cup.voterIds.length,
    votes: cup.results.reduce((sum, { votes }) => sum + votes.a + votes.b, 0),
    at: endedAt,
  };
};

export const createHall = (stores: Stores): Hall => {
  const store = stores.open('worldcup-hall', { schema: hallSchema, version: 1 });
  return {
    enter: async (guildId, champion) => {
      await store.update(guildId, (current = { champions: [] }) =>
        current.champions.some(({ cupId }) => cupId === champion.cupId)
          ? undefined
          : { champions: [...current.champions, champion].slice(-mostChampions) },
      );
    },
    of: async (guildId) => (await store.get(guildId))?.champions.toReversed() ?? [],
  };
};
