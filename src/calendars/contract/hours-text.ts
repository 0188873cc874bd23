import type { HoursSpan } from '../rules/calendar';
import { hoursProblem, readTime } from '../rules/hours';
import { calendarMessages } from '../rules/messages';

const timeOf = (minutes: number): string =>
  `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;

/** Hours as people write them: `9-12:30, 13:30–17`; nothing for a free day. */
export function readHours(
  text: string,
): { readonly spans: readonly HoursSpan[] } | { readonly problem: string } {
  const spans: HoursSpan[] = [];
  for (const part of text.split(/[,;]/).map((one) => one.trim())) {
    if (part === '') continue;
    const ends = part.split(/\s*[-–—]\s*/).map(readTime);
    const [from, to] = ends;
    if (ends.length !== 2 || from === undefined || to === undefined)
      return { problem: calendarMessages.notHours(part) };
    spans.push({ from: timeOf(from), to: timeOf(to) });
  }
  const problem = hoursProblem(spans);
  return problem === null ? { spans } : { problem };
}

/** `09:00–12:00, 13:00–17:00` */
export const hoursText = (spans: readonly HoursSpan[]): string =>
  spans.map(({ from, to }) => `${from}–${to}`).join(', ');
