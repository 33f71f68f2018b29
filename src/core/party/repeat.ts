import { Temporal } from 'temporal-polyfill';
import type { Every, Party, Plan, Series } from './types.ts';

/** The local date and time of an instant, as a series keeps its first one. */
export const localAt = (at: number, zone: string): string =>
  Temporal.Instant.fromEpochMilliseconds(Math.floor(at))
    .toZonedDateTimeISO(zone)
    .toPlainDateTime()
    .toString({ smallestUnit: 'minute' });

/**
 * When party `number` of a series is, counted from the first one so that nothing drifts: the same local time whatever the
 * clocks did meanwhile. Monthly on a day that a month lacks is on its last day, and back on the day itself in the next
 * month. A time that clocks leap over is as much later as they leap; one that comes twice is the first.
 */
export const instanceAt = (
  { first, every, number }: { readonly first: string; readonly every: Every; readonly number: number },
  zone: string,
): number => {
  const start = Temporal.PlainDateTime.from(first);
  const date =
    every === 'weekly'
      ? start.add({ weeks: number })
      : start.add({ months: number }, { overflow: 'constrain' });
  return date.toZonedDateTime(zone, { disambiguation: 'compatible' }).epochMilliseconds;
};

export const startSeries = (
  seriesId: string,
  every: Every,
  plan: Plan,
  hostIds: readonly string[],
): Series => ({
  seriesId,
  every,
  first: localAt(plan.startsAt, plan.zone),
  number: 0,
  hostIds,
});

/**
 * Whose turn it is after this host. Who has left the server is passed over; whose place in the rota is gone is followed by
 * the first. With nobody left it stays as it was, as a party has a host.
 */
export const hostAfter = (
  hostIds: readonly string[],
  hostId: string,
  absentIds: ReadonlySet<string> = new Set(),
): string => {
  const place = hostIds.indexOf(hostId);
  const turns = [...hostIds.slice(place + 1), ...hostIds.slice(0, place + 1)];
  return turns.find((id) => !absentIds.has(id)) ?? hostId;
};

/** An id that is the same however often it is asked for, so that a party is not created twice. */
export const instanceId = (seriesId: string, number: number): string => `${seriesId}-${number}`;

export interface NextInstance {
  readonly partyId: string;
  readonly plan: Plan;
  readonly series: Series;
}

/**
 * The next party of a series that is still to come; those that were missed meanwhile are left out. A party that was moved
 * alone does not move the others, as dates are counted from the first.
 */
export const nextOfSeries = (
  { plan, series }: Pick<Party, 'plan' | 'series'>,
  now: number,
  absentIds?: ReadonlySet<string>,
): NextInstance | undefined => {
  if (series === null) return undefined;
  for (let number = series.number + 1; ; number += 1) {
    const startsAt = instanceAt({ ...series, number }, plan.zone);
    if (startsAt <= now) continue;
    const hostId = hostAfter(series.hostIds, plan.hostId, absentIds);
    return {
      partyId: instanceId(series.seriesId, number),
      plan: { ...plan, startsAt, hostId },
      series: { ...series, number },
    };
  }
};
