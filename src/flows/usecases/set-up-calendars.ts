import { MAX_CALENDARS } from '../../calendars/contract/calendar';
import { readAppAccountId } from '../../jira/client/site';
import { readSettings, writeSettings } from '../../settings/store/settings';
import { rosterLocations } from '../../people/store/people';
import type { CalendarsView } from '../contract/calendars';
import { settingsBeforeSetup } from '../../settings/contract/settings';
import { CALENDARS_BEFORE_SETUP, type Calendar, type Calendars } from '../../calendars/rules/calendar';
import { SeatkeeperError } from '../../common/rules/errors';
import { flowMessages } from '../rules/messages';

/** The site's calendars, and the locations of the roster that they can hold for. */
export async function showCalendars(): Promise<CalendarsView> {
  const { all, defaultId } = (await readSettings())?.calendars ?? CALENDARS_BEFORE_SETUP;
  return { calendars: all, defaultId, locations: await rosterLocations() };
}

/**
 * Adds or replaces one calendar.
 * @throws {SeatkeeperError} `invalid` when another calendar has its name or one of its locations
 */
export async function saveCalendar(calendar: Calendar, isDefault: boolean): Promise<void> {
  await changeCalendars(({ all, defaultId }) => {
    const others = all.filter(({ id }) => id !== calendar.id);
    requireApart(calendar, others);
    if (others.length >= MAX_CALENDARS)
      throw new SeatkeeperError('invalid', flowMessages.calendars.tooMany(MAX_CALENDARS));
    if (calendar.id === defaultId && !isDefault)
      throw new SeatkeeperError('invalid', flowMessages.calendars.isDefault(calendar.name));
    return { all: [...others, calendar].sort(byName), defaultId: isDefault ? calendar.id : defaultId };
  });
}

/**
 * Removes a calendar; people of its locations go by the default one from then on. One that is gone stays gone.
 * @throws {SeatkeeperError} `invalid` for the default calendar
 */
export async function removeCalendar(calendarId: string): Promise<void> {
  await changeCalendars(({ all, defaultId }) => {
    if (calendarId === defaultId)
      throw new SeatkeeperError('invalid', flowMessages.calendars.cannotRemoveDefault);
    return { all: all.filter(({ id }) => id !== calendarId), defaultId };
  });
}

async function changeCalendars(change: (calendars: Calendars) => Calendars): Promise<void> {
  const settings = (await readSettings()) ?? settingsBeforeSetup(await readAppAccountId());
  await writeSettings({ ...settings, calendars: change(settings.calendars) });
}

const folded = (text: string): string => text.trim().toLowerCase();
const byName = (one: Calendar, other: Calendar): number => (folded(one.name) < folded(other.name) ? -1 : 1);

function requireApart(calendar: Calendar, others: readonly Calendar[]): void {
  const sameName = others.find(({ name }) => folded(name) === folded(calendar.name));
  if (sameName) throw new SeatkeeperError('invalid', flowMessages.calendars.nameTaken(sameName.name));
  const own = new Set(calendar.locations.map(folded));
  for (const other of others) {
    const shared = other.locations.find((location) => own.has(folded(location)));
    if (shared !== undefined)
      throw new SeatkeeperError('invalid', flowMessages.calendars.locationTaken(shared, other.name));
  }
}
