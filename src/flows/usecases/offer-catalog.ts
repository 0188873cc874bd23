import { APPROVALS_BEFORE_SETUP } from '../../settings/contract/approval-settings';
import { findAccounts } from '../../jira/client/site';
import { readSettings } from '../../settings/store/settings';
import { readCatalog } from '../../catalog/store/catalog';
import { peopleOfRequest } from '../../people/store/people';
import { poolUsage } from '../../pools/store/seats';
import type {
  CatalogOffer,
  OfferedTier,
  PreviewedRequest,
  PreviewedStage,
  RequestPreview,
} from '../contract/portal';
import type { ApprovalAssignment } from '../../approvals/rules/approval';
import { poolIdOf } from '../../catalog/rules/catalog';
import type { Policy } from '../../policy/rules/policy';
import { evidenceText } from '../../policy/rules/evidence';
import { durationProblem } from '../../requests/rules/intake';
import { checkRequest, decideRequest, type Asking } from '../../requests/usecases/check-request';

/** Applications and tiers for the portal's create form, with the seats left in each pool. */
export async function offerCatalog(requestTypeId: string, canSearchPeople: boolean): Promise<CatalogOffer> {
  const settings = await readSettings();
  const mapped = settings?.projects.some(({ requestTypeIds }) => requestTypeIds.includes(requestTypeId));
  if (!mapped) return { kind: 'not-an-access-request' };
  const catalog = await readCatalog();
  const usage = await poolUsage(
    catalog.flatMap(({ key, tiers }) => tiers.map((tier) => poolIdOf(key, tier.key))),
  );
  return {
    kind: 'offer',
    canSearchPeople,
    applications: catalog.map(({ key, name, description, tiers }) => ({
      key,
      name,
      description,
      tiers: tiers.map((tier): OfferedTier => {
        const pool = usage.get(poolIdOf(key, tier.key));
        const { name: tierName, summary, premium, roles, price } = tier;
        return {
          key: tier.key,
          name: tierName,
          summary,
          premium,
          roles,
          price,
          free: pool?.free ?? 0,
          waiting: pool?.waiting ?? 0,
          purchased: pool?.purchased ?? 0,
        };
      }),
    })),
  };
}

/**
 * The colleague with exactly this e-mail address, when the roster lists them as active; one call to Jira. It
 * says nothing about anybody else: neither whether an account exists nor what is wrong with it.
 */
export async function findPerson(email: string): Promise<{ personId: string | null }> {
  for (const accountId of await findAccounts(email)) {
    const { beneficiary } = await peopleOfRequest(accountId);
    if (beneficiary?.status === 'active') return { personId: accountId };
  }
  return { personId: null };
}

/** Who would decide a request by a policy, told before it is sent. Nothing is recorded. */
export async function previewRequest(
  wanted: PreviewedRequest,
  asking: Asking,
  policy: Policy,
  now: number,
): Promise<RequestPreview> {
  const settings = await readSettings();
  const { durationDays: duration, ...named } = wanted;
  const checked = await checkRequest(
    { ...named, duration, justification: 'preview' },
    asking.requesterId,
    '',
  );
  if (!checked.ok) return { kind: 'incomplete', problems: checked.problems };
  const { decision, assigned } = await decideRequest(checked, asking, policy, {
    groups: settings?.approvals ?? APPROVALS_BEFORE_SETUP,
    now,
  });
  const tooLong = durationProblem(checked.details, decision);
  if (tooLong) return { kind: 'incomplete', problems: [tooLong] };
  return {
    kind: 'decided',
    effect: decision.effect,
    approvers: assigned.ok ? assigned.assignments.map(previewedStage) : [],
    reasons: decision.reasons,
    evidence: decision.evidence.map(evidenceText),
    unassigned: assigned.ok
      ? []
      : assigned.unassigned.map(({ stage }) => ({
          stage: stage.kind,
          groupName: stage.group?.name ?? null,
        })),
  };
}

const MAX_SHOWN = 3;

const previewedStage = (assignment: ApprovalAssignment): PreviewedStage => ({
  key: assignment.stage,
  stage: assignment.kind,
  groupName: assignment.groupName,
  personIds: assignment.approverIds.slice(0, MAX_SHOWN),
  peopleCount: assignment.approverIds.length,
  quorum: assignment.quorum,
});
