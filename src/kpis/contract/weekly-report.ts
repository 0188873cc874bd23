import type { Calls } from '../../common/contract/calls';
import * as z from '#zod';
import { revisionSchema } from '../../settings/contract/settings-part';
import { WEEKDAYS, type Weekday } from '../../calendars/rules/calendar';
import type { AdfDocument } from '../../common/rules/adf';
import { kpiMessages } from '../rules/messages';

/** A project's weekly report as the console shows it. Times in milliseconds since the epoch, UTC. */
export interface WeeklyView {
  readonly isOn: boolean;
  /** Null until a ticket was chosen. */
  readonly issueKey: string | null;
  readonly weekday: Weekday;
  /** IANA name: the zone of the site's usual calendar. */
  readonly timeZone: string;
  /** When the next one is due; null while it is off. */
  readonly nextAt: number | null;
  readonly lastSent: { readonly at: number; readonly issueKey: string } | null;
  /** What keeps a report from being posted that is due; null when nothing does. */
  readonly failure: { readonly at: number; readonly message: string; readonly retryAt: number } | null;
  /** Whether the person who looks may change it. */
  readonly mayChange: boolean;
  /** How often it was saved. */
  readonly revision: number;
}

export const weeklyReportInputs = {
  'weekly/show': z.strictObject({}),
  'weekly/save': z.strictObject({
    isOn: z.boolean(),
    issueKey: z
      .string()
      .trim()
      .max(64)
      .regex(/^[A-Za-z][A-Za-z0-9_]*-\d+$/, kpiMessages.weekly.ticketKey),
    weekday: z.enum(WEEKDAYS),
    /** How often it had been saved as it was shown. */
    after: revisionSchema,
  }),
  'weekly/preview': z.strictObject({}),
  // the id makes a click whose answer was lost the same as its repetition
  'weekly/send': z.strictObject({ id: z.uuid() }),
};

interface WeeklyReportOutputs {
  readonly 'weekly/show': WeeklyView;
  readonly 'weekly/save': WeeklyView;
  readonly 'weekly/preview': AdfDocument;
  readonly 'weekly/send': WeeklyView;
}

export type WeeklyReportCalls = Calls<typeof weeklyReportInputs, WeeklyReportOutputs>;
