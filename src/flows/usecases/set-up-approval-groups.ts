import { APPROVALS_BEFORE_SETUP, type SiteApprovals } from '../../settings/contract/approval-settings';
import type { ApprovalGroup } from '../../jira/rules/group';
import { readGroupMembers, readGroupsByName } from '../../jira/client/groups';
import type { PartSaving } from '../../changes/usecases/change-settings';
import { saveSettings } from './save-settings';
import { readSettings } from '../../settings/store/settings';
import { revisionsOf } from '../../settings/usecases/with-part';
import type { ApprovalGroupsView, ApprovalGroupView } from '../../approvals/contract/approval-groups';
import { SeatkeeperError } from '../../common/rules/errors';
import { approverMessages } from '../../approvals/rules/messages';

/** The groups that approvals go to; a call to Jira for each fifty members. */
export async function showApprovalGroups(): Promise<ApprovalGroupsView> {
  const settings = await readSettings();
  const { security, fallback, changeWorkTypes } = settings?.approvals ?? APPROVALS_BEFORE_SETUP;
  return {
    security: await groupView(security),
    fallback: await groupView(fallback),
    changeWorkTypes,
    revision: revisionsOf(settings).approvals,
  };
}

/** Groups by name, and names of work types. */
interface GivenGroups {
  readonly security: string | null;
  readonly fallback: string | null;
  readonly changeWorkTypes?: readonly string[] | undefined;
}

/**
 * Names the groups that approvals go to; null for none. Work types of change tickets that are left out stay as they are.
 * All of it may wait for a second administrator.
 * @throws {SeatkeeperError} `invalid` for a group that does not exist, `conflict` when others saved meanwhile
 */
export async function saveApprovalGroups(
  { security, fallback, changeWorkTypes }: GivenGroups,
  saving: Omit<PartSaving, 'part'>,
): Promise<ApprovalGroupsView & { readonly saved: boolean }> {
  const groups = await readGroupsByName([security, fallback].filter((name) => name !== null));
  const named = (name: string | null): ApprovalGroup | null => {
    if (name === null) return null;
    const group = groups.get(name.toLowerCase());
    if (!group) throw new SeatkeeperError('invalid', approverMessages.noGroup(name));
    return group;
  };
  const stored = (await readSettings())?.approvals ?? APPROVALS_BEFORE_SETUP;
  const approvals: SiteApprovals = {
    security: named(security),
    fallback: named(fallback),
    changeWorkTypes: changeWorkTypes ?? stored.changeWorkTypes,
  };
  const saved = await saveSettings({ ...saving, part: { kind: 'approvals', approvals } });
  return { ...(await showApprovalGroups()), saved };
}

async function groupView(group: ApprovalGroup | null): Promise<ApprovalGroupView | null> {
  return group && { name: group.name, members: (await readGroupMembers(group.id))?.length ?? null };
}
