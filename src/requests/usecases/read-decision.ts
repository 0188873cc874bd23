import { wasIn } from '../../jira/rules/ticket';
import { openStages } from '../../approvals/rules/open-stages';
import { approvalsOf } from '../../approvals/usecases/count-votes';
import { findApprovers } from '../../approvals/usecases/find-approvers';
import { locationsFor } from '../../approvals/usecases/read-stage-answers';
import { readTogether } from '../../common/store/reading';
import { currentPolicyReading } from '../../policy/store/policies';
import type { CompleteRequest } from '../rules/checked-request';
import { decideContent } from '../rules/decide-content';
import { durationProblem, unconfirmedProblem } from '../rules/intake';
import type { RequestContext } from '../rules/request-context';
import { requestersOf } from '../rules/separate-people';
import type { DecisionReading, RecordedState } from '../rules/request-snapshot';
import { checkEvidence } from './check-evidence';
import { peopleAtOnceReading, searchFor } from './check-request';

/**
 * What the policy in force says of a complete request. One statement for the policy, what it takes to look for the
 * evidence that it wants, and what `findApprovers` costs; one call more for a request that was decided before, or whose ticket
 * was in the approval status.
 */
export async function readDecision(
  content: CompleteRequest,
  { request }: RecordedState,
  context: RequestContext,
): Promise<DecisionReading> {
  const { ticket, now } = context;
  const { requesterId } = ticket;
  const requesterIds = [...(request?.requesterIds ?? []), ...requestersOf(ticket)];
  const requestedAt = request?.requestedAt ?? ticket.createdAt;
  const { policy, peopleAtOnce } = await readTogether({
    policy: currentPolicyReading(now),
    peopleAtOnce: peopleAtOnceReading(content, { requesterId, requesterIds, requestedAt }),
  });
  const asking = { requesterId, requesterIds, peopleAtOnce };
  const { decision, facts, unconfirmed } = decideContent(policy, content, asking);
  if (unconfirmed) return { kind: 'incomplete', problems: [unconfirmedProblem(unconfirmed.importedBy)] };
  const { evidence, problems } = await checkEvidence(decision.evidence, content, requesterIds, context);
  const tooLong = durationProblem(content.details, decision);
  if (tooLong || problems.length > 0)
    return { kind: 'incomplete', problems: [...(tooLong ? [tooLong] : []), ...problems] };

  const assigned = await findApprovers(decision.stages, searchFor(content, requesterIds, context));
  const locations = await locationsFor(assigned.ok ? openStages(assigned.assignments, []) : []);
  // before the app decided, anybody may have opened one and had it voted on
  const mayHaveEarlier =
    (request?.revision ?? 0) > 0 || wasIn(ticket, context.project.statuses.awaitingApproval);
  const earlierApprovals = mayHaveEarlier ? await approvalsOf(ticket, 'app') : [];
  return {
    kind: 'decided',
    decision: { ...decision, evidence },
    facts,
    assigned,
    locations,
    earlierApprovals,
  };
}
