import { principalOf } from '../../approvals/rules/approval';
import type { Ticket } from '../../jira/rules/ticket';
import type { AccessRequest } from './access-request';
import { requestMessages } from './messages';
import type { OwnPart } from './trouble';

/**
 * Whoever is, or ever was, the requester of a ticket, by its history: handing it over to somebody else makes nobody a
 * stranger to it. Who made it for somebody else has asked for it too.
 */
export function requestersOf({ creatorId, requesterId, changes }: Ticket): string[] {
  const named = changes
    .flatMap(({ edits }) => edits)
    .flatMap(({ fieldId, from, to }) => (fieldId === REPORTER ? [from ?? '', to ?? ''] : []));
  return [...new Set([requesterId, creatorId, ...named])].filter((id) => id !== '');
}

/** Whether it is theirs to change: they ask for it now, or it is for them. */
export const isInvolved = (
  { requesterId, details }: Pick<AccessRequest, 'requesterId' | 'details'>,
  accountId: string,
): boolean => requesterId === accountId || details?.beneficiaryId === accountId;

/** Whether it is for them, as far as it says for whom it is. */
export const isForPerson = (
  request: Pick<AccessRequest, 'details'> | undefined,
  accountId: string,
): boolean => request?.details?.beneficiaryId === accountId;

/** Whether it is about somebody: it is theirs to change, or they have asked for it before. */
export const isPersonOf = (
  request: Pick<AccessRequest, 'requesterId' | 'requesterIds' | 'details'>,
  accountId: string,
): boolean => isInvolved(request, accountId) || request.requesterIds.includes(accountId);

/** Jira's name for the field that holds the requester. */
export const REPORTER = 'reporter';

/**
 * What keeps a person from fulfilling a request: requester, beneficiary, approver and fulfiller are separate
 * people. An approver is who said yes to it as it was decided, and in whose name somebody did.
 * @returns undefined for everybody who has no part in it
 */
export function ownPartIn(
  { votes, requesterIds, details }: Pick<AccessRequest, 'votes' | 'requesterIds' | 'details'>,
  accountId: string,
): OwnPart | undefined {
  if (accountId === '') return undefined;
  const approvals = votes.flatMap(({ cast }) => cast.filter(({ vote }) => vote === 'approved'));
  if (approvals.some((vote) => vote.approverId === accountId || principalOf(vote) === accountId))
    return 'approver';
  if (requesterIds.includes(accountId)) return 'requester';
  return accountId === details?.beneficiaryId ? 'beneficiary' : undefined;
}

/** To the person who cannot fulfill. */
export const OWN_PART_REASONS: Readonly<Record<OwnPart, string>> = requestMessages.ownPart;
