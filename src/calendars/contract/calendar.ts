import * as z from '#zod';
import { WEEKDAYS } from '../rules/calendar';
import { hoursProblem } from '../rules/hours';
import { isTimeZone } from '../rules/time-zone';
import { calendarMessages } from '../rules/messages';

const timeOfDay = z.string().regex(/^([01]\d|2[0-4]):[0-5]\d$/, calendarMessages.timeOfDay);

const hoursOfDay = z.lazy(() =>
  z
    .array(z.strictObject({ from: timeOfDay, to: timeOfDay }))
    .max(6)
    .readonly()
    .superRefine((spans, context) => {
      const message = hoursProblem(spans);
      if (message !== null) context.addIssue({ code: 'custom', message });
    }),
);

export const calendarIdSchema = z.string().min(1).max(36);

export const calendarSchema = z.lazy(() =>
  z.strictObject({
    id: calendarIdSchema,
    name: z.string().trim().min(1).max(60),
    timeZone: z.string().max(60).refine(isTimeZone, calendarMessages.timeZone),
    hours: z
      .partialRecord(z.enum(WEEKDAYS), hoursOfDay)
      .refine(
        (hours) => WEEKDAYS.some((day) => (hours[day] ?? []).length > 0),
        calendarMessages.noWorkingDay,
      ),
    holidays: z.array(z.iso.date()).max(200).readonly(),
    locations: z.array(z.string().trim().min(1).max(100)).max(100).readonly(),
  }),
);

export const MAX_CALENDARS = 20;
