import type { Calendars } from '../../calendars/rules/calendar';
import type { ReclaimRules } from '../../settings/rules/reclaim-rules';
import type { Ticket, TicketChange } from '../../jira/rules/ticket';
import type { OrderScope } from '../../settings/rules/order-scope';
import { contentChangedAt, lastMoveInto } from '../../jira/rules/ticket';
import { REPORTER } from './separate-people';

/** Which statuses and fields of a project mean what. */
export interface RequestProject {
  readonly statuses: {
    readonly awaitingApproval: string;
    readonly ready: string;
    readonly fulfilled: string;
    readonly declined: string;
    readonly canceled: string | null;
  };
  readonly fields: {
    readonly approvers: string;
    readonly application: string;
    readonly tier: string;
    readonly role: string | null;
    readonly beneficiary: string;
    readonly duration: string;
    readonly justification: string;
  };
  /** Work types of access requests. */
  readonly coverage: { readonly workTypeIds: readonly string[] };
}

interface ApproverGroup {
  readonly id: string;
  readonly name: string;
}

/** What holds on a site for all requests. */
interface SiteRules {
  /** The app's own account on the site. */
  readonly appAccountId: string;
  /** Groups of the site that approvals go to. */
  readonly approvals: {
    readonly security: ApproverGroup | null;
    readonly fallback: ApproverGroup | null;
    /** Names of the work types that change tickets have; empty for any but that of access requests. */
    readonly changeWorkTypes: readonly string[];
  };
  /** In whose hours the approvers' time is counted. */
  readonly calendars: Calendars;
  readonly reclaim: Pick<ReclaimRules, 'keptPastEnd'>;
  readonly portal: { readonly orderFor: OrderScope };
}

/** The ticket as it is at the moment of a look, and what holds for it. */
export interface RequestContext {
  readonly ticket: Ticket;
  readonly project: RequestProject;
  readonly groups: SiteRules['approvals'];
  readonly calendars: Calendars;
  /** For whom the requester may ask besides themselves. */
  readonly orderFor: OrderScope;
  /** When a field that approvals are bound to last changed by another hand than the app's. */
  readonly changedAt: number | null;
  readonly appAccountId: string;
  /** Keys of applications in which access may go on past its end. */
  readonly keptPastEnd: readonly string[];
  readonly now: number;
  /** Set where the ticket is shown as it was at an earlier move to fulfilled, which it has left since. */
  readonly passedAt?: number;
}

export function requestContext(
  ticket: Ticket,
  project: RequestProject,
  { appAccountId, approvals, calendars, reclaim, portal }: SiteRules,
  now: number,
): RequestContext {
  const { application, tier, role, beneficiary, duration } = project.fields;
  const bound = [REPORTER, application, tier, beneficiary, duration, ...(role === null ? [] : [role])];
  const changedAt = contentChangedAt(ticket, bound, appAccountId);
  return {
    ticket,
    project,
    groups: approvals,
    calendars,
    orderFor: portal.orderFor,
    changedAt,
    appAccountId,
    keptPastEnd: reclaim.keptPastEnd,
    now,
  };
}

/** Whether the ticket is where fulfillment ends it. */
export const isFulfilled = ({ ticket, project }: RequestContext): boolean =>
  ticket.statusId === project.statuses.fulfilled;

/** The last move into fulfilled, and who made it. */
export const fulfillingMove = ({ ticket, project }: RequestContext): TicketChange | undefined =>
  lastMoveInto(ticket, project.statuses.fulfilled);

/** Whether the ticket is done without being fulfilled. */
export const isClosedOtherwise = (context: RequestContext): boolean =>
  context.ticket.statusDone && !isFulfilled(context);
