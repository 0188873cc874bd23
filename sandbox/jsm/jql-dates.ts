import { JiraError } from './errors';

const UNITS = { m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 } as const;

/** `4d 1h`, `-1w`: a sign in front counts for all of it. */
const SPAN = /^(-?)((?:\d+[mhdw]\s*)+)$/i;

/**
 * A moment as JQL writes it: a span from now, a date with or without a time (read as UTC), or milliseconds.
 * @throws {JiraError} 400
 */
export function momentOf(text: string, now: number): number {
  const trimmed = text.trim();
  const [, sign, parts] = SPAN.exec(trimmed) ?? [];
  if (parts !== undefined) return now + (sign === '-' ? -1 : 1) * spanOf(parts);
  if (/^-?\d+$/.test(trimmed)) return Number(trimmed);
  const [, date, time] = /^(\d{4}[-/]\d{1,2}[-/]\d{1,2})(?: (\d{1,2}:\d{2}))?$/.exec(trimmed) ?? [];
  const at = date === undefined ? NaN : calendarDate(date, time ?? '0:00');
  if (!Number.isNaN(at)) return at;
  throw new JiraError(400, [
    `Date value '${text}' is invalid. Valid formats include: 'yyyy/MM/dd HH:mm', 'yyyy-MM-dd HH:mm', 'yyyy/MM/dd', 'yyyy-MM-dd', or a period format e.g. '-5d', '4w 2d'.`,
  ]);
}

const spanOf = (parts: string): number =>
  [...parts.toLowerCase().matchAll(/(\d+)([mhdw])/g)].reduce(
    (sum, [, count, unit]) => sum + Number(count) * UNITS[unit as keyof typeof UNITS],
    0,
  );

/** NaN for a day or a time that there is not. */
function calendarDate(date: string, time: string): number {
  const [year = 0, month = 0, day = 0] = date.split(/[-/]/).map(Number);
  const [hour = 0, minute = 0] = time.split(':').map(Number);
  const at = Date.UTC(year, month - 1, day, hour, minute);
  const isDay = month >= 1 && month <= 12 && new Date(at).getUTCDate() === day;
  return isDay && hour < 24 && minute < 60 ? at : NaN;
}

/** The day (of UTC) that a moment is in. */
export function dayOf(at: number): readonly [from: number, to: number] {
  const from = Math.floor(at / UNITS.d) * UNITS.d;
  return [from, from + UNITS.d];
}
