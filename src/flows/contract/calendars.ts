import type { Calls } from '../../common/contract/calls';
import { calendarIdSchema, calendarSchema } from '../../calendars/contract/calendar';
import { revisionSchema } from '../../settings/contract/settings-part';
import * as z from '#zod';
import type { Calendar } from '../../calendars/rules/calendar';

/** A location of the roster, and how many people the roster has there. */
export interface RosterLocation {
  readonly name: string;
  readonly people: number;
}

export interface CalendarsView {
  readonly calendars: readonly Calendar[];
  readonly defaultId: string;
  /** How often each was saved, by id. */
  readonly revisions: Readonly<Record<string, number>>;
  readonly locations: readonly RosterLocation[];
}

/** `after` is how often the calendar had been saved as it was shown; 0 for one that is new. */
export const calendarInputs = {
  'calendars/show': z.strictObject({}),
  'calendars/save': z.strictObject({
    calendar: calendarSchema,
    isDefault: z.boolean(),
    after: revisionSchema,
  }),
  'calendars/remove': z.strictObject({ id: calendarIdSchema, after: revisionSchema }),
};

interface CalendarOutputs {
  readonly 'calendars/show': CalendarsView;
  readonly 'calendars/save': { readonly saved: true };
  readonly 'calendars/remove': { readonly removed: true };
}

export type CalendarCalls = Calls<typeof calendarInputs, CalendarOutputs>;
