import { LRUCache } from 'lru-cache';
import { z } from 'zod';
import type { Stores } from '../core/ports.ts';
import type { Game, NearVote } from '../core/quiz/types.ts';
import { compact, fold } from '../core/text/fold.ts';
import { nobody } from './member-data.ts';
import type { MemberData } from './member-data.ts';

/** The oldest go first. A record stays below 50 KB. */
const mostAliases = 200;
/** Servers whose aliases are at hand. */
const mostServers = 2_000;

const aliasSchema = z.strictObject({
  id: z.string(),
  /** As compared: folded, without spaces. */
  letters: z.string().max(200),
  kind: z.enum(['drama', 'song', 'artist']),
  answerId: z.string(),
  /** `nobody` when the member asked to be forgotten. */
  proposedBy: z.string(),
  /** Milliseconds since the Unix epoch. */
  at: z.number(),
});
const serverSchema = z.strictObject({ aliases: z.array(aliasSchema).max(mostAliases).readonly() });

export type QuizAlias = z.infer<typeof aliasSchema>;
type NewAlias = Omit<QuizAlias, 'letters'> & { readonly text: string };

/** Names that a server has voted to accept; they count in that server only. */
export interface QuizAliases extends MemberData {
  /** Reads a server's aliases, so that `answerIds` knows them. */
  load(guildId: string): Promise<void>;
  answerIds(guildId: string, kind: QuizAlias['kind'], text: string): readonly string[];
  get(guildId: string, id: string): Promise<QuizAlias | undefined>;
  add(guildId: string, alias: NewAlias): Promise<void>;
  remove(guildId: string, id: string): Promise<void>;
}

/** Of the alias that a round's vote makes. It follows from the round, so that doing it twice keeps it once. */
export const aliasIdOf = (gameId: string, roundId: number): string => `${gameId}.${roundId}`;

/** The name that a vote of the room makes of a near miss. */
export const aliasOf = ({ gameId, settings }: Game, vote: NearVote, at: number): NewAlias => ({
  id: aliasIdOf(gameId, vote.roundId),
  text: vote.text,
  kind: settings.answer,
  answerId: vote.answerId,
  proposedBy: vote.memberId,
  at,
});

const lettersOf = (text: string): string => compact(fold(text)).slice(0, 200);

export const createQuizAliases = (stores: Stores): QuizAliases => {
  const store = stores.open('quiz-aliases', { schema: serverSchema, version: 1 });
  const loaded = new LRUCache<string, readonly QuizAlias[]>({ max: mostServers });

  const change = async (guildId: string, to: (aliases: readonly QuizAlias[]) => readonly QuizAlias[]) => {
    const record = await store.update(guildId, (current) => ({ aliases: to(current?.aliases ?? []) }));
    loaded.set(guildId, record?.aliases ?? []);
  };

  return {
    load: async (guildId) => {
      loaded.set(guildId, (await store.get(guildId))?.aliases ?? []);
    },
    answerIds: (guildId, kind, text) => {
      const letters = lettersOf(text);
      return (loaded.get(guildId) ?? [])
        .filter((alias) => alias.kind === kind && alias.letters === letters)
        .map(({ answerId }) => answerId);
    },
    get: async (guildId, id) => (await store.get(guildId))?.aliases.find((alias) => alias.id === id),
    add: (guildId, { text, ...alias }) =>
      change(guildId, (aliases) =>
        [...aliases.filter(({ id }) => id !== alias.id), { ...alias, letters: lettersOf(text) }].slice(
          -mostAliases,
        ),
      ),
    remove: (guildId, id) => change(guildId, (aliases) => aliases.filter((alias) => alias.id !== id)),
    exportMember: async (memberId) => {
      const own = [...(await store.list(() => undefined))].flatMap(([guildId, { aliases }]) =>
        aliases
          .filter(({ proposedBy }) => proposedBy === memberId)
          .map(({ letters, kind, answerId, at }) => ({ guildId, letters, kind, answerId, at })),
      );
      return own.length === 0 ? undefined : own;
    },
    forgetMember: async (memberId) => {
      for (const [guildId, { aliases }] of await store.list(() => undefined)) {
        if (!aliases.some(({ proposedBy }) => proposedBy === memberId)) continue;
        await change(guildId, (current) =>
          current.map((alias) => (alias.proposedBy === memberId ? { ...alias, proposedBy: nobody } : alias)),
        );
      }
    },
  };
};
