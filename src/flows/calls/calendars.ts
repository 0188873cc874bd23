import { calendarInputs, type CalendarCalls } from '../contract/calendars';
import { removeCalendar, saveCalendar, showCalendars } from '../usecases/set-up-calendars';
import { defineCall, defineCalls } from '../../common/calls/define-call';
import { forAdministrators } from '../../people/calls/admin-permissions';

/** The admin page's calls about calendars. */
export const calendarCalls = defineCalls<CalendarCalls>(calendarInputs, {
  'calendars/show': defineCall({
    ...forAdministrators,
    run: () => showCalendars(),
  }),
  'calendars/save': defineCall({
    ...forAdministrators,
    run: async ({ calendar, isDefault }) => {
      await saveCalendar(calendar, isDefault);
      return { saved: true };
    },
  }),
  'calendars/remove': defineCall({
    ...forAdministrators,
    run: async ({ id }) => {
      await removeCalendar(id);
      return { removed: true };
    },
  }),
});
