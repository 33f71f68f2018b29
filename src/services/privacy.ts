import type { MemberData } from './member-data.ts';

/** What the bot holds on a member, and how it is forgotten. */
export interface Privacy {
  /** By kind of data; what there is nothing of is left out. */
  export(memberId: string): Promise<Readonly<Record<string, unknown>>>;
  /** @throws AggregateError when a part failed, after all others were forgotten; it may be repeated. */
  forget(memberId: string): Promise<void>;
}

/**
 * @param holders every service that holds something on members, by the name it has in the export, in the order in which
 * they forget: what is still being written (a running game) goes before what it is written to.
 */
export const createPrivacy = (holders: Readonly<Record<string, MemberData>>): Privacy => ({
  export: async (memberId) => {
    const parts = await Promise.all(
      Object.entries(holders).map(
        async ([name, holder]) => [name, await holder.exportMember(memberId)] as const,
      ),
    );
    return Object.fromEntries(parts.filter(([, data]) => data !== undefined));
  },
  forget: async (memberId) => {
    const errors: unknown[] = [];
    for (const holder of Object.values(holders)) {
      try {
        await holder.forgetMember(memberId);
      } catch (error) {
        errors.push(error);
      }
    }
    if (errors.length > 0) throw new AggregateError(errors, 'Not everything on a member could be forgotten.');
  },
});
