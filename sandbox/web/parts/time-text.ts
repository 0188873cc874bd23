const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

interface Parts {
  readonly year: string;
  readonly month: string;
  readonly day: string;
  readonly weekday: string;
  readonly hour: string;
  readonly minute: string;
}

function partsOf(at: number, timeZone: string): Parts {
  const format = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    year: 'numeric',
    month: 'short',
    day: 'numeric',
    weekday: 'short',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  });
  const found = Object.fromEntries(format.formatToParts(at).map(({ type, value }) => [type, value]));
  const part = (name: string): string => found[name] ?? '';
  return {
    year: part('year'),
    month: part('month'),
    day: part('day'),
    weekday: part('weekday'),
    hour: part('hour'),
    minute: part('minute'),
  };
}

const dayKey = ({ year, month, day }: Parts): string => `${year} ${month} ${day}`;

/** `today 16:30`, `yesterday 09:05`, `Mon 13:40` within six days, else `23 Nov 2026 13:40`. */
export function momentText(at: number, now: number, timeZone: string): string {
  const parts = partsOf(at, timeZone);
  const time = `${parts.hour}:${parts.minute}`;
  const dayOf = (other: number): string => dayKey(partsOf(other, timeZone));
  const key = dayKey(parts);
  if (key === dayOf(now)) return `today ${time}`;
  if (key === dayOf(now - DAY)) return `yesterday ${time}`;
  if (key === dayOf(now + DAY)) return `tomorrow ${time}`;
  return Math.abs(at - now) < 6 * DAY
    ? `${parts.weekday} ${time}`
    : `${key.split(' ').reverse().join(' ')} ${time}`;
}

/** `23 Nov 2026, 13:40` */
export function fullMomentText(at: number, timeZone: string): string {
  const { day, month, year, hour, minute } = partsOf(at, timeZone);
  return `${day} ${month} ${year}, ${hour}:${minute}`;
}

/** `Mon 23 Nov, 13:40`, for the clock of the page itself. */
export function clockText(at: number, timeZone: string): string {
  const { weekday, day, month, hour, minute } = partsOf(at, timeZone);
  return `${weekday} ${day} ${month}, ${hour}:${minute}`;
}

/** `CET`, or whatever the zone calls itself at that time. */
export function zoneText(at: number, timeZone: string): string {
  const format = new Intl.DateTimeFormat('en-GB', { timeZone, timeZoneName: 'short' });
  return format.formatToParts(at).find(({ type }) => type === 'timeZoneName')?.value ?? timeZone;
}

/** `2 d 3 h`, `5 h 20 min`, `12 min`: the two largest units. */
export function spanText(ms: number): string {
  const minutes = Math.floor(Math.abs(ms) / MINUTE);
  const [days, hours, rest] = [Math.floor(minutes / 1440), Math.floor(minutes / 60) % 24, minutes % 60];
  if (days > 0) return hours > 0 ? `${days} d ${hours} h` : `${days} d`;
  if (hours > 0) return rest > 0 ? `${hours} h ${rest} min` : `${hours} h`;
  return `${rest} min`;
}

/** How far the zone is ahead of UTC at a moment, in milliseconds. */
function offsetOf(at: number, timeZone: string): number {
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
  const found = Object.fromEntries(format.formatToParts(at).map(({ type, value }) => [type, Number(value)]));
  const part = (name: string): number => found[name] ?? 0;
  const local = Date.UTC(
    part('year'),
    part('month') - 1,
    part('day'),
    part('hour'),
    part('minute'),
    part('second'),
  );
  return local - Math.floor(at / 1000) * 1000;
}

const MONDAY = 1;

/** The next Monday 09:00 in a zone, strictly later than `now`. */
export function nextMondayMorning(now: number, timeZone: string): number {
  const local = new Date(now + offsetOf(now, timeZone));
  const midnight = Date.UTC(local.getUTCFullYear(), local.getUTCMonth(), local.getUTCDate());
  const days = (MONDAY - local.getUTCDay() + 7) % 7;
  for (const wait of [days, days + 7]) {
    const wanted = midnight + wait * DAY + 9 * HOUR;
    // the zone may change its clocks until then
    const at = wanted - offsetOf(wanted - offsetOf(now, timeZone), timeZone);
    if (at > now) return at;
  }
  throw new Error('There is a Monday in every fortnight.');
}
