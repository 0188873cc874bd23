/** `2026-11-23 13:52 UTC`: for notes, which everybody reads in a time zone of their own. */
export const utcText = (at: number): string =>
  `${new Date(at).toISOString().slice(0, 16).replace('T', ' ')} UTC`;

/** `2026-12-23`, the day in UTC. */
export const utcDay = (at: number): string => new Date(at).toISOString().slice(0, 10);

const DAY = 24 * 60 * 60 * 1000;

export const addDays = (at: number, days: number): number => at + days * DAY;

export const daysText = (days: number | null): string =>
  days === null ? 'no end' : `${days} ${days === 1 ? 'day' : 'days'}`;
