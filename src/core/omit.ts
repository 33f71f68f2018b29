/** A copy without some of its properties. Made of those that stay: an object one is deleted from becomes a slow, large one. */
export const omit = <T extends object, K extends keyof T>(value: T, ...keys: readonly K[]): Omit<T, K> =>
  Object.fromEntries(
    Object.entries(value).filter(([key]) => !keys.some((omitted) => omitted === key)),
  ) as Omit<T, K>;
