import type { TicketApproval } from '../../jira/rules/ticket-approval';
import type { StageAnswers } from '../../approvals/rules/advance-stages';
import type { AssignmentResult } from '../../approvals/rules/assign-approvers';
import type { Application } from '../../catalog/rules/catalog';
import type { Person } from '../../people/rules/person';
import type { Decision, PolicyFacts } from '../../policy/rules/policy';
import type { Seat } from '../../pools/rules/pool';
import type { QueueClaim } from '../../pools/rules/waitlist';
import type { AccessRequest, DecisionCause, IntakeProblem } from './access-request';
import type { JudgingPolicies } from './blockers';
import type { CheckedRequest } from './checked-request';
import type { OutdatedBy } from './outdated';
import type { RequestContext } from './request-context';
import type { Trouble } from './trouble';

/** What the app has on record about a ticket before it is looked at. */
export interface RecordedState {
  readonly request: AccessRequest | undefined;
  /** Keys of the effects that are done. */
  readonly effectsDone: ReadonlySet<string>;
  readonly seat: Seat | undefined;
  /** Undefined for a request that is not approved, or has been fulfilled. */
  readonly queue: QueueClaim | undefined;
}

/** What the policy says of a complete request, with whom it asks and what was seen of what it wants. */
export type DecisionReading =
  | { readonly kind: 'incomplete'; readonly problems: readonly IntakeProblem[] }
  | {
      readonly kind: 'decided';
      readonly decision: Decision;
      readonly facts: PolicyFacts;
      readonly assigned: AssignmentResult;
      /** Where those work in whose hours the stages' time is counted, by account id. */
      readonly locations: ReadonlyMap<string, string>;
      /** Approvals of JSM that were about an earlier decision, oldest first. */
      readonly earlierApprovals: readonly TicketApproval[];
    };

/** JSM's approvals of a ticket, oldest first. */
export interface VoteReading {
  readonly approvals: readonly TicketApproval[];
  /** Of those who voted, who may not decide. */
  readonly unauthorized: ReadonlySet<string>;
}

/** Everything that one look at a ticket decides on, read once. What was not needed is undefined. */
export interface RequestSnapshot {
  readonly recorded: RecordedState;
  readonly context: RequestContext;
  /** What the ticket says, checked. */
  readonly content: CheckedRequest | undefined;
  /** Of the catalog, what the record and the ticket are about. */
  readonly applications: readonly Application[];
  /** The roster's entry of whom the record is for, by account id. */
  readonly people: ReadonlyMap<string, Person>;
  readonly decision: DecisionReading | undefined;
  readonly votes: VoteReading | undefined;
  readonly stages: StageAnswers | undefined;
  readonly policies: JudgingPolicies | undefined;
  /** Of those whose votes were counted before, who may not decide any more. */
  readonly gone: ReadonlySet<string> | undefined;
  /** Why the change ticket that the decision rests on does not count any more, where it was looked at once more. */
  readonly changeTicket: ChangeTicketTrouble | undefined;
  /** What whoever declined wrote with it, where people have to be told of it. */
  readonly declineReason: string | undefined;
  /** What is decided in place of a decision that does not hold any more. */
  readonly redecision: Redecision | undefined;
}

export type ChangeTicketTrouble = Extract<Trouble, { readonly code: 'change-ticket' }>;

export interface Redecision {
  /** What was changed, or used up, shows in the ticket and the seat by themselves. */
  readonly because: OutdatedBy;
  readonly causes: readonly DecisionCause[];
  readonly reading: DecisionReading;
}
