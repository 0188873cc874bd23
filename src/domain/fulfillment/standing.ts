import type { StageVote } from '../approval/approval';
import { outcomeOf } from '../approval/read-votes';
import type { AccessRequest } from '../request/access-request';

/** What keeps a request from being fulfilled now. */
export type Blocker =
  | { readonly code: 'not-checked' }
  | { readonly code: 'incomplete' }
  | { readonly code: 'denied'; readonly reasons: readonly string[] }
  | { readonly code: 'stuck'; readonly trouble: string }
  | { readonly code: 'changed' }
  | { readonly code: 'declined'; readonly votes: readonly StageVote[] }
  | { readonly code: 'awaiting-approval'; readonly votes: readonly StageVote[] }
  | { readonly code: 'pool-full' }
  | { readonly code: 'holds-already' }
  | { readonly code: 'closed' };

/** What was just read from the ticket, against which the record is judged. */
export interface FreshReading {
  /** Digest of what the ticket says now; null when it is not complete. */
  readonly digest: string | null;
  readonly contentChangedAt: number | null;
  readonly votes: readonly StageVote[];
}

/**
 * Whether the decision in force lets this request be fulfilled, judged on the record and a fresh reading of
 * the ticket and of JSM's approvals. Everything that is not clearly approved blocks.
 * @returns undefined when nothing about the decision blocks; whether there is a seat is another question
 */
export function decisionBlocker(
  request: AccessRequest | undefined,
  fresh: FreshReading,
): Blocker | undefined {
  if (!request) return { code: 'not-checked' };
  switch (request.state) {
    case 'incomplete':
      return { code: 'incomplete' };
    case 'denied':
      return { code: 'denied', reasons: request.decision?.reasons ?? [] };
    case 'stuck':
      return { code: 'stuck', trouble: request.trouble ?? '' };
    case 'canceled':
      return { code: 'closed' };
    case 'awaiting-approval':
    case 'ready':
    case 'fulfilled':
    case 'declined':
    case 'unapproved':
      break;
  }
  if (!request.decision || !request.digest) return { code: 'not-checked' };
  if (fresh.digest !== request.digest || fresh.contentChangedAt !== request.contentChangedAt)
    return { code: 'changed' };
  if (request.decision.effect === 'auto-approve') return undefined;
  if (request.decision.effect !== 'require-approval' || fresh.votes.length < request.decision.stages.length) {
    return { code: 'not-checked' };
  }
  const outcome = outcomeOf(fresh.votes);
  if (outcome === 'declined') return { code: 'declined', votes: fresh.votes };
  return outcome === 'approved' ? undefined : { code: 'awaiting-approval', votes: fresh.votes };
}
