const DAY = 86_400_000;

/**
 * The moment at which clocks in a time zone show this date and time; of two such moments one of them, and in an
 * hour that is skipped the moment an hour later.
 * @param date `YYYY-MM-DD`
 * @param time `HH:MM`
 * @returns milliseconds since the epoch; NaN for what is no date or time
 */
export function momentIn(timeZone: string, date: string, time: string): number {
  const asUtc = Date.parse(`${date}T${time}:00Z`);
  if (Number.isNaN(asUtc)) return NaN;
  // the offset before the moment and the one after it differ on days on which clocks are set
  const guess = asUtc - offsetAt(timeZone, asUtc - DAY / 2);
  return asUtc - offsetAt(timeZone, guess);
}

/** How far a zone's clocks are ahead of UTC, in milliseconds. */
function offsetAt(timeZone: string, at: number): number {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  const parts = new Map(format.formatToParts(at).map(({ type, value }) => [type, Number(value)]));
  const [year = 0, month = 1, day, hour, minute, second] = (
    ['year', 'month', 'day', 'hour', 'minute', 'second'] as const
  ).map((type) => parts.get(type));
  return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(at / 1000) * 1000;
}
