import { GRAINS, MOST_PARTS, type Grain } from '../rules/report-frame';

/** What a report of all KPIs can be about, in days. */
export const REPORT_PERIODS_DAYS = [7, 30, 90, 365] as const;

/** The earliest date that a report can begin with. */
export const FIRST_REPORT_DATE = '2000-01-01';

const DAYS: Readonly<Record<Grain, number>> = { day: 1, week: 7, month: 28 };

/** By what a trend over so many days can be split; never none. Each end may add a part that is not whole. */
export const grainsFor = (days: number): readonly Grain[] =>
  GRAINS.filter((grain) => days / DAYS[grain] + 2 <= MOST_PARTS);

// How screens read the figures that calls hand over; by name, so that each gets what it uses.
export { inUnit, toTenths } from '../rules/kpi';
export {
  basisWords,
  changeWords,
  judgedWords,
  meetsTarget,
  mostChanged,
  targetWords,
  valueWithBasis,
  valueWords,
} from '../rules/kpi-words';
