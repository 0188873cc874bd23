import type { ProblemTurn } from '../../requests/rules/problem-turn';
import type { Calls } from '../../common/contract/calls';
import type { Price } from '../../common/rules/money';
import * as z from '#zod';
import type { Substitute } from '../../approvals/rules/approval';
import type { ApprovalStageKind, StageTimeout } from '../../policy/rules/approval-stage';
import type { CaseView } from '../../reclaim/contract/reclaim';
import type { QueuePosition } from '../../pools/rules/waitlist';
import type { IntakeProblem, RequestState } from '../../requests/rules/access-request';

/** Somebody who can satisfy an approval stage. Times everywhere: milliseconds since the epoch, UTC. */
export interface ApproverView {
  readonly personId: string;
  /** Whom they stand in for, while that person is away. */
  readonly forId: string | null;
  readonly vote: 'approved' | 'declined' | null;
  readonly votedAt: number | null;
}

/** How an approval stage stands: who can satisfy it, since when it waits, what happens next and when. */
export interface StageView {
  readonly key: string;
  readonly kind: ApprovalStageKind;
  readonly groupName: string | null;
  /** Those who voted first, and of the others a few; `peopleCount` counts all. */
  readonly people: readonly ApproverView[];
  readonly peopleCount: number;
  /** How many of them have to approve. */
  readonly quorum: number;
  readonly isFallback: boolean;
  /** As what somebody is asked in the place of whom the stage names; null for those whom it names. */
  readonly substitute: Substitute | null;
  /** Whether nobody decided in time, so that others are asked too, or instead; null where everybody was asked from the start. */
  readonly late: 'escalated' | 'replaced' | null;
  /** What is special about who is asked, in sentences. */
  readonly remarks: readonly string[];
  readonly since: number | null;
  readonly next: { readonly action: StageTimeout['then']; readonly at: number } | null;
}

/** One line of "What it takes". */
export interface RequirementView {
  readonly kind: ApprovalStageKind | 'policy' | 'exception' | 'evidence' | 'justification' | 'details';
  /**
   * `later`: its turn has not come. `void`: voted before the request was changed, or what it was decided on. `over`: nobody
   * has to do it any more.
   */
  readonly state: 'met' | 'waiting' | 'later' | 'refused' | 'missing' | 'void' | 'over';
  readonly stage: StageView | null;
  readonly at: number | null;
  readonly text: string | null;
}

export interface PoolView {
  readonly name: string;
  readonly purchased: number;
  readonly allocated: number;
  /** For requests, and for joiners who have none yet. */
  readonly held: number;
  readonly blocked: number;
  readonly free: number;
  /** In use beyond what is purchased. */
  readonly over: number;
  /** Requests that wait for a seat. */
  readonly waiting: number;
  /** Each price that a seat can have; null for one that nobody knows. */
  readonly prices: readonly (Price | null)[];
  readonly contractEnd: string | null;
  /** The seat of this very request. */
  readonly seat: { readonly slot: number; readonly state: 'held' | 'allocated' } | null;
  /** Where this request is in the queue; null when it does not wait. */
  readonly queuePosition: QueuePositionView | null;
  /** Whether it left the queue. */
  readonly hasGivenUp: boolean;
  /** Whether it comes back to its position in the queue once it is approved again. */
  readonly keepsPosition: boolean;
  /** Whether the seat that was held for it was released, since it has to be approved again. */
  readonly hasReleasedSeat: boolean;
  /** The agent who has it fulfilled as soon as it has a seat. */
  readonly arrangedBy: string | null;
  /** Of a full pool the holders who have been away the longest, by a source that can be believed. */
  readonly idlest: readonly IdleHolderView[];
}

export interface IdleHolderView {
  readonly holderId: string;
  /** Last activity, or since when they have the seat; null when nobody knows. */
  readonly since: number | null;
  readonly source: string;
  /** As of when the source says so. */
  readonly observedAt: number;
}

