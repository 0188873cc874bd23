import { APPROVALS_BEFORE_SETUP } from '../../settings/contract/approval-settings';
import { findAccounts } from '../../jira/client/site';
import { joinedAccounts } from '../../people/usecases/joined-accounts';
import { readSettings } from '../../settings/store/settings';
import { readCatalog } from '../../catalog/store/catalog';
import { readTogether } from '../../common/store/reading';
import { mayOrderFor } from '../../people/rules/may-order-for';
import {
  activeAccounts,
  peopleOfAccountsReading,
  peopleOfRequest,
  peopleOfRequestReading,
} from '../../people/store/people';
import { PORTAL_BEFORE_SETUP } from '../../settings/rules/order-scope';
import { isRenewable } from '../../pools/rules/seat-end';
import { poolUsageReading, seatsHeldByReading } from '../../pools/store/seats';
import type {
  CatalogOffer,
  IncompletePreview,
  OfferedTier,
  PortalPreview,
  PreviewedRequest,
  PreviewedStage,
  RequestPreview,
} from '../contract/portal';
import type { ApprovalAssignment } from '../../approvals/rules/approval';
import { poolIdOf } from '../../catalog/rules/catalog';
import { seatPrices } from '../../common/rules/seat-costs';
import type { Policy } from '../../policy/rules/policy';
import { evidenceText } from '../../policy/rules/evidence';
import { durationProblem, unconfirmedProblem } from '../../requests/rules/intake';
import { turnOf } from '../../requests/rules/problem-turn';
import { higherTiersReplaced } from '../../requests/rules/replaced-tiers';
import { askedBy, checkRequest, decideRequest, type Asking } from '../../requests/usecases/check-request';

