import { isDeepStrictEqual } from 'node:util';
import { changedDetails, type ChangedItem } from '../../common/rules/changed-item';
import type { Calendar } from '../../calendars/rules/calendar';
import type { SiteApprovals } from '../contract/approval-settings';
import type { ProjectSettings } from '../contract/project-settings';
import type { Settings } from '../contract/settings';
import type { SettingsPart } from '../contract/settings-part';
import { settingsMessages } from '../rules/messages';
import type { PortalRules } from '../rules/order-scope';
import type { ReclaimRules } from '../rules/reclaim-rules';

const words = settingsMessages.parts;

/** What Jira calls the fields, statuses and request types of a mapping, by id. */
export interface MappingNames {
  readonly fields: ReadonlyMap<string, string>;
  readonly statuses: ReadonlyMap<string, string>;
  readonly requestTypes: ReadonlyMap<string, string>;
}

const NO_NAMES: MappingNames = { fields: new Map(), statuses: new Map(), requestTypes: new Map() };

/** What saving a part changes, in words; nothing when nothing does. */
export function partChanges(settings: Settings, part: SettingsPart, names = NO_NAMES): ChangedItem[] {
  const item = changedItem(settings, part, names);
  return item.details.length === 0 ? [] : [item];
}

function changedItem(settings: Settings, part: SettingsPart, names: MappingNames): ChangedItem {
  switch (part.kind) {
    case 'project':
      return projectItem(
        settings.projects.find(({ projectId }) => projectId === part.project.projectId),
        part.project,
        names,
      );
    case 'approvals':
      return { subject: words.approvals, details: groupDetails(settings.approvals, part.approvals) };
    case 'reclaim':
      return { subject: words.reclaim, details: ruleDetails(settings.reclaim, part.rules) };
    case 'portal':
      return { subject: words.portal, details: portalDetails(settings.portal, part.rules) };
    case 'calendar': {
      const { all, defaultId } = settings.calendars;
      const before = all.find(({ id }) => id === part.calendar.id);
      const details = calendarDetails(before, part.calendar);
      const wasDefault = before?.id === defaultId;
      const isDefault = changedDetails([[words.isDefault, yesOrNo(wasDefault), yesOrNo(part.isDefault)]]);
      return { subject: words.calendar(part.calendar.name), details: [...details, ...isDefault] };
    }
    case 'no-calendar': {
      const before = settings.calendars.all.find(({ id }) => id === part.calendarId);
      return before
        ? { subject: words.calendar(before.name), details: [words.calendarRemoved] }
        : { subject: '', details: [] };
    }
  }
}

const listed = (names: readonly string[] = []): string => [...names].sort().join(', ') || words.none;
const yesOrNo = (is: boolean): string => (is ? words.yes : words.no);

/** Labels with a mapping's values, in order. */
function mapped(project: ProjectSettings | undefined, names: MappingNames): (readonly [string, string])[] {
  const named = (kind: ReadonlyMap<string, string>, id: string | null | undefined): string =>
    id === null || id === undefined ? words.none : (kind.get(id) ?? id);
  const { fields, statuses } = words;
  const requestTypes = (project?.requestTypeIds ?? []).map((id) => named(names.requestTypes, id));
  const field = (key: keyof ProjectSettings['fields']) =>
    [fields[key], named(names.fields, project?.fields[key])] as const;
  const status = (key: keyof ProjectSettings['statuses']) =>
    [statuses[key], named(names.statuses, project?.statuses[key])] as const;
  return [
    [words.requestTypes, listed(requestTypes)],
    ...(['requestType', 'approvers', 'application', 'tier', 'role', 'beneficiary'] as const).map(field),
    ...(['duration', 'justification', 'sla', 'approvals'] as const).map(field),
    ...(['awaitingApproval', 'ready', 'fulfilled', 'declined', 'canceled'] as const).map(status),
    [words.askingType, named(names.requestTypes, project?.reclaim?.requestTypeId)],
  ];
}

function projectItem(
  before: ProjectSettings | undefined,
  after: ProjectSettings,
  names: MappingNames,
): ChangedItem {
  const next = mapped(after, names);
  const pairs = mapped(before, names).map(
    ([label, value], index) => [label, value, next[index]?.[1] ?? words.none] as const,
  );
  return { subject: words.project(after.projectKey), details: changedDetails(pairs) };
}

const groupDetails = (before: SiteApprovals, after: SiteApprovals): string[] =>
  changedDetails([
    [words.securityGroup, before.security?.name ?? words.none, after.security?.name ?? words.none],
    [words.fallbackGroup, before.fallback?.name ?? words.none, after.fallback?.name ?? words.none],
    [words.changeWorkTypes, listed(before.changeWorkTypes), listed(after.changeWorkTypes)],
  ]);

function ruleDetails(before: ReclaimRules, after: ReclaimRules): string[] {
  const { rules } = words;
  const percent = (share: number): string => `${Math.round(share * 100)}%`;
  const days = (['answerDays', 'reminderDays', 'keepDays', 'mostCases'] as const).map(
    (rule) => [rules[rule], String(before[rule]), String(after[rule])] as const,
  );
  return changedDetails([
    [rules.isSweeping, yesOrNo(before.isSweeping), yesOrNo(after.isSweeping)],
    ...days,
    [rules.mostShare, percent(before.mostShare), percent(after.mostShare)],
    [rules.keptPastEnd, listed(before.keptPastEnd), listed(after.keptPastEnd)],
  ]);
}

const portalDetails = (before: PortalRules, after: PortalRules): string[] =>
  changedDetails([
    [words.orderFor, words.scopes[before.orderFor], words.scopes[after.orderFor]],
    [words.showsPrices, yesOrNo(before.showsPrices), yesOrNo(after.showsPrices)],
  ]);

function calendarDetails(before: Calendar | undefined, after: Calendar): string[] {
  const details = changedDetails([
    [words.calendarName, before?.name ?? words.none, after.name],
    [words.timeZone, before?.timeZone ?? words.none, after.timeZone],
    [words.locations, listed(before?.locations), listed(after.locations)],
  ]);
  if (before === undefined) return details;
  if (!isDeepStrictEqual(before.hours, after.hours)) details.push(words.changed(words.hours));
  if (!isDeepStrictEqual([...before.holidays].sort(), [...after.holidays].sort()))
    details.push(words.changed(words.holidays));
  return details;
}
