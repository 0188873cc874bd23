import type { PartSaving } from '../../changes/usecases/change-settings';
import { changeSettings } from '../../changes/usecases/change-settings';
import { readSettings } from '../../settings/store/settings';
import { revisionsOf } from '../../settings/usecases/with-part';
import { recheckDeadlines } from '../../requests/store/requests';
import { rosterLocations } from '../../people/store/people';
import type { CalendarsView } from '../contract/calendars';
import { CALENDARS_BEFORE_SETUP, type Calendar } from '../../calendars/rules/calendar';

/** The site's calendars, and the locations of the roster that they can hold for. */
export async function showCalendars(): Promise<CalendarsView> {
  const settings = await readSettings();
  const { all, defaultId } = settings?.calendars ?? CALENDARS_BEFORE_SETUP;
  const { calendar } = revisionsOf(settings);
  return {
    calendars: all,
    defaultId,
    revisions: Object.fromEntries(all.map(({ id }) => [id, calendar(id)])),
    locations: await rosterLocations(),
  };
}

type Saving = Omit<PartSaving, 'part'>;

/**
 * Adds or replaces one calendar.
 * @throws {SeatkeeperError} `invalid` when another calendar has its name or one of its locations, `conflict` when
 * somebody else has changed it meanwhile
 */
export const saveCalendar = (calendar: Calendar, isDefault: boolean, saving: Saving): Promise<void> =>
  changeCalendars({ ...saving, part: { kind: 'calendar', calendar, isDefault } });

/**
 * Removes a calendar; people of its locations go by the default one from then on. One that is gone stays gone.
 * @throws {SeatkeeperError} `invalid` for the default calendar
 */
export const removeCalendar = (calendarId: string, saving: Saving): Promise<void> =>
  changeCalendars({ ...saving, part: { kind: 'no-calendar', calendarId } });

/** Deadlines that are set already move with the calendars. */
async function changeCalendars(saving: PartSaving): Promise<void> {
  await changeSettings(saving);
  await recheckDeadlines(saving.now);
}
