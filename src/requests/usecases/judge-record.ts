import { votesWithout } from '../../approvals/rules/read-votes';
import { unauthorizedReading } from '../../approvals/usecases/count-votes';
import type { StageVote } from '../../approvals/rules/approval';
import { combined, constant, mapped, read } from '../../common/store/reading';
import { seatOfRequestReading } from '../../pools/store/seats';
import type { SiteApprovals } from '../../settings/contract/approval-settings';
import { stagesVotedOn, type AccessRequest } from '../rules/access-request';
import { blockerOf } from '../rules/blockers';
import { isDecisionOutdated } from '../rules/outdated';
import { checkContent, contentReading, policiesReading, searchFor } from './check-request';

/**
 * Whether what was decided is not enough any more, by what the record says was asked for: for those who may not read the
 * ticket's fields. Edits of the ticket do not show here. Two statements, and no call to Jira.
 * @param votes as they are shown to whoever looks
 */
export async function isOutdatedOnRecord(
  request: AccessRequest,
  votes: readonly StageVote[],
  groups: SiteApprovals,
  now: number,
): Promise<boolean> {
  const { issueId, requesterId, requesterIds, details, decision, assignments, contentChangedAt } = request;
  if (!details || !decision) return false;
  const { applicationKey, tierKey, durationDays, ...asked } = details;
  const raw = { ...asked, application: applicationKey, tier: tierKey, duration: durationDays };
  const known = { applicationKey, tier: { applicationKey, key: tierKey } };
  const content = await checkContent(await read(contentReading(raw, requesterId, issueId, now)), known);
  if (!content.ok) return request.state === 'ready';
  const grounds = combined({
    gone:
      decision.effect === 'require-approval'
        ? unauthorizedReading(
            stagesVotedOn(request),
            votes,
            searchFor(content, requesterIds, { groups, now }),
          )
        : constant<ReadonlySet<string>>(new Set()),
    policies: policiesReading(content, request, decision.policyVersion, now),
    seat: seatOfRequestReading(issueId),
  });
  return read(
    mapped(grounds, ({ gone, policies, seat }) => {
      const counted = votesWithout(votes, assignments, gone);
      const fresh = { content, contentChangedAt, votes: counted, gone, seat, policies };
      const blocker = blockerOf(request, fresh);
      const isChanged = blocker?.code === 'changed' && request.state === 'ready';
      return isChanged || isDecisionOutdated(request, blocker, fresh);
    }),
  );
}
