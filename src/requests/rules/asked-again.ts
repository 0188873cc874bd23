import type { TicketApproval } from '../../jira/rules/ticket-approval';
import type { AccessRequest, DecidedAgain, DecisionCause } from './access-request';
import { askedAgainMessages } from './messages';

/** What of a void approval people outside are told; how it came about is for agents. */
type Cause = keyof typeof askedAgainMessages.because;

const BY_REASON: Readonly<Record<DecidedAgain, Cause>> = {
  changed: 'request',
  'roles-changed': 'request',
  stricter: 'requirements',
  denied: 'requirements',
  'policy-gone': 'requirements',
  'higher-tier': 'facts',
  'change-ticket': 'facts',
  'approver-gone': 'approvers',
  'used-up': 'removed',
};

/** Facts about a person are nobody else's business, not even that it is them. */
const BY_CAUSE: Readonly<Record<DecisionCause['code'], Cause>> = {
  'owner-replaced': 'approvers',
  'approver-gone': 'approvers',
  premium: 'requirements',
  price: 'requirements',
  risk: 'requirements',
  policy: 'requirements',
  'many-people': 'facts',
  person: 'facts',
  holdings: 'facts',
};

/**
 * Why a request that people had approved needs approval once more, in a sentence for those outside; null for one that nobody
 * had approved before.
 * @param earlier whether somebody had approved it; a change of the ticket may come before that
 */
export function askedAgainText(
  { state, decidedAgain, decidedBecause }: Pick<AccessRequest, 'state' | 'decidedAgain' | 'decidedBecause'>,
  what: string,
  earlier: boolean,
): string | null {
  if (decidedAgain === null || (state !== 'awaiting-approval' && state !== 'stuck')) return null;
  const isOfTicket = decidedAgain === 'changed' || decidedAgain === 'roles-changed';
  if (isOfTicket && !earlier) return null;
  const [first] = decidedBecause;
  return askedAgainMessages.because[first ? BY_CAUSE[first.code] : BY_REASON[decidedAgain]](what);
}

/** Who approved it by a decision that is none any more, as far as Jira shows its approvals. */
export const earlierApprovers = (
  { ignoredApprovalIds }: Pick<AccessRequest, 'ignoredApprovalIds'>,
  approvals: readonly TicketApproval[],
): ReadonlySet<string> =>
  new Set(
    approvals
      .filter(({ id }) => ignoredApprovalIds.includes(id))
      .flatMap(({ approvers }) =>
        approvers.flatMap(({ accountId, vote }) => (vote === 'approved' ? [accountId] : [])),
      ),
  );
