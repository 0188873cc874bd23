import { inUnit } from '../domain/kpi/kpi';
import { changeWords, mostChanged, standsOnTarget, targetWords, valueWords } from '../domain/kpi/kpi-words';

/** What a report of all KPIs can be about, in days. */
export const REPORT_PERIODS_DAYS = [7, 30, 90, 365] as const;

export type ReportDays = (typeof REPORT_PERIODS_DAYS)[number];

/** How screens read the figures that calls hand over. */
export const kpiValues = { inUnit, standsOnTarget, valueWords, targetWords, changeWords, mostChanged };
