/** Megabytes a minute, by least squares. */
export const slope = (points: readonly { readonly minute: number; readonly mb: number }[]): number => {
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const x = mean(points.map(({ minute }) => minute));
  const y = mean(points.map(({ mb }) => mb));
  const above = points.reduce((sum, { minute, mb }) => sum + (minute - x) * (mb - y), 0);
  return above / points.reduce((sum, { minute }) => sum + (minute - x) ** 2, 0);
};
