/** Rows of the dynamic programme, kept between calls: this is the hottest loop of a search. */
let before = new Uint16Array(128);
let above = new Uint16Array(128);
let row = new Uint16Array(128);

const reserve = (length: number): void => {
  if (row.length > length) return;
  before = new Uint16Array(length * 2);
  above = new Uint16Array(length * 2);
  row = new Uint16Array(length * 2);
};

/**
 * Edits (insert, drop, replace, swap two neighbours) that turn `a` into `b`, or `limit + 1` as soon as they must be more.
 * Counts UTF-16 units. Costs O(length × limit).
 */
export const distance = (a: string, b: string, limit: number): number => {
  if (a === b) return 0;
  if (a.length > b.length) return distance(b, a, limit);
  const over = limit + 1;
  if (b.length - a.length > limit) return over;
  reserve(a.length + 2);
  for (let i = 0; i <= a.length; i += 1) above[i] = i;
  for (let j = 1; j <= b.length; j += 1) {
    const from = Math.max(1, j - limit);
    const to = Math.min(a.length, j + limit);
    const letter = b.charCodeAt(j - 1);
    const previous = j > 1 ? b.charCodeAt(j - 2) : -1;
    row[from - 1] = from === 1 ? j : over;
    let best = from === 1 ? j : over;
    for (let i = from; i <= to; i += 1) {
      const same = a.charCodeAt(i - 1) === letter;
      let cost = (above[i - 1] ?? over) + (same ? 0 : 1);
      if (i < j + limit) cost = Math.min(cost, (above[i] ?? over) + 1);
      cost = Math.min(cost, (row[i - 1] ?? over) + 1);
      if (!same && i > 1 && a.charCodeAt(i - 2) === letter && a.charCodeAt(i - 1) === previous) {
        cost = Math.min(cost, (before[i - 2] ?? over) + 1);
      }
      row[i] = cost;
      if (cost < best) best = cost;
    }
    if (best > limit) return over;
    [before, above, row] = [above, row, before];
  }
  return Math.min(above[a.length] ?? over, over);
};

/** Edits that turn `pattern` into some part of `text`; at most `limit + 1`. Costs O(pattern × text). */
export const distanceWithin = (pattern: string, text: string, limit: number): number => {
  if (text.includes(pattern)) return 0;
  reserve(text.length + 2);
  above.fill(0, 0, text.length + 1);
  let best = 0;
  for (let i = 1; i <= pattern.length; i += 1) {
    const letter = pattern.charCodeAt(i - 1);
    row[0] = i;
    best = i;
    for (let j = 1; j <= text.length; j += 1) {
      const kept = (above[j - 1] ?? 0) + (text.charCodeAt(j - 1) === letter ? 0 : 1);
      const cost = Math.min(kept, (above[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1);
      row[j] = cost;
      if (cost < best) best = cost;
    }
    if (best > limit) return limit + 1;
    [above, row] = [row, above];
  }
  return best;
};
