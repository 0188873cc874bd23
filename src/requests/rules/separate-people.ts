import { principalOf } from '../../approvals/rules/approval';
import type { AccessRequest } from './access-request';
import { requestMessages } from './messages';
import type { OwnPart } from './trouble';

/**
 * What keeps a person from fulfilling a request: requester, beneficiary, approver and fulfiller are separate
 * people. An approver is who said yes to it as it was decided, and in whose name somebody did.
 * @returns undefined for everybody who has no part in it
 */
export function ownPartIn(
  { votes, requesterId, details }: Pick<AccessRequest, 'votes' | 'requesterId' | 'details'>,
  accountId: string,
): OwnPart | undefined {
  if (accountId === '') return undefined;
  const approvals = votes.flatMap(({ cast }) => cast.filter(({ vote }) => vote === 'approved'));
  if (approvals.some((vote) => vote.approverId === accountId || principalOf(vote) === accountId))
    return 'approver';
  if (accountId === requesterId) return 'requester';
  return accountId === details?.beneficiaryId ? 'beneficiary' : undefined;
}

/** To the person who cannot fulfill. */
export const OWN_PART_REASONS: Readonly<Record<OwnPart, string>> = requestMessages.ownPart;
