import type { KpiUnit } from '../../src/kpis/rules/definitions';
import type { Extent } from '../../src/kpis/rules/kpi';
import type { Grain } from '../../src/kpis/rules/report-frame';
import { counted } from '../../src/common/rules/plural';

export const units: Readonly<Record<KpiUnit, string>> = {
  percent: 'percent',
  'working-hours': 'working hours',
  days: 'days',
  seats: 'seats',
  tickets: 'tickets',
  score: 'score',
};

export const extents: Readonly<Record<Extent, string>> = {
  whole: '',
  running: ' (so far)',
  cut: ' (partial)',
};

const grainStarts: Readonly<Record<Grain, string>> = {
  day: 'Days start',
  week: 'Weeks start on Monday',
  month: 'Months start',
};

export const target = 'Target';
export const targetLow = 'Target minimum';
export const targetHigh = 'Target maximum';
export const cost = (costs: string): string => `The inactive seats cost ${costs}.`;
export const unknown = (seats: number): string =>
  counted(seats, { one: 'No usage data for # seat.', other: 'No usage data for # seats.' });
export const asOfNow = 'As of now, so there’s no comparison.';
export const noComparison = 'No data for the comparison period.';
export const compared = (before: string, change: string): string =>
  `${before} in the comparison period: ${change}.`;
export const dates = (first: string, last: string): string => `${first} to ${last}`;
export const frame = (period: string, compared: string): string => `${period}, compared with ${compared}.`;
export const lastDays = (days: number, until: string): string =>
  counted(days, {
    one: `The last day, up to ${until}, compared with the day before.`,
    other: `The last # days, up to ${until}, compared with the # days before.`,
  });
export const zone = (grain: Grain, timeZone: string): string =>
  `${grainStarts[grain]} at midnight in ${timeZone}, your time zone in Jira.`;
export const running = (grain: Grain): string => `The last ${grain} of the trend isn’t over yet.`;
export const sparks = (count: number, grain: Grain): string =>
  `Trends show the last ${counted(count, { one: `# ${grain}`, other: `# ${grain}s` })}. Open a KPI to see its full trend.`;
