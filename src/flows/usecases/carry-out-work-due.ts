import { notifyAlerts } from '../../pools/usecases/notify-alerts';
import { dropOldReservations } from '../../pools/store/kept-seats';
import { attempt } from '../../common/forge/attempt';
import { finishChanges } from './decide-changes';
import { workDue } from '../store/work-due';
import { dueHints, removeHints } from '../../reconcile-queue/store/reconcile-queue';
import { takeBackFromLeavers } from '../../reclaim/usecases/take-back-from-leavers';
import { endAccess } from '../../reclaim/usecases/end-access';
import { continueRuns } from '../../reclaim/usecases/run-reclaim';
import { serveWaitlists } from '../../pools/usecases/take-seat';
import { recheckServed } from '../../requests/store/requests';
import { processCases } from '../../reclaim/usecases/process-cases';

/**
 * Takes up what is due for license pools: seats kept in vain, queues, searches for idle seats, ends, reclaim cases, alerts; and
 * changes of settings and catalog that were cut off. One part that fails does not keep the others from their turn. One
 * statement when there is nothing.
 */
export async function carryOutWorkDue(now: number, outOfTime: () => boolean): Promise<void> {
  const due = await workDue(now);
  if (due.changes) await attempt('changes', () => finishChanges(now));
  if (due.reservations) await attempt('reservations', () => dropOldReservations(now));
  if (due.reservations || due.waiting) await attempt('waitlists', () => serveThoseWaiting(now));
  if (due.runs) await attempt('reclaim-runs', () => continueRuns(now, outOfTime));
  if (due.roster) await attempt('leavers', () => takeUpRoster(now, outOfTime));
  if (due.ends) await attempt('ends', () => endAccess(now, outOfTime));
  // some may just have been opened
  if (due.runs || due.roster || due.ends || due.cases)
    await attempt('reclaim-cases', () => processCases(now, outOfTime));
  if (due.alerts) await attempt('pool-alerts', () => notifyAlerts(now, outOfTime));
}

async function serveThoseWaiting(now: number): Promise<void> {
  await serveWaitlists(now);
  await recheckServed(now);
}

/** The hint stays until all seats of leavers have been gone through, or as many as one run may take. */
async function takeUpRoster(now: number, outOfTime: () => boolean): Promise<void> {
  const hints = await dueHints(['roster'], now, 1);
  if (await takeBackFromLeavers(now, outOfTime)) await removeHints(hints);
}
