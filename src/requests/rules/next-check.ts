import { DAY, HOUR, MINUTE } from '../../common/rules/time';
import type { Ticket } from '../../jira/rules/ticket';
import type { AccessRequest } from './access-request';

/** Less than the reconcile's rhythm of five minutes, so that what is due soon is due at its very next run. */
export const SOON = 4 * MINUTE;

/** When to look at a request again without a hint; null when only an event can change anything. */
export function nextCheck(request: AccessRequest, ticket: Ticket, now: number): number | null {
  switch (request.state) {
    case 'awaiting-approval':
      // one that was declined by somebody who may not decide, and that the workflow keeps from being reopened, is done
      return now + (ticket.statusDone ? HOUR : SOON);
    case 'ready':
    case 'stuck':
      return now + HOUR;
    case 'fulfilled': {
      // JSM may be late in ending the measurement
      const measuring =
        ticket.sla !== null && !ticket.sla.completed && now - (request.fulfilledAt ?? 0) < DAY;
      return measuring ? now + SOON : null;
    }
    case 'unapproved': {
      // reopened by the app itself, which raises no event for it; or not, when the workflow has no way back
      if (!ticket.statusDone) return null;
      return now + (now - (ticket.changes[0]?.at ?? 0) < DAY ? SOON : HOUR);
    }
    case 'incomplete':
    case 'denied':
    case 'declined':
    case 'canceled':
      return null;
  }
}
