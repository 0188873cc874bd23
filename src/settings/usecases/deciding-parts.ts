import { isDeepStrictEqual } from 'node:util';
import type { ProjectSettings } from '../contract/project-settings';
import type { Settings } from '../contract/settings';
import type { SettingsPart } from '../contract/settings-part';

/**
 * Whether a part decides about grants where it differs from what holds: groups that approve, what a mapping reads, and where
 * access goes on past the day until which it was granted.
 */
export function decidesAboutGrants(settings: Settings, part: SettingsPart): boolean {
  if (part.kind === 'approvals') return !isDeepStrictEqual(settings.approvals, part.approvals);
  if (part.kind === 'reclaim')
    return part.rules.keptPastEnd.some((key) => !settings.reclaim.keptPastEnd.includes(key));
  if (part.kind !== 'project') return false;
  const before = settings.projects.find(({ projectId }) => projectId === part.project.projectId);
  return before === undefined || !isDeepStrictEqual(deciding(before), deciding(part.project));
}

/** Of a mapping, all but what is only shown or measured. */
const deciding = ({ requestTypeIds, fields, statuses }: ProjectSettings) => ({
  requestTypeIds: [...requestTypeIds].sort(),
  fields: { ...fields, sla: null, approvals: null },
  statuses,
});
