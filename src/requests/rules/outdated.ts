import { principalOf } from '../../approvals/rules/approval';
import { broughtIn } from '../../approvals/rules/stage-candidates';
import { evaluatePolicy } from '../../policy/rules/evaluate-policy';
import type { Decision, Policy, PolicyFacts } from '../../policy/rules/policy';
import { addedSince } from '../../policy/rules/stricter';
import { CAUSES_OF_FACTS, type AccessRequest, type DecidedAgain, type DecisionCause } from './access-request';
import { objectionSince, type Blocker, type FreshReading } from './blockers';
import type { CompleteRequest } from './checked-request';
import { decideContent } from './decide-content';

/** Why a request is decided once more although its ticket says the same, by the first that is found. */
export type OutdatedBy = Exclude<DecidedAgain, 'changed' | 'roles-changed' | 'used-up'>;

/** Every reason that can come up while a request is ready, so that none keeps a seat for what would not be granted. */
const DECIDES_AGAIN: Readonly<Record<Blocker['code'], OutdatedBy | undefined>> = {
  stricter: 'stricter',
  denied: 'denied',
  'policy-gone': 'policy-gone',
  'higher-tier': 'higher-tier',
  'approver-gone': 'approver-gone',
  'change-ticket': 'change-ticket',
  // the content or the seat tell these before anything is asked of the policy
  changed: undefined,
  'used-up': undefined,
  'beneficiary-left': undefined,
  'beneficiary-missing': undefined,
  'holds-already': undefined,
  'already-held': undefined,
  'roster-incomplete': undefined,
  'roster-unconfirmed': undefined,
  incomplete: undefined,
  // these are no states of a request that is ready, or say nothing of its decision
  'not-checked': undefined,
  declined: undefined,
  'awaiting-approval': undefined,
  closed: undefined,
  'no-approver': undefined,
  'no-request-type': undefined,
  'pool-full': undefined,
  'left-queue': undefined,
  'own-part': undefined,
  'no-transition': undefined,
  earlier: undefined,
};

/** Why what was decided has to be decided once more; undefined for what says nothing of the decision. */
export const outdatedBy = (blocker: Blocker | undefined): OutdatedBy | undefined =>
  blocker && DECIDES_AGAIN[blocker.code];

/** Whether what was decided is not enough any more: it is decided once more, at once or when people have approved it. */
export const isDecisionOutdated = (
  request: AccessRequest,
  blocker: Blocker | undefined,
  fresh: FreshReading,
): boolean =>
  request.state === 'ready'
    ? outdatedBy(blocker) !== undefined
    : request.state === 'awaiting-approval' &&
      blocker?.code !== 'changed' &&
      objectionSince(request, fresh) !== undefined;

/**
 * Everything that has changed since a request was decided and makes that not enough any more: who may not decide any more of
 * those who approved it, and each fact of catalog, roster and policy that alone would ask for more, or forbid it. What only
 * asks for more together with something else is not named, nor are facts that nobody knows any more.
 */
export function causesSince(request: AccessRequest, fresh: FreshReading): DecisionCause[] {
  const { content } = fresh;
  if (!content.ok || !request.decision) return [];
  return [
    ...gone(request, fresh, content),
    ...(objectionSince(request, fresh) ? causesInFacts(request, request.decision, fresh, content) : []),
  ];
}

function gone(
  request: AccessRequest,
  fresh: FreshReading,
  { application }: CompleteRequest,
): DecisionCause[] {
  const owners = [application.ownerId, application.backupOwnerId];
  const pending = new Set(
    fresh.votes.flatMap(({ stage, outcome }) => (outcome === 'approved' ? [] : [stage])),
  );
  return request.votes.flatMap(({ stage, cast }) => {
    const assignment = request.assignments.find((one) => one.stage === stage);
    if (!assignment || !pending.has(stage)) return [];
    const { kind, isFallback, overdue } = assignment;
    const others = [...broughtIn(overdue, 'escalated'), ...broughtIn(overdue, 'replaced')];
    return cast
      .filter(({ approverId }) => fresh.gone.has(approverId))
      .map((vote): DecisionCause => {
        const personId = principalOf(vote);
        const wasOwner = kind === 'application-owner' && !isFallback && !others.includes(personId);
        return wasOwner && !owners.includes(personId)
          ? { code: 'owner-replaced', personId }
          : { code: 'approver-gone', personId: vote.approverId };
      });
  });
}

type FactCause = Exclude<(typeof CAUSES_OF_FACTS)[number], 'policy'>;

const FACTS: Readonly<Record<FactCause, readonly (keyof PolicyFacts)[]>> = {
  premium: ['premium'],
  price: ['prices'],
  risk: ['risk'],
  person: ['department', 'location', 'workerType'],
  holdings: ['holds', 'held'],
  'many-people': ['people', 'peopleInAll'],
};

const CODES = CAUSES_OF_FACTS.filter((code): code is FactCause => code !== 'policy');

function causesInFacts(
  request: AccessRequest,
  decision: Decision,
  { policies }: FreshReading,
  content: CompleteRequest,
): DecisionCause[] {
  if (!policies?.decidedBy) return [];
  const { current, decidedBy, decidedOn, peopleAtOnce } = policies;
  const isMore = (policy: Policy, facts: PolicyFacts): boolean => {
    const today = evaluatePolicy(policy, facts);
    return today.effect === 'deny' || addedSince(decision, today, content.details.durationDays) !== undefined;
  };
  const now = decideContent(current, content, { ...request, peopleAtOnce }).facts;
  const isOtherPolicy =
    current.version !== decidedBy.version &&
    isMore(current, decidedOn ?? now) &&
    !isMore(decidedBy, decidedOn ?? now);
  const facts = decidedOn
    ? CODES.filter((code) => {
        const changed = { ...decidedOn, ...Object.fromEntries(FACTS[code].map((key) => [key, now[key]])) };
        return [decidedBy, current].some((policy) => isMore(policy, changed) && !isMore(policy, decidedOn));
      })
    : [];
  return [
    ...facts.map((code): DecisionCause => ({ code })),
    ...(isOtherPolicy ? [{ code: 'policy' } as const] : []),
  ];
}

/** What an admin changes that causes such as these come from; null where it is none of both. */
export function originOf(causes: readonly DecisionCause[]): 'catalog' | 'policy' | null {
  if (causes.some(({ code }) => OF_CATALOG.has(code))) return 'catalog';
  return causes.some(({ code }) => code === 'policy') ? 'policy' : null;
}

const OF_CATALOG: ReadonlySet<DecisionCause['code']> = new Set([
  'owner-replaced',
  'premium',
  'price',
  'risk',
]);
