import { APPROVALS_BEFORE_SETUP, type SiteApprovals } from '../../settings/contract/approval-settings';
import type { ApprovalGroup } from '../../jira/rules/group';
import { readGroupMembers, readGroupsByName } from '../../jira/client/groups';
import { readAppAccountId } from '../../jira/client/site';
import { readSettings, writeSettings } from '../../settings/store/settings';
import type { ApprovalGroupsView, ApprovalGroupView } from '../contract/approval-groups';
import { settingsBeforeSetup } from '../../settings/contract/settings';
import { SeatkeeperError } from '../../common/rules/errors';
import { approverMessages } from '../rules/messages';

/** The groups that approvals go to; a call to Jira for each fifty members. */
export async function showApprovalGroups(): Promise<ApprovalGroupsView> {
  return viewOf((await readSettings())?.approvals ?? APPROVALS_BEFORE_SETUP);
}

/**
 * Names the groups that approvals go to; null for none.
 * @throws {SeatkeeperError} `invalid` for a group that does not exist
 */
export async function saveApprovalGroups(
  security: string | null,
  fallback: string | null,
): Promise<ApprovalGroupsView> {
  const groups = await readGroupsByName([security, fallback].filter((name) => name !== null));
  const named = (name: string | null): ApprovalGroup | null => {
    if (name === null) return null;
    const group = groups.get(name.toLowerCase());
    if (!group) throw new SeatkeeperError('invalid', approverMessages.noGroup(name));
    return group;
  };
  const approvals: SiteApprovals = { security: named(security), fallback: named(fallback) };
  const settings = await readSettings();
  const before = settings ?? settingsBeforeSetup(await readAppAccountId());
  await writeSettings({ ...before, approvals });
  return viewOf(approvals);
}

async function viewOf({ security, fallback }: SiteApprovals): Promise<ApprovalGroupsView> {
  return { security: await groupView(security), fallback: await groupView(fallback) };
}

async function groupView(group: ApprovalGroup | null): Promise<ApprovalGroupView | null> {
  return group && { name: group.name, members: (await readGroupMembers(group.id)).length };
}
