import { currentPolicy, policyOfVersion } from '../store/policies';
import { isOpen, stateAt, versionInForce } from '../rules/policy-version';
import { recentVersions } from './draft-policy';

/** Whether rules compare with what something costs. */
export const rulesReadPrices = (
  rules: readonly { readonly when: { readonly dearerThan?: unknown } }[],
): boolean => rules.some(({ when }) => when.dearerThan !== undefined);

/** Whether the policy compares with prices: the one in force, one that is to begin, or a draft. */
export async function policyReadsPrices(now: number): Promise<boolean> {
  if (rulesReadPrices((await currentPolicy(now)).rules)) return true;
  const versions = await recentVersions();
  const inForce = versionInForce(versions, now);
  for (const version of versions) {
    if (!isOpen(version) && stateAt(version, inForce, now) !== 'scheduled') continue;
    if (rulesReadPrices((await policyOfVersion(version.version))?.rules ?? [])) return true;
  }
  return false;
}
