import { calendarInputs, type CalendarOutputs } from '../../flows/contract/calendars';
import { removeCalendar, saveCalendar, showCalendars } from '../../flows/usecases/set-up-calendars';
import { defineCall, type CallMap } from './define-resolver';
import { forAdministrators } from './for-administrators';

/** The admin page's calls about calendars. */
export const calendarCalls: CallMap<CalendarOutputs> = {
  'calendars/show': defineCall({
    ...forAdministrators,
    input: calendarInputs['calendars/show'],
    run: () => showCalendars(),
  }),
  'calendars/save': defineCall({
    ...forAdministrators,
    input: calendarInputs['calendars/save'],
    run: async ({ calendar, isDefault }) => {
      await saveCalendar(calendar, isDefault);
      return { saved: true as const };
    },
  }),
  'calendars/remove': defineCall({
    ...forAdministrators,
    input: calendarInputs['calendars/remove'],
    run: async ({ id }) => {
      await removeCalendar(id);
      return { removed: true as const };
    },
  }),
};
