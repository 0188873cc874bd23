import { approveAll, FIGMA_PREMIUM, fulfill, MIRO_STANDARD, raise, type Asked } from './requests';
import type { Company } from '../../sandbox/company/company';
import type { World } from './world';

const OWNER_DECIDES = {
  id: 'owner-decides',
  description: 'The application owner decides.',
  effect: { kind: 'require', stages: ['application-owner'] },
};

/** Makes these rules, besides that the owner decides about everything, the policy in force. */
export const importRules = (world: World, ...rules: readonly unknown[]): Promise<void> =>
  world.importCatalog({
    format: 'seatkeeper-catalog',
    applications: [],
    policy: { rules: [OWNER_DECIDES, ...rules] },
  });

export const NOT_WITH_MIRO = {
  id: 'figma-not-with-miro',
  description: 'Nobody has Figma Premium and Miro at the same time.',
  when: { applications: ['figma'], tiers: ['premium'], holdsAny: ['miro'] },
  effect: { kind: 'forbid' },
};

type Role = keyof Company['roles'];

async function get(world: World, asked: Partial<Asked>, role: Role): Promise<string> {
  const key = await raise(world, asked, role);
  await approveAll(world, key, ['owner']);
  const refusal = await fulfill(world, key);
  if (refusal !== undefined) throw new Error(`${key} was not fulfilled: ${refusal}`);
  return key;
}

/** Gives somebody Miro and then Figma Premium, by two requests. */
export async function getBoth(
  world: World,
  role: Role = 'newHire',
): Promise<{ miro: string; figma: string }> {
  const miro = await get(world, MIRO_STANDARD, role);
  await world.advance(60_000);
  return { miro, figma: await get(world, FIGMA_PREMIUM, role) };
}

/** Frees the seats of a pool that somebody has, as a removal would. */
export const giveBack = (world: World, poolId: string, holderId: string): Promise<void> =>
  world.execute(
    `UPDATE seat SET state = 'free', issue_id = NULL, holder_id = NULL, allocated_at = NULL
     WHERE pool_id = ? AND state = 'allocated' AND holder_id = ?`,
    poolId,
    holderId,
  );