/** Applications and tiers for the portal's create form, with whether one gets a seat at once. */
export async function offerCatalog(
  requestTypeId: string,
  viewerId: string,
  canSearchPeople: boolean,
  now: number,
): Promise<CatalogOffer> {
  const settings = await readSettings();
  const mapped = settings?.projects.some(({ requestTypeIds }) => requestTypeIds.includes(requestTypeId));
  if (!settings || !mapped) return { kind: 'not-an-access-request' };
  const { portal } = settings;
  const catalog = await readCatalog();
  const { usage, seats } = await readTogether({
    usage: poolUsageReading(
      catalog.flatMap(({ key, tiers }) => tiers.map((tier) => poolIdOf(key, tier.key))),
    ),
    seats: seatsHeldByReading(viewerId, ''),
  });
  const held = new Set(seats.filter((seat) => !isRenewable(seat, now)).map(({ poolId }) => poolId));
  return {
    kind: 'offer',
    canSearchPeople,
    canOrderForOthers: portal.orderFor !== 'nobody',
    applications: catalog.map(({ key, name, description, tiers }) => ({
      key,
      name,
      description,
      tiers: tiers.map((tier): OfferedTier => {
        const pool = usage.get(poolIdOf(key, tier.key));
        const { name: tierName, summary, premium, roles, priceLines } = tier;
        return {
          key: tier.key,
          name: tierName,
          summary,
          premium,
          roles,
          prices: portal.showsPrices ? seatPrices(priceLines) : [],
          hasFreeSeat: (pool?.free ?? 0) > 0,
          isHeld: held.has(poolIdOf(key, tier.key)),
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
  const shown = await findAccounts(email);
  const found = shown.length > 0 ? shown : [...(await joinedAccounts([email.toLowerCase()])).values()];
  for (const accountId of found) {
    const { beneficiary } = await peopleOfRequest(accountId);
    if (beneficiary?.status === 'active') return { personId: accountId };
  }
  return { personId: null };
}

/** The same for somebody who asks, of those whom they may ask for access for. */
export async function findBeneficiary(
  email: string,
  requesterId: string,
): Promise<{ personId: string | null }> {
  const { personId } = await findPerson(email);
  const isTheirs = personId !== null && (await mayAskFor(personId, requesterId));
  return { personId: isTheirs ? personId : null };
}

/** The same for somebody who works here; to visitors everybody is nobody. */
export async function findColleague(email: string, seekerId: string): Promise<{ personId: string | null }> {
  const isColleague = (await activeAccounts([seekerId])).has(seekerId);
  return isColleague ? findPerson(email) : { personId: null };
}

async function mayAskFor(personId: string, requesterId: string): Promise<boolean> {
  if (personId === requesterId) return true;
  const { orderFor } = (await readSettings())?.portal ?? PORTAL_BEFORE_SETUP;
  const { requesters, people } = await readTogether({
    requesters: peopleOfAccountsReading([requesterId]),
    people: peopleOfRequestReading(personId),
  });
  return mayOrderFor(orderFor, requesters.get(requesterId) ?? null, people);
}

/**
 * What a customer is shown of a request before it is sent: which stages it goes through, and what is missing. Who decides
 * they learn once it is sent; about somebody else nothing but that.
 */
export async function previewOwnRequest(
  wanted: PreviewedRequest,
  requesterId: string,
  policy: Policy,
  now: number,
): Promise<PortalPreview> {
  const forSelf = wanted.beneficiaryId === null || wanted.beneficiaryId === requesterId;
  if (wanted.beneficiaryId !== null && !(await mayAskFor(wanted.beneficiaryId, requesterId)))
    return incomplete([{ code: 'beneficiary-not-allowed', subject: '', choices: [] }]);
  const preview = await previewRequest(wanted, askedBy(requesterId, now), policy, now);
  if (preview.kind === 'incomplete') return preview;
  return {
    kind: 'decided',
    effect: preview.effect,
    approvers: preview.approvers.map(({ key, stage, groupName }) => ({ key, stage, groupName })),
    reasons: forSelf ? preview.reasons : [],
    evidence: preview.evidence,
    replaces: forSelf ? preview.replaces : [],
  };
}

/**
 * Who would decide a request by a policy, shown before it is sent. Nothing is recorded.
 * @param wanted its duration in days, or as somebody typed it
 */
export async function previewRequest(
  wanted: Omit<PreviewedRequest, 'durationDays'> & { readonly durationDays: number | string | null },
  asking: Asking,
  policy: Policy,
  now: number,
): Promise<RequestPreview> {
  const settings = await readSettings();
  const { durationDays: duration, ...named } = wanted;
  const checked = await checkRequest(
    { ...named, duration, justification: 'preview' },
    asking.requesterId,
    now,
  );
  if (!checked.ok) return incomplete(checked.problems);
  const { decision, assigned, unconfirmed } = await decideRequest(checked, asking, policy, {
    groups: settings?.approvals ?? APPROVALS_BEFORE_SETUP,
    now,
  });
  if (unconfirmed) return incomplete([unconfirmedProblem(unconfirmed.importedBy)]);
  const tooLong = durationProblem(checked.details, decision);
  if (tooLong) return incomplete([tooLong]);
  return {
    kind: 'decided',
    effect: decision.effect,
    approvers: assigned.ok ? assigned.assignments.map(previewedStage) : [],
    reasons: decision.reasons,
    evidence: decision.evidence.map(evidenceText),
    replaces: higherTiersReplaced({ ...checked, durationDays: checked.details.durationDays }, now),
    unassigned: assigned.ok
      ? []
      : assigned.unassigned.map(({ stage }) => ({
          stage: stage.kind,
          groupName: stage.group?.name ?? null,
        })),
  };
}

const incomplete = (problems: IncompletePreview['problems']): IncompletePreview => ({
  kind: 'incomplete',
  problems,
  turn: turnOf(problems),
});

const MAX_SHOWN = 3;

const previewedStage = (assignment: ApprovalAssignment): PreviewedStage => ({
  key: assignment.stage,
  stage: assignment.kind,
  groupName: assignment.groupName,
  personIds: assignment.approverIds.slice(0, MAX_SHOWN),
  peopleCount: assignment.approverIds.length,
  quorum: assignment.quorum,
});
