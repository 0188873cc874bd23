import { member } from '../../sandbox/untyped';
import type { PortalRules } from '../../src/settings/rules/order-scope';
import type { ReclaimRules } from '../../src/settings/rules/reclaim-rules';
import type { World } from './world';

const revisionOf = (view: unknown, ...path: readonly string[]): number => {
  const found = path.reduce(member, view);
  return typeof found === 'number' ? found : 0;
};

/** Saves a project's mapping as it is opened now. */
export const saveProject = async (world: World, project: unknown): Promise<unknown> =>
  world.admin('admin/save-project', {
    project,
    after: revisionOf(
      await world.admin('admin/setup', {}),
      'revisions',
      String(member(project, 'projectId')),
    ),
  });

/** Names the groups that approvals go to, as they are opened now. */
export const saveGroups = async (
  world: World,
  groups: {
    readonly security: string | null;
    readonly fallback: string | null;
    readonly changeWorkTypes?: readonly string[];
  },
): Promise<unknown> =>
  world.admin('approval-groups/save', {
    ...groups,
    after: revisionOf(await world.admin('approval-groups/show', {}), 'revision'),
  });

/** Says what customers can do in the portal, as it is opened now. */
export const savePortalRules = async (world: World, rules: PortalRules): Promise<unknown> =>
  world.admin('portal-settings/save', {
    rules,
    after: revisionOf(await world.admin('portal-settings/show', {}), 'revision'),
  });

/** Changes some of the rules by which seats are taken back, as they are opened now. */
export async function changeReclaimRules(world: World, changes: Partial<ReclaimRules>): Promise<unknown> {
  const call = world.console('administrator');
  const view = await call('reclaim/rules', {});
  const rules = { ...(member(view, 'rules') as ReclaimRules), ...changes };
  const answer = await call('reclaim/save-rules', { rules, after: revisionOf(view, 'revision') });
  if (member(answer, 'saved') === false) await world.approveChanges('lead');
  return answer;
}
