import { markPublished, unpublishedDelegations } from '../store/delegations';
import { leaveHints } from '../../reconcile-queue/store/reconcile-queue';

const MAX_DELEGATIONS = 100;

/**
 * Makes the reconcile look again at every request that waits for somebody whose absence has begun or ended, so
 * that approvals which are open already move to the delegate, and back. Cut off halfway, the next run goes on.
 */
export async function moveApprovals(now: number): Promise<void> {
  for (const delegation of await unpublishedDelegations(now, MAX_DELEGATIONS)) {
    await leaveHints([{ kind: 'approver', subjectId: delegation.delegatorId }], now);
    await markPublished(delegation, now);
  }
}
