import type { TimeFormat } from '../contract/history-mapping';
import { hoursOf, monthNamed, offsetWritten, yearWritten } from '../../common/files/written-time';
import { momentOfWall } from '../../calendars/rules/time-zone';

/** A time that each format reads. */
export const DATE_EXAMPLES: Readonly<Record<TimeFormat, string>> = {
  iso: '2016-02-29 06:38',
  'day-first': '29/2/2016 06:38',
  'month-first': '2/29/2016 06:38',
  'epoch-seconds': '1456727880',
  'epoch-millis': '1456727880000',
};

/** Milliseconds since the epoch, or why there are none: it is no such time, or nobody says its zone. */
export type WrittenMoment = number | 'no-time' | 'no-zone';

const ISO =
  /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{1,2}):(\d{2})(?::(\d{2})(?:[.,]\d{1,9})?)?)?\s?(Z|[+-]\d{2}:?\d{2})?$/i;
const NUMBERED =
  /^(\d{1,2})(?:-(?=\d{1,2}-\d{4})|[/.])(\d{1,2})[/.-](\d{4}|\d{2})(?:[T ,]+(\d{1,2}):(\d{2})(?::(\d{2}))?(?: ?([ap])\.?m\.?)?)?$/i;
/** `25/Feb/26 10:17 PM`, as Jira exports it: which is the day is plain, whatever the format. */
const NAMED =
  /^(\d{1,2})[/ .-]([a-z]{3,9})[/ .-](\d{4}|\d{2})(?:[T ,]+(\d{1,2}):(\d{2})(?::(\d{2}))?(?: ?([ap])\.?m\.?)?)?$/i;
const LAST_MOMENT = Date.UTC(2100, 0);

/** @param zone of times that do not say theirs; null where nobody knows */
export function momentIn(text: string, format: TimeFormat, zone: string | null): WrittenMoment {
  const named = format.startsWith('epoch') ? null : NAMED.exec(text);
  if (named) {
    const [, day, month = '', ...rest] = named;
    return momentWritten(day, String(monthNamed(month)), rest, zone);
  }
  switch (format) {
    case 'epoch-seconds':
      return counted(text, 1_000);
    case 'epoch-millis':
      return counted(text, 1);
    case 'iso': {
      const [whole, year, month, day, hour, minute, second, offset] = ISO.exec(text) ?? [];
      return whole === undefined
        ? 'no-time'
        : momentOf([year, month, day, hour, minute, second], offset ?? zone);
    }
    case 'day-first':
    case 'month-first': {
      const [whole, first, second, ...rest] = NUMBERED.exec(text) ?? [];
      const [day, month] = format === 'day-first' ? [first, second] : [second, first];
      return whole === undefined ? 'no-time' : momentWritten(day, month, rest, zone);
    }
  }
}

/** @param rest year, hour, minute, second and half of the day as they are written */
function momentWritten(
  day: string | undefined,
  month: string | undefined,
  [year = '', hour, minute, second, half]: readonly (string | undefined)[],
  zone: string | null,
): WrittenMoment {
  const hours = hoursOf(hour, half);
  if (hours === null) return 'no-time';
  return momentOf([String(yearWritten(year)), month, day, String(hours), minute, second], zone);
}

function counted(text: string, unit: number): WrittenMoment {
  const at = /^\d{1,13}$/.test(text) ? Number(text) * unit : Number.NaN;
  return at < LAST_MOMENT ? at : 'no-time';
}

/** @param zone a zone's name, `Z`, or an offset such as `+01:00` */
function momentOf(parts: readonly (string | undefined)[], zone: string | null): WrittenMoment {
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = parts.map((part) =>
    Number(part ?? 0),
  );
  const wall = Date.UTC(year, month - 1, day, hour, minute, second);
  const isReal =
    new Date(wall).getUTCDate() === day &&
    month >= 1 &&
    month <= 12 &&
    hour < 24 &&
    minute < 60 &&
    second < 60;
  if (!isReal || wall < 0 || wall >= LAST_MOMENT) return 'no-time';
  if (zone === null) return 'no-zone';
  const offset = offsetWritten(zone);
  const at = offset === null ? momentOfWall(/^z$/i.test(zone) ? 'UTC' : zone, wall) : wall - offset;
  return at < 0 ? 'no-time' : at;
}
