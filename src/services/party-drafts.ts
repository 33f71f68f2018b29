import type { Catalogue } from '../core/catalogue/catalogue.ts';
import { draftSetList } from '../core/party/draft.ts';
import type { NewRow, Plan } from '../core/party/types.ts';
import type { Rng } from '../core/ports.ts';
import type { Favourites } from './favourites.ts';
import type { MoodTags } from './mood-tags.ts';
import type { QuizResults } from './quiz-results.ts';

export interface PartyDraftsDeps {
  readonly catalogue: Catalogue;
  readonly favourites: Pick<Favourites, 'list'>;
  readonly moodTags: Pick<MoodTags, 'ofGuild'>;
  readonly results: Pick<QuizResults, 'leaderboard'>;
  /** Songs that have sound for certain. */
  readonly ready: () => ReadonlySet<string>;
  readonly rng: Rng;
}

/** The server's favourites are those of its host and of at most this many members the bot knows from quizzes. */
const MOST_MEMBERS = 200;

/** Drafts set lists from a plan's theme, with what the server is known to like. */
export const createPartyDrafts = (deps: PartyDraftsDeps) => {
  const savers = async (guildId: string, hostId: string): Promise<ReadonlyMap<string, number>> => {
    const ranked = await deps.results.leaderboard({ guildId }, 'all');
    const memberIds = new Set([hostId, ...ranked.slice(0, MOST_MEMBERS).map(({ memberId }) => memberId)]);
    const saved = new Map<string, number>();
    for (const memberId of memberIds) {
      for (const songId of await deps.favourites.list(memberId))
        saved.set(songId, (saved.get(songId) ?? 0) + 1);
    }
    return saved;
  };

  return async (guildId: string, plan: Plan): Promise<readonly NewRow[]> => {
    const { theme, minutes, startsAt, hostId } = plan;
    if (theme === null) return [];
    return draftSetList(
      {
        catalogue: deps.catalogue,
        tallies: await deps.moodTags.ofGuild(guildId),
        savers: theme.kind === 'favourites' ? await savers(guildId, hostId) : new Map(),
        ready: plan.mode === 'voice' ? deps.ready() : new Set(),
        rng: deps.rng,
      },
      { theme, minutes, year: new Date(startsAt).getUTCFullYear() },
    );
  };
};
