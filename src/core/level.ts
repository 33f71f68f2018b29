/** A level takes this many points more than the one before it: 50, 100, 150 … */
export const LEVEL_STEP = 50;

export interface Level {
  /** 1 for everybody at first. */
  readonly level: number;
  /** Points made since it began. */
  readonly made: number;
  /** Points it takes from its beginning to the next. */
  readonly needed: number;
}

/** Points at which a level begins: `LEVEL_STEP × (level − 1) × level ÷ 2`. */
const beginOf = (level: number): number => (LEVEL_STEP * (level - 1) * level) / 2;

export const levelOf = (points: number): Level => {
  const level = Math.floor((1 + Math.sqrt(1 + (8 * points) / LEVEL_STEP)) / 2);
  return { level, made: points - beginOf(level), needed: beginOf(level + 1) - beginOf(level) };
};
