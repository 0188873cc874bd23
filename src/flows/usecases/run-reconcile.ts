import { moveApprovals } from '../../approvals/usecases/move-approvals';
import { postWeeklyReports } from '../../kpis/usecases/post-weekly-reports';
import { FACTS_KEPT_MS, forgetFacts } from '../../requests/store/decisions';
import { processHints } from '../../requests/usecases/process-hints';
import { tidyImports } from './apply-import';
import { attempt } from '../../common/forge/attempt';
import { carryOutWorkDue } from './carry-out-work-due';
import { reconcileRequests } from './reconcile-requests';

/**
 * What is done every five minutes, in this order. One part that fails does not keep the others from their turn.
 * @param outOfTime whether to stop and leave the rest, which stays due, to the next run
 */
export async function runReconcile(now: number, outOfTime: () => boolean): Promise<void> {
  // before what may take minutes, so that the time it goes by is the time it is
  await attempt('weekly-reports', () => postWeeklyReports(now));
  await attempt('delegations', () => moveApprovals(now));
  await attempt('work-due', () => carryOutWorkDue(now, outOfTime));
  // after those who leave them, so that no hint waits for the next run
  await attempt('hints', () => processHints(now));
  await attempt('requests', () => reconcileRequests(now, outOfTime));
  await attempt('imports', () => tidyImports(now));
  await attempt('old-facts', () => forgetFacts(now - FACTS_KEPT_MS));
}
