import { dropOldReservations } from '../../pools/store/kept-seats';
import { workDue } from '../store/work-due';
import { endAccess } from '../../reclaim/usecases/end-access';
import { continueRuns } from '../../reclaim/usecases/run-reclaim';
import { serveWaitlists } from '../../pools/usecases/take-seat';
import { lookAtServed } from '../../requests/store/requests';
import { processCases } from '../../reclaim/usecases/process-cases';

/**
 * Takes up what is due for license pools: seats kept in vain, queues, searches for idle seats, ends, reclaim cases. One
 * statement when there is nothing.
 */
export async function reconcilePools(now: number, outOfTime: () => boolean): Promise<void> {
  const due = await workDue(now);
  if (due.reservations) await dropOldReservations(now);
  if (due.reservations || due.waiting) {
    await serveWaitlists(now);
    await lookAtServed(now);
  }
  if (due.runs) await continueRuns(now, outOfTime);
  if (due.ends) await endAccess(now, outOfTime);
  // some may just have been opened
  if (due.runs || due.ends || due.cases) await processCases(now, outOfTime);
}