export type QueuePositionView = Omit<QueuePosition, 'poolId'>;

export interface ClockView {
  readonly requestedAt: number;
  readonly approvedAt: number | null;
  readonly fulfilledAt: number | null;
  readonly sla: {
    readonly goalMs: number;
    readonly elapsedMs: number;
    readonly breached: boolean;
    readonly completed: boolean;
    readonly paused: boolean;
    readonly breachAt: number | null;
  } | null;
}

/** The one thing to do next; `reason` says why it cannot be done now. */
export type NextStep =
  | { readonly kind: 'fulfill'; readonly enabled: boolean; readonly reason: string | null }
  | { readonly kind: 'none' };

export interface IssuePanelRequest {
  readonly kind: 'request';
  /** `checking` and `recording` pass within seconds: the app has not come round to the ticket yet. */
  readonly state: RequestState | 'checking' | 'recording';
  /** Changed since it was decided; approvals have to come in again. */
  readonly changed: boolean;
  /**
   * What has changed since it was decided, so that it is decided once more: at once where it is approved, otherwise when it
   * has been; null while the decision is enough.
   */
  readonly outdated: 'catalog' | 'policy' | 'other' | null;
  readonly poolFull: boolean;
  /** Whether there is a seat for it, which it gets within minutes. */
  readonly isSeatComing: boolean;
  /** What is wrong with the guard in the workflow, as it was last found; null when nothing is known to be. */
  readonly guard: 'missing' | 'switched-off' | null;
  readonly what: string;
  readonly premium: boolean;
  readonly beneficiaryId: string | null;
  /** Who gets the message when it is fulfilled. */
  readonly requesterName: string;
  readonly durationDays: number | null;
  readonly requirements: readonly RequirementView[];
  readonly problems: readonly IntakeProblem[];
  /** Whose turn it is while it is incomplete. */
  readonly turn: ProblemTurn;
  readonly reasons: readonly string[];
  readonly rules: readonly string[];
  readonly policyVersion: number | null;
  readonly trouble: string | null;
  readonly pool: PoolView | null;
  readonly clock: ClockView;
  readonly next: NextStep;
  readonly fulfillerId: string | null;
  readonly endsAt: number | null;
  readonly recordId: string | null;
  readonly now: number;
}

export type IssuePanelView = IssuePanelRequest | CaseView | { readonly kind: 'not-an-access-request' };

const nothing = z.strictObject({});

/** Calls of the issue panel; the issue comes from the platform's context, never from the payload. */
export const issuePanelInputs = {
  'issue-panel/show': nothing,
  'issue-panel/fulfill': nothing,
  /** Has the ticket fulfilled in the caller's name as soon as its turn for a seat comes. */
  'issue-panel/arrange': nothing,
  'issue-panel/give-up': nothing,
  'issue-panel/rejoin': nothing,
  /** Asks the idlest holders of the full pool whether they release their seats. */
  'issue-panel/ask-idlest': nothing,
  /** Says that an access was taken away in the application. */
  'issue-panel/confirm-removal': nothing,
  'issue-panel/repair-guard': nothing,
};

interface IssuePanelOutputs {
  readonly 'issue-panel/show': IssuePanelView;
  readonly 'issue-panel/fulfill': { readonly started: true };
  readonly 'issue-panel/arrange': IssuePanelView;
  readonly 'issue-panel/give-up': IssuePanelView;
  readonly 'issue-panel/rejoin': IssuePanelView;
  readonly 'issue-panel/ask-idlest': { readonly asked: number; readonly stopped: string | null };
  readonly 'issue-panel/confirm-removal': IssuePanelView;
  /** Where the viewer can repair the guard; null for people who may not. Asked for only where it is missing. */
  readonly 'issue-panel/repair-guard': { readonly workflowsPath: string | null };
}

export type IssuePanelCalls = Calls<typeof issuePanelInputs, IssuePanelOutputs>;
