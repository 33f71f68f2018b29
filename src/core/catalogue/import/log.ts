/** What an import did, in the order it did it; `report.ts` turns it into a page. */
export interface ImportLog {
  merged(rule: string, what: string): void;
  dropped(reason: string, what: string): void;
  corrected(what: string): void;
  filled(what: string): void;
  conflict(what: string): void;
  undecided(kind: string, what: string): void;
}

export interface ImportRecord {
  readonly merges: ReadonlyMap<string, readonly string[]>;
  readonly drops: ReadonlyMap<string, readonly string[]>;
  readonly corrections: readonly string[];
  readonly fills: readonly string[];
  readonly conflicts: readonly string[];
  readonly undecided: ReadonlyMap<string, readonly string[]>;
}

export const createImportLog = (): ImportLog & { record(): ImportRecord } => {
  const merges = new Map<string, string[]>();
  const drops = new Map<string, string[]>();
  const corrections: string[] = [];
  const fills: string[] = [];
  const conflicts: string[] = [];
  const undecided = new Map<string, string[]>();
  const push = (map: Map<string, string[]>, key: string, what: string): void => {
    const list = map.get(key) ?? [];
    if (!list.includes(what)) list.push(what);
    map.set(key, list);
  };
  return {
    merged(rule, what) {
      push(merges, rule, what);
    },
    dropped(reason, what) {
      push(drops, reason, what);
    },
    corrected(what) {
      corrections.push(what);
    },
    filled(what) {
      fills.push(what);
    },
    conflict(what) {
      if (!conflicts.includes(what)) conflicts.push(what);
    },
    undecided(kind, what) {
      push(undecided, kind, what);
    },
    record: () => ({ merges, drops, corrections, fills, conflicts, undecided }),
  };
};
