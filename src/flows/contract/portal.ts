import type { ProblemTurn } from '../../requests/rules/problem-turn';
import type { Calls } from '../../common/contract/calls';
import type { Price } from '../../common/rules/money';
import * as z from '#zod';
import type { QueuePositionView, StageView } from './issue-panel';
import { keepInput, type CaseView } from '../../reclaim/contract/reclaim';
import type { ApprovalStageKind } from '../../policy/rules/approval-stage';
import type { IntakeProblem } from '../../requests/rules/access-request';

/** A tier as a requester chooses it. */
export interface OfferedTier {
  readonly key: string;
  readonly name: string;
  readonly summary: string;
  readonly premium: boolean;
  /** What one can be in it; there is something to choose where there are several. */
  readonly roles: readonly string[];
  /** Whether a request would get a seat at once, or has to queue; how many wait is told to those who wait. */
  readonly hasFreeSeat: boolean;
  /** Whether whoever looks has it, and not only for days. */
  readonly isHeld: boolean;
  /** Each price that a seat can have, null for one that nobody knows; empty where customers are not shown prices. */
  readonly prices: readonly (Price | null)[];
}

export interface OfferedApplication {
  readonly key: string;
  readonly name: string;
  readonly description: string;
  readonly tiers: readonly OfferedTier[];
}

export type CatalogOffer =
  | {
      readonly kind: 'offer';
      readonly applications: readonly OfferedApplication[];
      /** Customers of the portal may not search for people in Jira; they name somebody by e-mail address. */
      readonly canSearchPeople: boolean;
      /** Whether access may be asked for on behalf of anybody. */
      readonly canOrderForOthers: boolean;
    }
  | { readonly kind: 'not-an-access-request' };

/** What would happen with a request, before it is sent. */
export type RequestPreview =
  | {
      readonly kind: 'decided';
      readonly effect: 'deny' | 'require-approval' | 'auto-approve';
      /** In the order in which they are asked. */
      readonly approvers: readonly PreviewedStage[];
      readonly reasons: readonly string[];
      /** What has to be shown, each within a sentence. */
      readonly evidence: readonly string[];
      /** Higher tiers that they have and that it would take the place of, by name. */
      readonly replaces: readonly string[];
      /** Stages nobody can be found for. */
      readonly unassigned: readonly {
        readonly stage: ApprovalStageKind;
        readonly groupName: string | null;
      }[];
    }
  | IncompletePreview;

/** The same as far as customers are shown before they send a request: who somebody else is, they are not. */
export type PortalPreview =
  | {
      readonly kind: 'decided';
      readonly effect: 'deny' | 'require-approval' | 'auto-approve';
      readonly approvers: readonly PortalPreviewedStage[];
      /** None about somebody else: what keeps a person from it may tell what they have. */
      readonly reasons: readonly string[];
      readonly evidence: readonly string[];
      /** Nothing about somebody else. */
      readonly replaces: readonly string[];
    }
  | IncompletePreview;

/** What cannot be decided as it is. */
export interface IncompletePreview {
  readonly kind: 'incomplete';
  readonly problems: readonly IntakeProblem[];
  /** Whose turn it would be. */
  readonly turn: ProblemTurn;
}

export type PortalPreviewedStage = Pick<PreviewedStage, 'key' | 'stage' | 'groupName'>;

export interface PreviewedStage {
  readonly key: string;
  readonly stage: ApprovalStageKind;
  readonly groupName: string | null;
  /** The first few; `peopleCount` counts all. */
  readonly personIds: readonly string[];
  readonly peopleCount: number;
  readonly quorum: number;
}

/** A stage as people outside see it: whom it asks, and not what keeps others from being asked. */
export type PortalStage = Omit<StageView, 'remarks'>;

/** One step on the requester's line from asked to ready. */
export interface PortalStep {
  readonly kind: 'asked' | ApprovalStageKind | 'ready';
  /** `over`: nobody has to do it any more. */
  readonly state: 'done' | 'current' | 'open' | 'refused' | 'over';
  /** Null for `asked` and `ready`. */
  readonly stage: PortalStage | null;
  readonly at: number | null;
}

/**
 * - `in-use`: until its end, where it has one; then it is removed
 * - `unenforced`: as before, but it is not removed at its end
 * - `ended`: its end has come, and it is being removed
 * - `over`: removed, or it goes on through another request
 */
export type PortalAccess = 'in-use' | 'unenforced' | 'ended' | 'over';

