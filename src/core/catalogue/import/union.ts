/** Disjoint sets over strings or numbers. The member added first stands for its set, so results do not depend on luck. */
export interface Union<T> {
  find(item: T): T;
  /** False when both were one already. */
  join(left: T, right: T): boolean;
}

export const createUnion = <T>(): Union<T> => {
  const parents = new Map<T, T>();
  const order = new Map<T, number>();
  const find = (item: T): T => {
    if (!order.has(item)) order.set(item, order.size);
    const parent = parents.get(item);
    if (parent === undefined) return item;
    const root = find(parent);
    parents.set(item, root);
    return root;
  };
  return {
    find,
    join(left, right) {
      const a = find(left);
      const b = find(right);
      if (a === b) return false;
      const leftFirst = (order.get(a) ?? 0) < (order.get(b) ?? 0);
      parents.set(leftFirst ? b : a, leftFirst ? a : b);
      return true;
    },
  };
};
