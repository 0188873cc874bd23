import { askedBy } from '../../requests/usecases/check-request';
import type { AccessRole } from '../../people/rules/access-role';
import type { Simulation } from '../contract/simulator';
import { readCatalog } from '../../catalog/store/catalog';
import { rosterWords } from '../../people/store/people';
import { currentPolicy, policyOfVersion } from '../../policy/store/policies';
import type { PolicyChoices, PolicyDraftView, PolicyView } from '../../policy/contract/policy';
import type { Policy } from '../../policy/rules/policy';
import { approvalObstacle } from '../../policy/rules/policy-approval';
import { diffRules, type RuleChange } from '../../policy/rules/policy-diff';
import { openDraft, stateAt, type PolicyVersion } from '../../policy/rules/policy-version';
import { STARTER_POLICY } from '../../policy/rules/starter-policy';
import { changesOf, OBSTACLE_WORDS } from '../../policy/usecases/decide-policy';
import { noSuchVersion, recentVersions } from '../../policy/usecases/draft-policy';
import { findPerson, previewRequest } from './offer-catalog';
import { documentOf } from '../../policy/usecases/resolve-rules';

/** The policy in force, the draft beside it, and what became of the versions before. */
export async function showPolicy(personId: string, role: AccessRole, now: number): Promise<PolicyView> {
  const current = await currentPolicy(now);
  const versions = await recentVersions();
  const draft = openDraft(versions);
  return {
    now,
    mayEdit: role.kind === 'administrator',
    inForce: { version: current.version, rules: current.rules },
    draft: draft ? await draftView(draft, current, versions, personId, role, now) : null,
    versions: [
      ...versions.map((version) => ({
        version: version.version,
        state: stateAt(version, current.version, now),
        effectiveFrom: version.effectiveFrom,
        steps: version.steps,
      })),
      {
        version: STARTER_POLICY.version,
        state: current.version === STARTER_POLICY.version ? ('in-force' as const) : ('superseded' as const),
        effectiveFrom: null,
        steps: [],
      },
    ],
  };
}

async function draftView(
  draft: PolicyVersion,
  current: Policy,
  versions: readonly PolicyVersion[],
  personId: string,
  role: AccessRole,
  now: number,
): Promise<PolicyDraftView> {
  const { rules } = await requireVersion(draft.version);
  const obstacle = approvalObstacle(draft, await changesOf(rules, current, versions, now), personId, role);
  return {
    version: draft.version,
    state: draft.state === 'proposed' ? 'proposed' : 'draft',
    step: draft.last.step,
    digest: draft.last.digest,
    rules,
    authorIds: draft.authors,
    changes: diffRules(current.rules, rules),
    obstacle: obstacle ? OBSTACLE_WORDS[obstacle] : null,
  };
}

/** What the conditions of a rule can name. */
export async function showPolicyChoices(): Promise<PolicyChoices> {
  const catalog = await readCatalog();
  return {
    applications: catalog.map(({ key, name, tiers }) => ({
      key,
      name,
      tiers: tiers.map((tier) => ({ key: tier.key, name: tier.name })),
    })),
    roles: [...new Set(catalog.flatMap(({ tiers }) => tiers.flatMap(({ roles }) => roles)))].sort(),
    ...(await rosterWords()),
  };
}

/** What turns one version into another. */
export async function comparePolicies(from: number, to: number): Promise<RuleChange[]> {
  return diffRules((await requireVersion(from)).rules, (await requireVersion(to)).rules);
}

/** The document that imports as exactly this version, and as nothing else. */
export async function exportPolicy(version: number): Promise<string> {
  const { rules } = await requireVersion(version);
  return `${JSON.stringify({ format: 'seatkeeper-catalog', applications: [], policy: { rules: rules.map(documentOf) } }, null, 2)}\n`;
}

/**
 * Who would have to approve if that person asked for themselves. Nothing is recorded.
 * @param version which version to ask; null for the one in force
 */
export async function simulateRequest(
  email: string,
  application: string,
  tier: string,
  durationDays: number | string | null,
  version: number | null,
  now: number,
): Promise<Simulation> {
  const policy = version === null ? await currentPolicy(now) : await requireVersion(version);
  const { personId } = await findPerson(email);
  if (personId === null) return { kind: 'nobody' };
  const wanted = { application, tier, role: null, beneficiaryId: personId, durationDays };
  return previewRequest(wanted, askedBy(personId, now), policy, now);
}

/** @throws {SeatkeeperError} `not-found` */
export async function requireVersion(version: number): Promise<Policy> {
  const policy = await policyOfVersion(version);
  if (!policy) throw noSuchVersion(version);
  return policy;
}
