import { z } from 'zod';
import { maxReportLength } from '../core/catalogue/report-length.ts';
import type { Clock, Stores } from '../core/ports.ts';
import { fold } from '../core/text/fold.ts';
import { nobody } from './member-data.ts';
import type { MemberData } from './member-data.ts';

/** A member files at most this many reports within `windowMs`. */
const mostPerWindow = 5;
const windowMs = 3_600_000;

const reportSchema = z.strictObject({
  /** What the report is about, and its id in the catalogue. */
  kind: z.enum(['song', 'drama', 'artist']),
  id: z.string(),
  /** From a card, where the member wrote what is wrong, or from a quiz round, where a press of a button says it. */
  origin: z.enum(['card', 'quiz']),
  text: z.string().max(maxReportLength),
  guildId: z.string().nullable(),
  /** Milliseconds since the Unix epoch. */
  at: z.number(),
});
const memberSchema = z.strictObject({ reports: z.array(reportSchema) });

/** No member has such an id. */
const nobodyKey = 'nobody';

type NewReport = Omit<z.infer<typeof reportSchema>, 'at'>;
/** `userId` is `nobody` when the member asked to be forgotten. */
export type Report = z.infer<typeof reportSchema> & { readonly userId: string };

export type Filed = 'filed' | 'known' | 'too-many';

/** Mistakes that members found in the catalogue, for the operator. */
export interface Reports extends MemberData {
  /** `known`: the member said the very same before. `too-many`: the member has filed enough for this hour. */
  file(userId: string, report: NewReport): Promise<Filed>;
  /** All of them, oldest first. */
  list(onBroken?: (error: Error) => void): Promise<readonly Report[]>;
}

/**
 * A record a member, so that a member's earlier reports are at hand. When the member asks to be forgotten, the mistakes are
 * still mistakes: their reports become nobody's.
 */
export const createReports = ({ stores, clock }: { stores: Stores; clock: Clock }): Reports => {
  const store = stores.open('reports', { schema: memberSchema, version: 1 });
  return {
    file: async (userId, report) => {
      const text = report.text.trim().slice(0, maxReportLength).toWellFormed();
      const at = clock.now();
      let filed: Filed = 'filed';
      await store.update(userId, (current = { reports: [] }) => {
        const isKnown = current.reports.some(
          ({ kind, id, text: earlier }) =>
            kind === report.kind && id === report.id && fold(earlier) === fold(text),
        );
        const recent = current.reports.filter(({ at: earlier }) => earlier > at - windowMs);
        filed = isKnown ? 'known' : recent.length >= mostPerWindow ? 'too-many' : 'filed';
        return filed === 'filed' ? { reports: [...current.reports, { ...report, text, at }] } : undefined;
      });
      return filed;
    },
    list: async (onBroken) =>
      [...(await store.list(onBroken))]
        .flatMap(([key, { reports }]) => {
          const userId = key === nobodyKey ? nobody : key;
          return reports.map((report) => ({ ...report, userId }));
        })
        .sort((a, b) => a.at - b.at),
    exportMember: async (userId) => (await store.get(userId))?.reports,
    forgetMember: async (userId) => {
      const own = (await store.get(userId))?.reports ?? [];
      if (own.length > 0)
        await store.update(nobodyKey, (current = { reports: [] }) => {
          // A crash before the delete below has them here already.
          const known = new Set(current.reports.map((report) => JSON.stringify(report)));
          const more = own.filter((report) => !known.has(JSON.stringify(report)));
          return { reports: [...current.reports, ...more] };
        });
      await store.delete(userId);
    },
  };
};
