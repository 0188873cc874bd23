import { randomUUID } from 'node:crypto';
import type { Company } from '../../sandbox/company/company';
import type { World } from './world';

type Role = keyof Company['roles'];

/** One call of the portal's profile panel. */
export const profile = (
  world: World,
  role: Role,
  functionKey: string,
  payload: object = {},
): Promise<unknown> =>
  world
    .as(role)
    .invoke('portal-profile', functionKey, { type: 'jiraServiceManagement:portalProfilePanel' }, payload);

/** Somebody names who stands in for them, for the week from Monday, 23 November 2026 in Berlin. */
export async function delegateTo(
  world: World,
  role: Role,
  delegates: readonly Role[],
  changes: { readonly id?: string; readonly [field: string]: unknown } = {},
): Promise<string> {
  const { id = randomUUID() } = changes;
  await profile(world, role, 'profile/delegate', {
    delegateIds: delegates.map((one) => world.company.roles[one]),
    firstDay: '2026-11-23',
    lastDay: '2026-11-27',
    timeZone: 'Europe/Berlin',
    applications: null,
    ...changes,
    id,
  });
  return id;
}
