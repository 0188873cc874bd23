import type { Calls } from '../../common/contract/calls';
import type { OfferedFile } from '../../common/contract/offered-file';
import * as z from '#zod';
import { isTimeZone } from '../../calendars/rules/time-zone';
import { KPI_IDS, KPI_SLICES, type KpiDefinition, type KpiSlice } from '../rules/definitions';
import type { LicenseGap } from '../rules/license-gaps';
import type { KpiChange, Period, Rate, TrendPoint } from '../rules/kpi';
import { GRAINS, type Against, type Grain, type ReportPeriod } from '../rules/report-frame';
import type { Cost } from '../../common/rules/seat-costs';
import { FIRST_REPORT_DATE, REPORT_PERIODS_DAYS } from './kpi-values';
import { kpiMessages } from '../rules/messages';
import { calendarMessages } from '../../calendars/rules/messages';

/** What a KPI is cut by, one part of it. */
export interface KpiPart extends Rate {
  /** As the records know it, such as an application's key; empty when they do not say. */
  readonly slice: string;
  /** As people know it. */
  readonly label: string;
  /** Whether a label is an account that the screen has to name. */
  readonly isAccount: boolean;
  /** The same over the period that it is compared with; null value when there was none. */
  readonly before: Rate;
  /** Null when there is nothing to compare. */
  readonly change: KpiChange | null;
}

/**
 * One KPI over a period. Values are shares of one for percent, milliseconds for lengths of time, and plain numbers
 * otherwise; null when there is nothing to make a figure of.
 */
export interface KpiReading {
  readonly definition: KpiDefinition;
  /** Whether the figure is of now, whatever the period; it has no course and compares with nothing. */
  readonly isAsOfNow: boolean;
  readonly rate: Rate;
  /** The same over the period that it is compared with; null value for what counts as of now. */
  readonly before: Rate;
  /** What the seats that it counts cost a year, by currency; null where it does not count seats with a price. */
  readonly cost: readonly Cost[] | null;
  /** Null when there is nothing to compare. */
  readonly change: KpiChange | null;
  readonly trend: readonly TrendPoint[];
  /** Those with the most behind them first. */
  readonly slices: readonly KpiPart[];
}

/** A ticket behind a figure. Times in milliseconds since the epoch, UTC; lengths in milliseconds. */
export interface KpiTicketRow {
  readonly issueId: string;
  readonly issueKey: string;
  /** Whether it is a ticket of this Jira, and none that a log of another system recorded. */
  readonly isInJira: boolean;
  readonly applicationName: string;
  readonly at: number;
  readonly elapsed: number | null;
}

/** A report of every KPI. Times in milliseconds since the epoch, UTC. */
export interface KpiReport extends Period {
  readonly compared: Period;
  readonly grain: Grain;
  /** IANA name; where days, weeks and months begin. */
  readonly timeZone: string;
  /** When it was made. */
  readonly now: number;
  /** Endings of past tickets within the period that an import brought; they count in SLA adherence and reopen rate. */
  readonly imported: number;
  readonly readings: readonly KpiReading[];
}

/** A license pool behind a figure, over the period alone. */
export interface KpiPoolRow extends Rate {
  readonly poolId: string;
  /** As people know it. */
  readonly name: string;
  readonly isInCatalog: boolean;
  /** Whether whoever asks may see the pool itself: administrators all, owners those of their applications. */
  readonly mayOpen: boolean;
}

export interface KpiPools {
  readonly total: number;
  /** From 0. */
  readonly page: number;
  readonly pages: number;
  /** Those furthest from the target first. */
  readonly pools: readonly KpiPoolRow[];
}

/** What keeps premium compliance from being whole. Times in milliseconds since the epoch, UTC. */
export interface KpiLicenseRow {
  /** The pool as people know it; null where a ticket never said what it is about. */
  readonly pool: string | null;
  /** An account, or a login of the application; null for a ticket, and where whoever asks may not see who it is. */
  readonly holderId: string | null;
  readonly isHidden: boolean;
  readonly since: number | null;
  readonly why: LicenseGap;
  readonly issueId: string | null;
  readonly issueKey: string | null;
  /** Who deleted the ticket; null where nobody did, or whoever asks may not see who it was. */
  readonly deletedById: string | null;
}

export interface KpiLicenses {
  readonly total: number;
  /** From 0. */
  readonly page: number;
  readonly pages: number;
  /** The latest first: licenses as they are now, and moves without a decision in the period. */
  readonly rows: readonly KpiLicenseRow[];
}

export interface KpiTickets {
  readonly total: number;
  /** From 0. */
  readonly page: number;
  readonly pages: number;
  readonly tickets: readonly KpiTicketRow[];
  /** Finds the listed tickets in Jira; null when there are none. */
  readonly jql: string | null;
}

const date = z.iso
  .date()
  .refine((day) => day >= FIRST_REPORT_DATE, kpiMessages.dateTooEarly(FIRST_REPORT_DATE));
const ownDates = z.strictObject({ kind: z.literal('own'), from: date, to: date });
const unit = z.enum(['month', 'quarter']);

const period: z.ZodType<ReportPeriod> = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('last'), days: z.literal(REPORT_PERIODS_DAYS) }),
  z.strictObject({ kind: z.literal('this'), unit }),
  z.strictObject({ kind: z.literal('previous'), unit }),
  ownDates,
]);

const against: z.ZodType<Against> = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('before') }),
  z.strictObject({ kind: z.literal('year-before') }),
  ownDates,
]);

const slice: z.ZodType<KpiSlice | null> = z.enum(KPI_SLICES).nullable();

/** The time zone is that of the person who looks, as the page knows it: their days, weeks and months. */
const stretch = { period, timeZone: z.string().max(60).refine(isTimeZone, calendarMessages.timeZone) };

const reportQuestion = z.strictObject({ ...stretch, against, grain: z.enum(GRAINS), slice });
const page = z.int().min(0).max(10_000);
const poolsQuestion = z.strictObject({ ...stretch, kpi: z.enum(KPI_IDS), page });
const licensesQuestion = z.strictObject({ ...stretch, page });
const ticketsQuestion = z.strictObject({
  ...stretch,
  kpi: z.enum(KPI_IDS),
  side: z.enum(['hits', 'misses', 'all']),
  page,
});

export type KpiReportQuestion = z.infer<typeof reportQuestion>;
export type KpiPoolsQuestion = z.infer<typeof poolsQuestion>;
export type KpiLicensesQuestion = z.infer<typeof licensesQuestion>;
export type KpiTicketsQuestion = z.infer<typeof ticketsQuestion>;

export const kpiInputs = {
  'kpi/report': reportQuestion,
  'kpi/export': reportQuestion,
  'kpi/download': reportQuestion,
  'kpi/pools': poolsQuestion,
  'kpi/licenses': licensesQuestion,
  'kpi/tickets': ticketsQuestion,
};

interface KpiOutputs {
  readonly 'kpi/report': KpiReport & {
    /** Whether who looks may import past tickets. */
    readonly mayImport: boolean;
  };
  readonly 'kpi/export': { readonly csv: string };
  readonly 'kpi/download': OfferedFile;
  readonly 'kpi/pools': KpiPools;
  readonly 'kpi/licenses': KpiLicenses;
  readonly 'kpi/tickets': KpiTickets;
}

export type KpiCalls = Calls<typeof kpiInputs, KpiOutputs>;
