import { hoursOf, monthNamed, offsetWritten, yearWritten } from '../../common/files/written-time';
import { DAY } from '../../common/rules/time';
import type { DATE_ORDERS } from '../contract/usage';

export type DateOrder = (typeof DATE_ORDERS)[number];

/** A moment in milliseconds since the epoch, UTC; null for never; undefined where nothing is said; NaN for what is no date. */
export type WrittenMoment = number | null | undefined;

/** What vendors write where they know nothing. */
const NOT_SAID = /^(?:|[?–—-]|n\/?a|unknown|null|not available)$/;
/** What they write where nobody has ever been active. */
const NEVER = /^(?:never(?: (?:accessed|active|logged in|signed in|used))?|no activity|none|not yet)$/;

/** The last year whose moments vendors write for "never": 0001, 1601, 1899, 1900, 1970. */
const LAST_PLACEHOLDER_YEAR = 1970;

const TIME = String.raw`(?:[T ,]+(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,]\d+)?)?)?`;
const HALF_AND_ZONE = String.raw`(?: ?([ap])\.?m\.?)?(?: ?(Z|UTC|GMT|[+-]\d{2}:?\d{2}))?$`;
const pattern = (day: string): RegExp => new RegExp(`^${day}${TIME}${HALF_AND_ZONE}`, 'i');

/** `2026-11-20`, `2026/11/20` */
const YEAR_FIRST = pattern(String.raw`(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})`);
/** `20 Nov 2026`, `25/Feb/26`, `20-November-2026` */
const DAY_MONTH_NAME = pattern(
  String.raw`(\d{1,2})(?:st|nd|rd|th)?[ \-/.]+([a-z]{3,9})\.?,?[ \-/.]+(\d{4}|\d{2})`,
);
/** `Nov 20, 2026` */
const MONTH_NAME_DAY = pattern(String.raw`([a-z]{3,9})\.? +(\d{1,2})(?:st|nd|rd|th)?,? +(\d{4})`);
/** `20/11/2026`, `11/20/26`, `20.11.2026`: which is the day is to be said. With hyphens a short year could be the first, too. */
const NUMBERS = pattern(String.raw`(\d{1,2})(?:-(?=\d{1,2}-\d{4})|[/.])(\d{1,2})[-/.](\d{4}|\d{2})`);
/** `20261120` */
const COMPACT = /^((?:19|20)\d{2})(\d{2})(\d{2})$/;
/** Days since 30 December 1899, as spreadsheets keep dates: from 1954 to 2119. */
const SERIAL = /^([2-7]\d{4})(\.\d+)?$/;
const DAYS_TO_EPOCH = 25_569;

interface Day {
  readonly year: string;
  /** From 1. */
  readonly month: number;
  readonly day: string;
  /** Hour, minute, second, half of the day, zone: as they are written, undefined where they are not. */
  readonly rest: readonly (string | undefined)[];
}

/**
 * Reads a date, with or without a time, as lists of people and licenses write them. Times without a zone are UTC.
 * Impossible days and hours are no dates; days that vendors write for "never" mean never.
 * @param order which number is the day where a date has numbers alone and no year in front
 */
export function readMoment(text: string, order: DateOrder): WrittenMoment {
  const written = text
    .trim()
    .replace(/[\s\u00A0\u202F]+/g, ' ')
    .replace(/^\(|\)$/g, '');
  const word = written.toLowerCase();
  if (NOT_SAID.test(word)) return undefined;
  if (NEVER.test(word)) return null;
  const serial = SERIAL.exec(written);
  if (serial) return Math.round((Number(written) - DAYS_TO_EPOCH) * DAY);
  const day = dayIn(written, order);
  if (day === null) return Number.NaN;
  const at = momentOf(day);
  return new Date(at).getUTCFullYear() <= LAST_PLACEHOLDER_YEAR ? null : at;
}

function dayIn(text: string, order: DateOrder): Day | null {
  const yearFirst = YEAR_FIRST.exec(text);
  if (yearFirst) {
    const [, year = '', month = '', day = '', ...rest] = yearFirst;
    return { year, month: Number(month), day, rest };
  }
  const compact = COMPACT.exec(text);
  if (compact) {
    const [, year = '', month = '', day = ''] = compact;
    return { year, month: Number(month), day, rest: [] };
  }
  const named = DAY_MONTH_NAME.exec(text);
  if (named) {
    const [, day = '', month = '', year = '', ...rest] = named;
    return { year, month: monthNamed(month), day, rest };
  }
  const monthFirst = MONTH_NAME_DAY.exec(text);
  if (monthFirst) {
    const [, month = '', day = '', year = '', ...rest] = monthFirst;
    return { year, month: monthNamed(month), day, rest };
  }
  const numbers = order === 'iso' ? null : NUMBERS.exec(text);
  if (!numbers) return null;
  const [, first = '', second = '', year = '', ...rest] = numbers;
  const [day, month] = order === 'dmy' ? [first, second] : [second, first];
  return { year, month: Number(month), day, rest };
}

function momentOf({ year, month, day, rest }: Day): number {
  const [hour, minute = '0', second = '0', half, zone] = rest;
  const date = new Date(0);
  date.setUTCFullYear(yearWritten(year), month - 1, Number(day));
  const isDay =
    month >= 1 && month <= 12 && date.getUTCMonth() === month - 1 && date.getUTCDate() === Number(day);
  const hours = hoursOf(hour, half);
  const isTime = hours !== null && Number(minute) < 60 && Number(second) < 60;
  if (!isDay || !isTime) return Number.NaN;
  return date.setUTCHours(hours, Number(minute), Number(second)) - (offsetWritten(zone ?? '') ?? 0);
}
