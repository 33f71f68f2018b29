/** IANA time zones, as far as the machine's Intl knows them. */

/** The zone's name as Intl writes it; `undefined` when there is none of that name. Offsets such as +09:00 are no zones. */
export const toTimeZone = (typed: string): string | undefined => {
  const name = typed.trim().replace(/\s+/g, '_');
  if (!/^[a-z]/i.test(name)) return undefined;
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone;
  } catch {
    return undefined;
  }
};

const all: readonly string[] = [
  'UTC',
  ...Intl.supportedValuesOf('timeZone').filter((zone) => zone !== 'UTC'),
];

/** What people look for first, before they have typed. */
const common = [
  'UTC',
  'Asia/Seoul',
  'Asia/Tokyo',
  'Asia/Manila',
  'Asia/Jakarta',
  'Asia/Singapore',
  'Asia/Kolkata',
  'Australia/Sydney',
  'Europe/London',
  'Europe/Berlin',
  'Europe/Madrid',
  'Africa/Lagos',
  'America/Sao_Paulo',
  'America/Mexico_City',
  'America/New_York',
  'America/Chicago',
  'America/Denver',
  'America/Los_Angeles',
];

const plain = (text: string): string => text.toLowerCase().replace(/[_\s]+/g, ' ');

/** Zones whose city or region begins with, then holds, what was typed. */
export const findTimeZones = (typed: string, limit: number): readonly string[] => {
  const words = plain(typed.trim());
  if (words === '') return common.slice(0, limit);
  const isStart = (zone: string): boolean =>
    plain(zone)
      .split('/')
      .some((part) => part.startsWith(words));
  const holding = all.filter((zone) => plain(zone).includes(words));
  return [...holding.filter(isStart), ...holding.filter((zone) => !isStart(zone))].slice(0, limit);
};

/** "14:05" there. */
export const clockTimeIn = (zone: string, at: number): string =>
  new Intl.DateTimeFormat('en-GB', { timeZone: zone, hour: '2-digit', minute: '2-digit' }).format(at);
