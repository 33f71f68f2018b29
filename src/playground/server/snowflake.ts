/** First second of 2015, from which Discord counts. Source: https://discord.com/developers/docs/reference#snowflakes */
const DISCORD_EPOCH_MS = 1_420_070_400_000;
const SEQUENCE_BITS = 22n;
const SEQUENCE_SIZE = 1 << 22;

/**
 * Ids carry the clock's time and never repeat or fall, even when the clock is stepped back: the last millisecond is
 * used on until the clock has passed it.
 */
export const createSnowflakes = (now: () => number): (() => string) => {
  let lastMs = -1;
  let sequence = 0;
  return () => {
    const nowMs = now();
    if (nowMs > lastMs) {
      lastMs = nowMs;
      sequence = 0;
    } else if (++sequence === SEQUENCE_SIZE) {
      lastMs += 1;
      sequence = 0;
    }
    return ((BigInt(lastMs - DISCORD_EPOCH_MS) << SEQUENCE_BITS) | BigInt(sequence)).toString();
  };
};

export const snowflakeTimeMs = (id: string): number => Number(BigInt(id) >> SEQUENCE_BITS) + DISCORD_EPOCH_MS;

/** The order of ids as numbers, without making BigInts: longer is later. */
export const compareSnowflakes = (left: string, right: string): number =>
  left.length - right.length || (left < right ? -1 : left > right ? 1 : 0);
