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
    run: async ({ calendar, isDefault, after }, { accountId, now }) => {
      await saveCalendar(calendar, isDefault, { after, personId: accountId, now });
      return { saved: true };
    },
  }),
  'calendars/remove': defineCall({
    ...forAdministrators,
    allows: JIRA_ADMINS,
    run: async ({ id, after }, { accountId, now }) => {
      await removeCalendar(id, { after, personId: accountId, now });
      return { removed: true };
    },
  }),
});
