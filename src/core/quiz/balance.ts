import type { RoundRecord } from './types.ts';

/**
 * How many rounds each member present has had from their own dramas (or favourites). Members who come start level with
 * whoever has had least, those who go are dropped, so everyone present stays within one of the others.
 */
export type RoomCounts = ReadonlyMap<string, number>;

/** The counts for those present now. */
export const seat = (counts: RoomCounts, presentIds: readonly string[]): RoomCounts => {
  const kept = presentIds.map((id) => counts.get(id)).filter((count) => count !== undefined);
  const least = kept.length === 0 ? 0 : Math.min(...kept);
  return new Map(presentIds.map((id) => [id, counts.get(id) ?? least]));
};

export const countRound = (counts: RoomCounts, owners: ReadonlySet<string>): RoomCounts =>
  new Map([...counts].map(([id, count]) => [id, owners.has(id) ? count + 1 : count]));

/** The counts a game has come to, from what its rounds have stored. */
export const roomCounts = (history: readonly RoundRecord[]): RoomCounts =>
  history.reduce<RoomCounts>((counts, { prepared: { room } }) => {
    const seated = seat(
      counts,
      room.map(({ memberId }) => memberId),
    );
    return countRound(seated, new Set(room.filter(({ own }) => own).map(({ memberId }) => memberId)));
  }, new Map());

export const spreadOf = (counts: RoomCounts): number =>
  counts.size === 0 ? 0 : Math.max(...counts.values()) - Math.min(...counts.values());

/** Songs that belong to the same members are alike as far as the balance goes. */
export interface OwnerGroup<Item> {
  readonly owners: ReadonlySet<string>;
  readonly items: readonly Item[];
}

export const groupByOwners = <Item>(
  items: readonly Item[],
  ownersOf: (item: Item) => ReadonlySet<string>,
): readonly OwnerGroup<Item>[] => {
  const groups = new Map<string, { owners: ReadonlySet<string>; items: Item[] }>();
  for (const item of items) {
    const owners = ownersOf(item);
    const key = [...owners].sort().join(' ');
    const group = groups.get(key) ?? { owners, items: [] };
    group.items.push(item);
    groups.set(key, group);
  }
  return [...groups.values()];
};

/** The fairest a room can be kept: nobody more than one round ahead of anybody. */
const FAIR_SPREAD = 1;

/** Rounds looked ahead, so that a fair choice now does not force an unfair one soon; and the most work spent on it. */
const LOOK_AHEAD = 6;
const LOOK_AHEAD_NODES = 200;

/** Whether `rounds` more rounds can be played without the spread growing past what is fair, or past `limit`. */
const canStayFair = (
  counts: RoomCounts,
  groups: readonly OwnerGroup<unknown>[],
  used: ReadonlyMap<OwnerGroup<unknown>, number>,
  rounds: number,
  budget: { nodes: number },
): boolean => {
  if (rounds === 0) return true;
  for (const group of groups) {
    const usedUp = used.get(group) ?? 0;
    if (usedUp >= group.items.length) continue;
    budget.nodes -= 1;
    // Out of budget: rather hope than refuse.
    if (budget.nodes < 0) return true;
    const after = countRound(counts, group.owners);
    if (spreadOf(after) > FAIR_SPREAD) continue;
    if (canStayFair(after, groups, new Map(used).set(group, usedUp + 1), rounds - 1, budget)) return true;
  }
  return false;
};

/**
 * The groups whose songs keep the room fair, now and in the rounds ahead as far as the songs allow; when none does, the
 * groups that leave the smallest spread.
 */
export const fairGroups = <Item>(
  counts: RoomCounts,
  groups: readonly OwnerGroup<Item>[],
  roundsLeft: number,
): readonly OwnerGroup<Item>[] => {
  const spreads = groups.map((group) => spreadOf(countRound(counts, group.owners)));
  const least = Math.min(...spreads);
  const fair = groups.filter((_, index) => (spreads[index] ?? Infinity) <= Math.max(least, FAIR_SPREAD));
  if (least > FAIR_SPREAD) return fair;
  const lasting = fair.filter((group) =>
    canStayFair(
      countRound(counts, group.owners),
      groups,
      new Map([[group, 1]]),
      Math.min(roundsLeft - 1, LOOK_AHEAD),
      { nodes: LOOK_AHEAD_NODES },
    ),
  );
  return lasting.length > 0 ? lasting : fair;
};
