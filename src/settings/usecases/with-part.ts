import { MAX_CALENDARS } from '../../calendars/contract/calendar';
import type { Calendar, Calendars } from '../../calendars/rules/calendar';
import { SeatkeeperError } from '../../common/rules/errors';
import { MAX_PROJECTS, type Settings } from '../contract/settings';
import type { SettingsPart } from '../contract/settings-part';
import { settingsMessages } from '../rules/messages';

/** What the revisions of a part are counted under. */
export function targetOf(part: SettingsPart): string {
  switch (part.kind) {
    case 'project':
      return projectPlace(part.project.projectId);
    case 'calendar':
      return calendarPlace(part.calendar.id);
    case 'no-calendar':
      return calendarPlace(part.calendarId);
    case 'approvals':
    case 'reclaim':
    case 'portal':
      return part.kind;
  }
}

const projectPlace = (projectId: string): string => `project:${projectId}`;
const calendarPlace = (calendarId: string): string => `calendar:${calendarId}`;

const revisionAt = (settings: Settings | null, target: string): number =>
  settings?.revisions[target]?.revision ?? 0;

/** How often the parts were saved that screens show; 0 for never. */
export const revisionsOf = (settings: Settings | null) => ({
  approvals: revisionAt(settings, 'approvals'),
  reclaim: revisionAt(settings, 'reclaim'),
  portal: revisionAt(settings, 'portal'),
  project: (projectId: string): number => revisionAt(settings, projectPlace(projectId)),
  calendar: (calendarId: string): number => revisionAt(settings, calendarPlace(calendarId)),
});

/**
 * The settings with one part replaced.
 * @throws {SeatkeeperError} `invalid` for a part that cannot stand beside the others
 */
export function withPart(settings: Settings, part: SettingsPart): Settings {
  switch (part.kind) {
    case 'project': {
      const { project } = part;
      const others = settings.projects.filter(({ projectId }) => projectId !== project.projectId);
      if (others.length >= MAX_PROJECTS)
        throw new SeatkeeperError('invalid', settingsMessages.tooManyProjects(MAX_PROJECTS));
      // where it stood, so that saving the same again changes nothing
      const projects = settings.projects.map((one) => (one.projectId === project.projectId ? project : one));
      return {
        ...settings,
        projects: others.length < settings.projects.length ? projects : [...others, project],
      };
    }
    case 'approvals':
      return { ...settings, approvals: part.approvals };
    case 'reclaim':
      return { ...settings, reclaim: part.rules };
    case 'portal':
      return { ...settings, portal: part.rules };
    case 'calendar':
      return { ...settings, calendars: withCalendar(settings.calendars, part.calendar, part.isDefault) };
    case 'no-calendar':
      return { ...settings, calendars: withoutCalendar(settings.calendars, part.calendarId) };
  }
}

function withCalendar({ all, defaultId }: Calendars, calendar: Calendar, isDefault: boolean): Calendars {
  const others = all.filter(({ id }) => id !== calendar.id);
  requireApart(calendar, others);
  if (others.length >= MAX_CALENDARS)
    throw new SeatkeeperError('invalid', settingsMessages.calendars.tooMany(MAX_CALENDARS));
  if (calendar.id === defaultId && !isDefault)
    throw new SeatkeeperError('invalid', settingsMessages.calendars.isDefault(calendar.name));
  return { all: [...others, calendar].sort(byName), defaultId: isDefault ? calendar.id : defaultId };
}

function withoutCalendar({ all, defaultId }: Calendars, calendarId: string): Calendars {
  if (calendarId === defaultId)
    throw new SeatkeeperError('invalid', settingsMessages.calendars.cannotRemoveDefault);
  return { all: all.filter(({ id }) => id !== calendarId), defaultId };
}

const folded = (text: string): string => text.trim().toLowerCase();
const byName = (one: Calendar, other: Calendar): number => (folded(one.name) < folded(other.name) ? -1 : 1);

function requireApart(calendar: Calendar, others: readonly Calendar[]): void {
  const sameName = others.find(({ name }) => folded(name) === folded(calendar.name));
  if (sameName) throw new SeatkeeperError('invalid', settingsMessages.calendars.nameTaken(sameName.name));
  const own = new Set(calendar.locations.map(folded));
  for (const other of others) {
    const shared = other.locations.find((location) => own.has(folded(location)));
    if (shared !== undefined)
      throw new SeatkeeperError('invalid', settingsMessages.calendars.locationTaken(shared, other.name));
  }
}
