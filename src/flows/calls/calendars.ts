import { calendarInputs, type CalendarOutputs } from '../contract/calendars';
import { removeCalendar, saveCalendar, showCalendars } from '../usecases/set-up-calendars';
import { defineCall, type CallMap } from '../../common/calls/define-call';
import { forAdministrators } from '../../people/calls/for-administrators';

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