/** What an approver decides about, besides what the requester sees. */
export interface PortalDecision {
  /** Whether their vote is still open; they cast it with JSM's own buttons. */
  readonly isTheirTurn: boolean;
  /** Each price that a seat can have; empty where prices are not shown to customers. */
  readonly prices: readonly (Price | null)[];
  /** Null for a tier that the catalog has no more. */
  readonly seats: {
    readonly inUse: number;
    readonly purchased: number;
    /** Whether it would have to wait for a seat once it is approved. */
    readonly isFull: boolean;
  } | null;
}

/** An approval that was there and counts no more. */
export interface AskedAgain {
  /** Why, in a sentence. */
  readonly why: string;
  /** Whether it comes back to its position in the queue; nothing for one that never had to wait. */
  readonly keepsPosition: boolean;
  /** Whether whoever looks had approved it. */
  readonly hadApproved: boolean;
}

export interface PortalRequest {
  readonly kind: 'request';
  readonly state:
    | 'checking'
    | 'incomplete'
    | 'waiting'
    | 'approved'
    | 'ready'
    | 'declined'
    | 'denied'
    | 'withdrawn'
    | 'stuck';
  /** How it came to be declined; null for a request that is not. */
  readonly declined: 'by-approver' | 'by-time' | 'by-hand' | null;
  readonly what: string;
  /** Whether it is because nobody can approve it that it is stuck. */
  readonly lacksApprover: boolean;
  readonly forSelf: boolean;
  readonly beneficiaryId: string | null;
  readonly requesterId: string;
  /** Whether it is theirs: raised by them, or for them. */
  readonly isOwn: boolean;
  /** What the requester wrote, for themselves and whoever is asked to approve it; null for others, and while it is incomplete. */
  readonly justification: string | null;
  /** Null for whoever is not asked. */
  readonly toDecide: PortalDecision | null;
  readonly steps: readonly PortalStep[];
  readonly problems: readonly IntakeProblem[];
  /** Whose turn it is while it is incomplete. */
  readonly turn: ProblemTurn;
  readonly reasons: readonly string[];
  /** Null for a request that is asked about for the first time. */
  readonly askedAgain: AskedAgain | null;
  /**
   * - `being-checked`: its approval may not hold any more, which is looked at within minutes
   * - `checked-later`: what was decided is not enough any more, and it is checked again once people have approved it
   */
  readonly outdated: 'being-checked' | 'checked-later' | null;
  readonly durationDays: number | null;
  /** Higher tiers that whoever it is for has and that it would take the place of, by name, until that has happened. */
  readonly replaces: readonly string[];
  readonly fulfilledAt: number | null;
  readonly endsAt: number | null;
  /** What has become of a fulfilled request's access; null before. */
  readonly access: PortalAccess | null;
  /** Position of an approved request in the queue for a full pool; null when it does not wait. */
  readonly queuePosition: QueuePositionView | null;
  /** Whether it left the queue. */
  readonly hasGivenUp: boolean;
  /** Whether whoever looks may leave the queue with it, or join it again. */
  readonly mayChangeQueue: boolean;
  readonly now: number;
}

export type PortalRequestView = PortalRequest | CaseView | { readonly kind: 'not-an-access-request' };

const name = z.string().min(1).max(200);

const previewedRequest = z.strictObject({
  application: name,
  tier: name,
  role: name.nullable(),
  beneficiaryId: name.nullable(),
  durationDays: z.number().int().min(1).max(3_650).nullable(),
});

/** What somebody is about to ask for. */
export type PreviewedRequest = z.infer<typeof previewedRequest>;

export const portalInputs = {
  'portal/offer': z.strictObject({}),
  'portal/preview': previewedRequest,
  'portal/find-person': z.strictObject({ email: z.email().max(254) }),
  'portal/show-request': z.strictObject({}),
  'portal/give-up': z.strictObject({}),
  'portal/rejoin': z.strictObject({}),
  'portal/release-seat': z.strictObject({}),
  'portal/keep-seat': keepInput,
};

interface PortalOutputs {
  readonly 'portal/offer': CatalogOffer;
  readonly 'portal/preview': PortalPreview;
  readonly 'portal/find-person': { readonly personId: string | null };
  readonly 'portal/show-request': PortalRequestView;
  readonly 'portal/give-up': PortalRequestView;
  readonly 'portal/rejoin': PortalRequestView;
  readonly 'portal/release-seat': PortalRequestView;
  readonly 'portal/keep-seat': PortalRequestView;
}

export type PortalCalls = Calls<typeof portalInputs, PortalOutputs>;
