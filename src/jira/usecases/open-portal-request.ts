import type { AccountType } from '../../common/rules/account-type';
import { readApprovals } from '../client/approvals';
import { readParticipants } from '../client/participants';
import { readPortalRequest, type PortalRequest } from '../client/requests';
import type { Reader } from '../client/tickets';
import type { TicketApproval } from '../rules/ticket-approval';

/** Somebody on a page of the portal, by what the platform says of them. */
export interface Visitor {
  readonly accountId: string;
  readonly accountType: AccountType;
}

/** A request of the portal, and the app's own record of it, for somebody whom it concerns. */
export interface OpenedRequest<R> {
  readonly request: PortalRequest;
  readonly record: R;
  /** Its approvals, as `reader` sees them. */
  readonly approvals: () => Promise<readonly TicketApproval[]>;
}

/** What the app itself keeps of a request. */
export interface RecordOf<R> {
  readonly find: (issueId: string) => Promise<R>;
  /** Whom it says the request is for. */
  readonly isFor: (record: R, accountId: string) => boolean;
}

/**
 * Opens a request for a visitor of the portal. Forge lets no app act for employees who have neither a license nor the role
 * of a customer, so whoever works in the portal alone gets what the app reads, and only where Jira names them: as
 * reporter, participant or approver, or the app's record as the person it is for. A customer whom nobody names, and
 * everybody who works in Jira, gets what they may read themselves. One call, two for approvers.
 * @returns null when there is no such request, or none that concerns this person
 * @see https://developer.atlassian.com/platform/forge/access-to-forge-apps-for-unlicensed-jsm-users/
 */
export async function openPortalRequest<R>(
  issueKey: string,
  visitor: Visitor,
  records: RecordOf<R>,
): Promise<OpenedRequest<R> | null> {
  const opened = visitor.accountType === 'licensed' ? null : await openByName(issueKey, visitor, records);
  if (opened !== null || visitor.accountType === 'unlicensed') return opened;
  const request = await readPortalRequest(issueKey, 'user');
  if (!request) return null;
  return opening(request, await records.find(request.issueId), 'user');
}

async function openByName<R>(
  issueKey: string,
  { accountId }: Visitor,
  { find, isFor }: RecordOf<R>,
): Promise<OpenedRequest<R> | null> {
  const request = await readPortalRequest(issueKey, 'app');
  if (!request) return null;
  const opened = opening(request, await find(request.issueId), 'app');
  const isNamed =
    request.reporter.accountId === accountId ||
    isFor(opened.record, accountId) ||
    (await isParticipant(request, accountId)) ||
    (await opened.approvals()).some(({ approvers }) => approvers.some((one) => one.accountId === accountId));
  return isNamed ? opened : null;
}

function opening<R>(request: PortalRequest, record: R, reader: Reader): OpenedRequest<R> {
  let approvals: Promise<readonly TicketApproval[]> | undefined;
  return { request, record, approvals: () => (approvals ??= readApprovals(request.issueId, reader)) };
}

async function isParticipant({ issueId, participants }: PortalRequest, accountId: string): Promise<boolean> {
  if (participants.values.some((one) => one.accountId === accountId)) return true;
  return !participants.isLastPage && (await readParticipants(issueId)).includes(accountId);
}
