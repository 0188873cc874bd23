import { calendarInputs, type CalendarCalls } from '../contract/calendars';
import { removeCalendar, saveCalendar, showCalendars } from '../usecases/set-up-calendars';
import { defineCall, defineCalls } from '../../common/calls/define-call';
import { JIRA_ADMINS, forAdministrators } from '../../people/calls/admin-permissions';

/** The admin page's calls about calendars. */
export const calendarCalls = defineCalls<CalendarCalls>(calendarInputs, {
  'calendars/show': defineCall({
    ...forAdministrators,
    allows: JIRA_ADMINS,
    run: () => showCalendars(),
  }),
  'calendars/save': defineCall({
    ...forAdministrators,
    allows: JIRA_ADMINS,
    run: async ({ calendar, isDefault }) => {
      await saveCalendar(calendar, isDefault);
      return { saved: true };
    },
  }),
  'calendars/remove': defineCall({
    ...forAdministrators,
    allows: JIRA_ADMINS,
    run: async ({ id }) => {
      await removeCalendar(id);
      return { removed: true };
    },
  }),
});
