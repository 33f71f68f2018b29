export interface Trend {
  readonly mbPerMinute: number;
  /** Half the width of the interval that holds the true slope with 95 % confidence, if the readings scatter by chance. */
  readonly plusMinus: number;
}

/** Of Student's t for 95 % and this many degrees of freedom or more; for fewer, that of the fewest. */
const t95: readonly (readonly [freedom: number, t: number])[] = [
  [60, 2],
  [30, 2.04],
  [20, 2.09],
  [15, 2.13],
  [10, 2.23],
  [5, 2.57],
  [3, 3.18],
  [1, 12.71],
];

/** A straight line through the readings, by least squares. Fewer than three say nothing: the interval is endless. */
export const trendOf = (points: readonly { readonly minute: number; readonly mb: number }[]): Trend => {
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const x = mean(points.map(({ minute }) => minute));
  const y = mean(points.map(({ mb }) => mb));
  const spread = points.reduce((sum, { minute }) => sum + (minute - x) ** 2, 0);
  const slope = points.reduce((sum, { minute, mb }) => sum + (minute - x) * (mb - y), 0) / spread;
  const freedom = points.length - 2;
  if (freedom < 1) return { mbPerMinute: points.length < 2 ? 0 : slope, plusMinus: Infinity };
  const left = points.reduce((sum, { minute, mb }) => sum + (mb - y - slope * (minute - x)) ** 2, 0);
  const t = t95.find(([least]) => freedom >= least)?.[1] ?? Infinity;
  return { mbPerMinute: slope, plusMinus: t * Math.sqrt(left / freedom / spread) };
};
