import type { ShortStage } from '../../approvals/rules/stage-words';

/** What somebody is to a request that keeps them from fulfilling it. */
export type OwnPart = 'approver' | 'requester' | 'beneficiary';

/** The same of whoever moved the ticket; of an app nobody knows for whom it did. */
export type MoverPart = OwnPart | 'app';

/** What keeps the next step of a request from happening: a code, and what it takes to say it in words. */
export type Trouble =
  /** Nobody, or too few, can approve it. */
  | {
      readonly code: 'no-approver';
      readonly stages: readonly ShortStage[];
      /** The site's fallback group, which has too few people too; null where none is set. */
      readonly fallback: string | null;
      /** Set where the fallback group has more members than can be asked. */
      readonly isFallbackTooLarge?: boolean | undefined;
    }
  /** People have to approve it, and JSM asks nobody about a ticket without a request type. */
  | { readonly code: 'no-request-type' }
  /** It waits in the queue for a seat. */
  | { readonly code: 'pool-full' }
  /** It has left the queue for a seat. */
  | { readonly code: 'left-queue' }
  | { readonly code: 'holds-already' }
  | { readonly code: 'changed' }
  /** More is required by now than when it was decided. */
  | { readonly code: 'stricter'; readonly reasons: readonly string[] }
  /** Who approved it may not decide it any more. */
  | { readonly code: 'approver-gone'; readonly approverIds: readonly string[] }
  /** What it granted was taken away since, and an approval is good for one grant. */
  | { readonly code: 'used-up' }
  /** The person has got a higher tier of the application, by name, since it was approved, or asked for where a rule approves. */
  | { readonly code: 'higher-tier'; readonly name: string }
  /** The change ticket that the decision rests on does not count any more. */
  | {
      readonly code: 'change-ticket';
      readonly why: 'unknown' | 'itself' | 'other-kind' | 'over';
      readonly ticket: string;
      /** Names of work types that would be right; empty for any but that of access requests. */
      readonly kinds: readonly string[];
    }
  | { readonly code: 'beneficiary-left' }
  | { readonly code: 'denied'; readonly reasons: readonly string[] }
  /** The rules that decided it are not on record any more. */
  | { readonly code: 'policy-gone' }
  /** Somebody moved it to fulfilled who has another part in it. */
  | { readonly code: 'own-part'; readonly part: MoverPart }
  /** The workflow does not lead from the status, by name, to where the ticket has to go. */
  | {
      readonly code: 'no-transition';
      readonly from: string;
      readonly to: 'approval' | 'restart' | 'next' | 'reopen' | 'undo-decline';
    }
  /** A sentence, as it was stored before there were codes. */
  | { readonly code: 'earlier'; readonly text: string };
