export interface YearRange {
  readonly from: number;
  readonly to: number;
}

/** "2016", "2010-2019" (any dash, either order) or "2010s"; undefined for anything else. */
export const parseYears = (typed: string): YearRange | undefined => {
  const text = typed.trim().toLowerCase();
  const decade = /^(\d{3}0)s$/.exec(text)?.[1];
  if (decade !== undefined) return { from: Number(decade), to: Number(decade) + 9 };
  const [, first, second] = /^(\d{4})(?:\s*[-–—~]\s*(\d{4}))?$/.exec(text) ?? [];
  if (first === undefined) return undefined;
  const years = [Number(first), Number(second ?? first)] as const;
  return { from: Math.min(...years), to: Math.max(...years) };
};

/** The form `parseYears` reads back: "2016" or "2010-2019". */
export const yearsText = ({ from, to }: YearRange): string => (from === to ? `${from}` : `${from}-${to}`);

/** Without a range every year fits; without a year only the open range does. */
export const inYears = (year: number | undefined, range: YearRange | undefined): boolean =>
  range === undefined || (year !== undefined && year >= range.from && year <= range.to);
