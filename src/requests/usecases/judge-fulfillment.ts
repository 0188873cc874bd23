import type { TicketApproval } from '../../jira/rules/ticket-approval';
import type { StageVote } from '../../approvals/rules/approval';
import { activeIn, countedVotes, readVotes } from '../../approvals/rules/read-votes';
import { approvalsOf, readVoters, unauthorizedReading } from '../../approvals/usecases/count-votes';
import type { ApproverSearch } from '../../approvals/usecases/find-approvers';
import { combined, constant, mapped, read, type Reading } from '../../common/store/reading';
import type { Policy } from '../../policy/rules/policy';
import { seatOfRequestReading } from '../../pools/store/seats';
import { stagesVotedOn, type AccessRequest, type DecisionCause } from '../rules/access-request';
import { blockerOf, objectionSince, type Blocker } from '../rules/blockers';
import type { CheckedRequest } from '../rules/checked-request';
import { blockerMessages } from '../rules/messages';
import { whatIsAsked } from '../rules/what-is-asked';
import { knownKeys } from '../rules/named-entitlement';
import { causesSince, isDecisionOutdated } from '../rules/outdated';
import type { RequestContext } from '../rules/request-context';
import { requestersOf } from '../rules/separate-people';
import { changeTicketTrouble } from './check-evidence';
import { checkContent, contentReading, policiesReading, searchFor } from './check-request';

/** What a request comes to now, by the record, the ticket and JSM's own approvals together. */
export interface Judgement {
  /** Undefined when the decision allows the fulfillment; whether there is a seat is another question. */
  readonly blocker: Blocker | undefined;
  /** What has changed since the decision that is not enough any more, or will not be once people have approved it. */
  readonly causes: readonly DecisionCause[];
  /** Why more is required today, or it is forbidden, by the policy. */
  readonly objections: readonly string[];
  /** Whether the decision is not enough any more, whoever has approved it. */
  readonly isOutdated: boolean;
  readonly votes: readonly StageVote[];
  readonly approvals: readonly TicketApproval[];
  readonly checked: CheckedRequest;
  /** What is asked for, in words. */
  readonly what: string;
}

/** Reads everything anew, from SQL and from what Jira says at this moment; costs one call where approvals are due or a change ticket decided, and those of `readVoters`. */
export async function judgeFulfillment(
  request: AccessRequest | undefined,
  context: RequestContext,
): Promise<Judgement> {
  const { ticket } = context;
  const said = await read(contentReading(ticket.raw, ticket.requesterId, ticket.issueId, context.now));
  const checked = await checkContent(said, knownKeys(request?.named, context));
  const approvals = isVotedOn(request) ? await approvalsOf(ticket, 'app') : [];
  const voters = request ? await readVotersOf(request, { checked, approvals }, context) : undefined;
  const judgement = await read(judgementReading(request, { checked, approvals, voters }, context));
  if (judgement.blocker || !request?.decision) return judgement;
  const blocker = await changeTicketTrouble(request.decision, context);
  return { ...judgement, blocker, isOutdated: blocker !== undefined };
}

/** What Jira knows of whoever voted, which decides whose votes count. */
async function readVotersOf(
  request: AccessRequest,
  { checked, approvals }: Grounds,
  context: RequestContext,
): Promise<KnownVoters | undefined> {
  if (!checked.ok) return undefined;
  const search = searchFor(checked, requestersNow(request, context), context);
  const cast = readVotes(request, approvals, context.now);
  await readVoters(stagesVotedOn(request), cast, search, activeIn(approvals));
  return search;
}

/** Everybody who is known to have asked, by the record and by the ticket. */
const requestersNow = ({ requesterIds }: AccessRequest, { ticket }: RequestContext): readonly string[] => [
  ...requesterIds,
  ...requestersOf(ticket),
];

/** Whether people decide a request, and not a rule alone. */
export const isVotedOn = (request: AccessRequest | undefined): boolean =>
  request?.decision?.effect === 'require-approval';

type KnownVoters = Pick<ApproverSearch, 'members' | 'unusable' | 'lapsed'>;

const UNREAD: KnownVoters = { members: new Map(), unusable: new Set(), lapsed: new Set() };

/** What a judgement rests on, besides the record. */
export interface Grounds {
  readonly checked: CheckedRequest;
  readonly approvals: readonly TicketApproval[];
  /** The policy in force, when it was read already. */
  readonly policy?: Policy;
  /** What Jira knows of whoever voted; where it is missing, these votes are taken as they are. */
  readonly voters?: KnownVoters | undefined;
}

/** Judges by what was read before; one statement for whoever voted and for what newer rules say. */
export function judgementReading(
  request: AccessRequest | undefined,
  { checked, approvals, policy, voters = UNREAD }: Grounds,
  context: RequestContext,
): Reading<Judgement> {
  const { changedAt, now } = context;
  const decision = request?.decision;
  const what = checked.ok ? whatIsAsked(checked) : blockerMessages.thisRequest;
  const voted = isVotedOn(request) ? request : undefined;
  const grounds = combined({
    unauthorized:
      voted && checked.ok
        ? unauthorizedReading(stagesVotedOn(voted), readVotes(voted, approvals, now), {
            ...searchFor(checked, requestersNow(voted, context), context),
            members: voters.members,
            unusable: voters.unusable,
            lapsed: voters.lapsed,
          })
        : constant(new Set<string>()),
    policies:
      request && decision && checked.ok
        ? policiesReading(checked, request, decision.policyVersion, now, policy)
        : constant(undefined),
    seat: request && decision ? seatOfRequestReading(request.issueId) : constant(undefined),
  });
  return mapped(grounds, ({ unauthorized, policies, seat }) => {
    const votes = voted ? countedVotes(voted, approvals, unauthorized, now) : [];
    const fresh = {
      content: checked,
      contentChangedAt: changedAt,
      votes,
      gone: unauthorized,
      seat,
      policies,
    };
    const blocker = blockerOf(request, fresh);
    const isOutdated = request !== undefined && isDecisionOutdated(request, blocker, fresh);
    const causes = request && isOutdated ? causesSince(request, fresh) : [];
    const objection = request && isOutdated ? objectionSince(request, fresh) : undefined;
    const objections = objection && 'reasons' in objection ? objection.reasons : [];
    return { blocker, causes, objections, isOutdated, votes, approvals, checked, what };
  });
}

/** Display names of approvers, as JSM gave them with the approvals. */
export function nameFrom(approvals: readonly TicketApproval[]): (accountId: string) => string {
  const names = new Map(
    approvals.flatMap(({ approvers }) => approvers.map((one) => [one.accountId, one.displayName])),
  );
  return (accountId) => names.get(accountId) ?? blockerMessages.anApprover;
}
