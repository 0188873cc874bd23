import type { Company } from '../../sandbox/company/company';
import { member } from '../../sandbox/untyped';
import type { PolicyView } from '../../src/policy/contract/policy';
import type { World } from './world';

type Role = keyof Company['roles'];

/** The policy as somebody sees it on the console. */
export const policyOf = async (world: World, role: Role = 'administrator'): Promise<PolicyView> =>
  (await world.console(role)('policy/show', {})) as PolicyView;

/** Exactly what somebody sees of the draft, to decide about. */
export async function shownTo(
  world: World,
  role: Role,
): Promise<{ readonly version: number; readonly step: number; readonly digest: string }> {
  const { draft } = await policyOf(world, role);
  if (!draft) throw new Error('there is no draft');
  return { version: draft.version, step: draft.step, digest: draft.digest };
}

/** Adds a rule to the draft, or puts it in the place of another. */
export async function saveRule(
  world: World,
  rule: unknown,
  { as = 'administrator', replaces = null }: { readonly as?: Role; readonly replaces?: string | null } = {},
): Promise<PolicyView> {
  const { draft } = await policyOf(world, as);
  const after = draft && { version: draft.version, step: draft.step };
  return (await world.console(as)('policy/save-rule', { after, replaces, rule })) as PolicyView;
}

export const propose = async (world: World, as: Role = 'administrator'): Promise<unknown> =>
  world.console(as)('policy/propose', { shown: await shownTo(world, as), note: '' });

export const approve = async (
  world: World,
  as: Role,
  effectiveFrom: number | null = null,
): Promise<unknown> =>
  world.console(as)('policy/approve', { shown: await shownTo(world, as), effectiveFrom, note: '' });

export const textOfVersion = async (world: World, version: number): Promise<string> =>
  String(member(await world.console('administrator')('policy/export', { version }), 'text'));
