import type { SiteApprovals } from '../../settings/contract/approval-settings';
import type { ProjectSettings } from '../../settings/contract/project-settings';
import type { Settings } from '../../settings/contract/settings';
import type { Calendars } from '../../calendars/rules/calendar';
import type { Ticket, TicketChange } from '../../jira/rules/ticket';
import { contentChangedAt, lastMoveInto } from '../../jira/rules/ticket';

/** What the steps of one look at a ticket share. */
export interface RequestContext {
  readonly ticket: Ticket;
  readonly project: ProjectSettings;
  /** Groups of the site that approvals go to. */
  readonly groups: SiteApprovals;
  /** In whose hours the approvers' time is counted. */
  readonly calendars: Calendars;
  /** When a field that approvals are bound to last changed by another hand than the app's. */
  readonly changedAt: number | null;
  /** The app's own account on the site. */
  readonly appAccountId: string;
  readonly now: number;
}

export function requestContext(
  ticket: Ticket,
  project: ProjectSettings,
  { appAccountId, approvals, calendars }: Settings,
  now: number,
): RequestContext {
  const { application, tier, role, beneficiary, duration } = project.fields;
  const bound = [application, tier, beneficiary, duration, ...(role === null ? [] : [role])];
  const changedAt = contentChangedAt(ticket, bound, appAccountId);
  return { ticket, project, groups: approvals, calendars, changedAt, appAccountId, now };
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
