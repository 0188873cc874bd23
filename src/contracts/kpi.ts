import { z } from 'zod';
import { KPI_IDS, KPI_SLICES, type KpiDefinition, type KpiSlice } from '../domain/kpi/definitions';
import type { Rate, TrendPoint } from '../domain/kpi/kpi';
import type { Money } from '../domain/money';
import { REPORT_PERIODS_DAYS } from './kpi-values';

/** What a KPI is cut by, one part of it. */
export interface KpiPart extends Rate {
  /** As the records know it, such as an application's key; empty when they do not say. */
  readonly slice: string;
  /** As people know it. */
  readonly label: string;
  /** Whether a label is an account that the screen has to name. */
  readonly isAccount: boolean;
  /** Its value over the period before; null when there was none. */
  readonly valueBefore: number | null;
}

/**
 * One KPI over a period. Values are shares of one for percent, milliseconds for lengths of time, and plain numbers
 * otherwise; null when there is nothing to make a figure of.
 */
export interface KpiReading {
  readonly definition: KpiDefinition;
  readonly rate: Rate;
  /** The same over the period of equal length before; null value for what counts as of now. */
  readonly before: Rate;
  /** What the seats that it counts cost a month, by currency; null where it does not count seats with a price. */
  readonly cost: readonly Money[] | null;
  readonly trend: readonly TrendPoint[];
  /** Those with the most behind them first. */
  readonly slices: readonly KpiPart[];
}

/** A ticket behind a figure. Times in milliseconds since the epoch, UTC; lengths in milliseconds. */
export interface KpiTicketRow {
  readonly issueId: string;
  readonly issueKey: string;
  /** Whether it is a ticket of this Jira, and none that a log of another system told of. */
  readonly isInJira: boolean;
  readonly applicationName: string;
  readonly at: number;
  readonly elapsed: number | null;
}

export interface KpiReport {
  readonly from: number;
  readonly to: number;
  /** Endings of past tickets within the period that an import brought; they count in SLA adherence and reopen rate. */
  readonly imported: number;
  readonly readings: readonly KpiReading[];
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

const period = { days: z.literal(REPORT_PERIODS_DAYS) };
const slice: z.ZodType<KpiSlice | null> = z.enum(KPI_SLICES).nullable();

export const kpiInputs = {
  'kpi/report': z.strictObject({ ...period, slice }),
  'kpi/export': z.strictObject({ ...period, slice }),
  'kpi/tickets': z.strictObject({
    ...period,
    kpi: z.enum(KPI_IDS),
    side: z.enum(['hits', 'misses', 'all']),
    page: z.int().min(0).max(10_000),
  }),
};

export interface KpiOutputs {
  readonly 'kpi/report': KpiReport & {
    /** Whether who looks may import past tickets. */
    readonly mayImport: boolean;
  };
  readonly 'kpi/export': { readonly csv: string };
  readonly 'kpi/tickets': KpiTickets;
}
