import { currentPolicy, policyVersions } from '../adapters/sql/policies';
import type { PolicyView, Simulation } from '../contracts/policy';
import { STARTER_POLICY } from '../domain/policy/starter-policy';
import { findPerson, previewRequest } from './offer-catalog';

const MAX_VERSIONS = 10;

/** The policy in force and the versions before it. */
export async function showPolicy(): Promise<PolicyView> {
  const { rules } = await currentPolicy();
  const versions = await policyVersions(MAX_VERSIONS);
  const starter = {
    version: STARTER_POLICY.version,
    importedAt: null,
    importedById: null,
    rules: STARTER_POLICY.rules.length,
  };
  return { rules, versions: versions.length < MAX_VERSIONS ? [...versions, starter] : versions };
}

/** Who would have to approve if that person asked for themselves, by the policy in force. Nothing is recorded. */
export async function simulateRequest(
  email: string,
  application: string,
  tier: string,
  durationDays: number | null,
  now: number,
): Promise<Simulation> {
  const { personId } = await findPerson(email);
  if (personId === null) return { kind: 'nobody' };
  const wanted = { application, tier, role: null, beneficiaryId: personId, durationDays };
  return previewRequest(wanted, { requesterId: personId, requestedAt: now }, now);
}
