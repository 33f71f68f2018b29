/** A table to look up what somebody wrote: in a plain object "constructor" and "toString" are found, too. */
export const wordTable = <Value>(entries: Readonly<Record<string, Value>>): Readonly<Record<string, Value>> =>
  Object.assign(Object.create(null) as Record<string, Value>, entries);
