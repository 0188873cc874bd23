import * as z from '#zod';
import { isTimeZone } from '../../calendars/rules/time-zone';
import { kpiMessages } from '../rules/messages';
import { calendarMessages } from '../../calendars/rules/messages';

/** How times are written: `2026-11-23 13:52`, `23/11/2026 13:52`, `11/23/2026 13:52`, or since the epoch. */
export const TIME_FORMATS = ['iso', 'day-first', 'month-first', 'epoch-seconds', 'epoch-millis'] as const;

export type TimeFormat = (typeof TIME_FORMATS)[number];

const column = z.string().trim().min(1).max(100);
const optionalColumn = column.nullable().default(null);
const values = z.array(z.string().trim().max(100)).min(1).max(50).readonly();

const time = z
  .strictObject({
    column,
    format: z.enum(TIME_FORMATS),
    /** Of times that do not say theirs; null where each says it, or counts from the epoch. */
    zone: z.string().max(60).refine(isTimeZone, calendarMessages.timeZone).nullable().default(null),
  })
  .refine(
    ({ format, zone }) => zone !== null || (format !== 'day-first' && format !== 'month-first'),
    kpiMessages.history.zoneNeeded,
  );

const reopened = z.discriminatedUnion('by', [
  /** A number of reopenings, 0 for none. */
  z.strictObject({ by: z.literal('count'), column }),
  z.strictObject({ by: z.literal('values'), column, yes: values, no: values }),
  /** The file tells of every change: a row that is not closed after one that is. */
  z.strictObject({ by: z.literal('states') }),
]);

/**
 * Which column of a CSV is what. A row is one change of a ticket, or all there is to say of it; the latest row of a
 * ticket says how it ended. Values are compared without regard to case.
 */
export const historyMapping = z
  .strictObject({
    ticket: column,
    /** When the row was true. */
    time,
    /** A count that grows with each change, which orders rows of the same time. */
    order: optionalColumn,
    /** The state or kind of event, and which of its values mean that the ticket is closed; null: every row is closed. */
    closed: z.strictObject({ column, values }).nullable().default(null),
    sla: z.strictObject({ column, met: values, missed: values }).nullable().default(null),
    reopened: reopened.nullable().default(null),
    /** By the catalog's key or name. */
    application: optionalColumn,
    department: optionalColumn,
    /** By Atlassian account id: names and addresses of people are not kept. */
    assignee: optionalColumn,
    requestType: optionalColumn,
    /** What a cell says that says nothing, besides being empty. */
    empty: z.array(z.string().trim().max(100)).max(20).readonly().default([]),
  })
  .refine(
    ({ reopened: how, closed }) => how?.by !== 'states' || closed !== null,
    kpiMessages.history.statesNeeded,
  )
  .refine(({ sla }) => !sla?.met.some((value) => isOneOf(value, sla.missed)), kpiMessages.history.slaBoth);

export type HistoryMapping = z.infer<typeof historyMapping>;

/** Whether it is one of them, without regard to case. */
export const isOneOf = (value: string, others: readonly string[]): boolean =>
  others.some((other) => other.toLowerCase() === value.toLowerCase());
