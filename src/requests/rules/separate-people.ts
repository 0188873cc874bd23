import type { AccessRequest } from './access-request';

/** What somebody is to a request that keeps them from fulfilling it. */
export type OwnPart = 'approver' | 'requester' | 'beneficiary';

/**
 * What keeps a person from fulfilling a request: requester, beneficiary, approver and fulfiller are separate
 * people. An approver is who said yes to it as it was decided.
 * @returns undefined for everybody who has no part in it
 */
export function ownPartIn(
  { votes, requesterId, details }: Pick<AccessRequest, 'votes' | 'requesterId' | 'details'>,
  accountId: string,
): OwnPart | undefined {
  if (accountId === '') return undefined;
  const approvals = votes.flatMap(({ cast }) => cast.filter(({ vote }) => vote === 'approved'));
  if (approvals.some(({ approverId }) => approverId === accountId)) return 'approver';
  if (accountId === requesterId) return 'requester';
  return accountId === details?.beneficiaryId ? 'beneficiary' : undefined;
}

/** To the person who cannot fulfill. */
export const OWN_PART_REASONS: Readonly<Record<OwnPart, string>> = {
  approver: 'You approved this request, so somebody else has to fulfill it.',
  requester: 'You asked for this yourself, so somebody else has to fulfill it.',
  beneficiary: 'This access is for you, so somebody else has to fulfill it.',
};

/** About a ticket that such a person moved to fulfilled, which no workflow validator can prevent. */
export const OWN_PART_TROUBLES: Readonly<Record<OwnPart, string>> = {
  approver: 'It was fulfilled by somebody who approved it. Somebody else has to fulfill it.',
  requester: 'It was fulfilled by the person who asked for it. Somebody else has to fulfill it.',
  beneficiary: 'It was fulfilled by the person who gets the access. Somebody else has to fulfill it.',
};
