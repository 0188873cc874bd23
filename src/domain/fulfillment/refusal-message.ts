import type { ApprovalStageKind } from '../policy/policy';
import type { Blocker } from './standing';

/** How a stage is called in a sentence. */
export const STAGE_NAMES: Readonly<Record<ApprovalStageKind, string>> = {
  manager: 'manager',
  'managers-manager': 'manager’s manager',
  'application-owner': 'application owner',
};

/**
 * One sentence for the agent whose transition is refused: what is missing and from whom.
 * @param nameOf display name of an account id; plain text is all that a workflow message can carry
 */
export function refusalMessage(
  blocker: Blocker,
  what: string,
  nameOf: (accountId: string) => string,
): string {
  switch (blocker.code) {
    case 'not-checked':
      return 'Seatkeeper has not checked this request yet. It does so within five minutes; try again then.';
    case 'incomplete':
      return 'This request is incomplete. The comments say what is missing.';
    case 'denied':
      return `The access policy does not allow this: ${blocker.reasons.join(' ')}`;
    case 'stuck':
      return blocker.trouble;
    case 'changed':
      return 'This request was changed after the decision. It has to be decided again first; that takes about a minute.';
    case 'declined': {
      const decliner = blocker.votes.find(({ vote }) => vote === 'declined');
      return decliner
        ? `Declined by ${nameOf(decliner.approverId)} (${STAGE_NAMES[decliner.stage]}).`
        : 'This request was declined.';
    }
    case 'awaiting-approval': {
      const waiting = blocker.votes.filter(({ vote }) => vote === 'pending');
      const people = waiting.map(({ approverId, stage }) => `${nameOf(approverId)} (${STAGE_NAMES[stage]})`);
      return `${what} needs an approval first. Waiting for ${people.join(' and ')}.`;
    }
    case 'pool-full':
      return `There is no free seat in the ${what} pool. Release a seat or buy more, then fulfill.`;
    case 'holds-already':
      return `They have a seat of ${what} already.`;
    case 'closed':
      return 'This request was withdrawn.';
  }
}
