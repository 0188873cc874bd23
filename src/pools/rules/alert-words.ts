import { sha256 } from '../../common/rules/digest';
import type { PoolAlert } from './alerts';
import { poolAlertMessages } from './messages';

/** What names one raising of an alert. */
export interface AlertRaising {
  readonly poolId: string;
  /** Of its row while it holds. */
  readonly matter: string;
  /** Milliseconds since the epoch, UTC. */
  readonly raisedAt: number;
}

/** What the ticket of an alert is found by; one that is raised again after it was over is another ticket. */
export const alertCode = ({ poolId, matter, raisedAt }: AlertRaising): string =>
  `PA-${sha256(JSON.stringify([poolId, matter, raisedAt]))
    .slice(0, 8)
    .toUpperCase()}`;

/** An alert in a few words. @param what the pool in words */
export function alertTitle(alert: PoolAlert, what: string): string {
  switch (alert.kind) {
    case 'utilization':
      return poolAlertMessages.title.utilization(what);
    case 'over-allocated':
      return poolAlertMessages.title.overAllocated(what);
    case 'contract-ends':
      return poolAlertMessages.title.contractEnds(what, alert.day);
    case 'notice-ends':
      return poolAlertMessages.title.noticeEnds(what, alert.day);
    case 'sudden-growth':
      return poolAlertMessages.title.growth(what);
    case 'inactive-paid':
      return poolAlertMessages.title.unused(what);
  }
}

/** What happened and what to do, for whoever owns the application; numbers of its seats, and nobody's name. */
export function alertText(alert: PoolAlert, what: string): string {
  const { body } = poolAlertMessages;
  switch (alert.kind) {
    case 'utilization':
      return body.utilization(what, alert.taken, alert.purchased);
    case 'over-allocated':
      return body.overAllocated(what, alert.over);
    case 'contract-ends':
      return body.contractEnds(what, alert.day);
    case 'notice-ends':
      return body.noticeEnds(what, alert.day);
    case 'sudden-growth':
      return body.growth(what, alert.seats, alert.since);
    case 'inactive-paid':
      return body.unused(what, alert.seats);
  }
}
