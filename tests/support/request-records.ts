import type { ApprovalAssignment, StageVote } from '../../src/approvals/rules/approval';
import type { Application } from '../../src/catalog/rules/catalog';
import { stageOf } from '../../src/policy/rules/approval-stage';
import type { Decision } from '../../src/policy/rules/policy';
import type { AccessRequest, RequestDetails, RequestState } from '../../src/requests/rules/access-request';
import { newRequest, type RequestDecision } from '../../src/requests/rules/after-event';
import { requestDigest } from '../../src/requests/rules/request-digest';
import type { Ticket } from '../../src/jira/rules/ticket';

export const aTicket = (changes: Partial<Ticket> = {}): Ticket => ({
  issueId: '10000',
  issueKey: 'IT-1',
  projectId: '10000',
  requestTypeId: '11',
  workTypeId: '10100',
  creatorId: 'requester',
  requesterId: 'requester',
  requesterName: 'Rita Requester',
  statusId: '1',
  statusName: 'Open',
  statusDone: false,
  createdAt: 1_000,
  raw: {
    application: 'Figma',
    tier: 'Premium',
    role: null,
    beneficiaryId: null,
    duration: null,
    justification: 'x',
  },
  fields: {
    application: 'Figma',
    tier: 'Premium',
    role: null,
    beneficiaryId: 'requester',
    duration: null,
    justification: 'x',
  },
  optionIds: { application: null, tier: null },
  approverIds: [],
  changes: [],
  transitions: [],
  sla: null,
  completedSla: [],
  shownApprovals: null,
  ...changes,
});

export const DETAILS: RequestDetails = {
  applicationKey: 'figma',
  tierKey: 'premium',
  role: null,
  beneficiaryId: 'beneficiary',
  durationDays: 30,
  justification: 'x',
};

export const FIGMA: Application = {
  key: 'figma',
  name: 'Figma',
  description: '',
  risk: null,
  criticality: null,
  region: null,
  supportPath: null,
  idleDays: null,
  ownerId: 'application-owner-1',
  backupOwnerId: null,
  tiers: [
    {
      key: 'premium',
      name: 'Premium',
      summary: '',
      premium: true,
      addOn: false,
      lowerTierKey: null,
      roles: [],
      seats: 5,
      priceLines: [],
      contractEnd: null,
    },
  ],
};
export const aDecision = (changes: Partial<Decision> = {}): Decision => ({
  effect: 'require-approval',
  stages: [stageOf('manager'), stageOf('application-owner')],
  maxDays: null,
  evidence: [],
  exceptions: [],
  rules: ['premium'],
  reasons: ['Premium needs an approval.'],
  policyVersion: 1,
  ...changes,
});

export const anAssignment = (
  kind: 'manager' | 'application-owner',
  changes: Partial<ApprovalAssignment> = {},
): ApprovalAssignment => ({
  stage: kind,
  kind,
  groupName: null,
  quorum: 1,
  order: 1,
  timeout: null,
  approverIds: [`${kind}-1`],
  delegates: [],
  remarks: [],
  isFallback: false,
  openedAt: 1_000,
  dueAt: null,
  overdue: [],
  ...changes,
});

export const ASSIGNMENTS = [anAssignment('manager'), anAssignment('application-owner')];

export const voteOf = (
  stage: 'manager' | 'application-owner',
  outcome: StageVote['outcome'],
  decidedAt = 2_000,
): StageVote => ({
  stage,
  outcome,
  decidedAt: outcome === 'pending' ? null : decidedAt,
  cast:
    outcome === 'pending'
      ? []
      : [{ approverId: `${stage}-1`, forId: null, vote: outcome, decidedAt, approvalId: 'approval-1' }],
});

export const APPROVED = [voteOf('manager', 'approved'), voteOf('application-owner', 'approved', 3_000)];

export const decidedAs = (changes: Partial<RequestDecision> = {}): RequestDecision => ({
  requesterId: 'requester',
  revision: 2,
  details: DETAILS,
  decision: aDecision(),
  decidedAgain: null,
  decidedBecause: [],
  assignments: ASSIGNMENTS,
  trouble: null,
  contentChangedAt: null,
  ignoredApprovalIds: [],
  ...changes,
});

const pending: readonly StageVote[] = [voteOf('manager', 'pending'), voteOf('application-owner', 'pending')];

const decided: Partial<AccessRequest> = {
  revision: 1,
  details: DETAILS,
  digest: requestDigest(DETAILS),
  decision: aDecision(),
  assignments: ASSIGNMENTS,
  votes: pending,
};
const approved: Partial<AccessRequest> = { ...decided, votes: APPROVED, approvedAt: 3_000 };

/** What a request in each state looks like when it came there on the usual way. */
const USUAL: Readonly<Record<RequestState, Partial<AccessRequest>>> = {
  incomplete: { problems: [{ code: 'application-missing', subject: '', choices: [] }] },
  denied: { ...decided, decision: aDecision({ effect: 'deny', stages: [] }), assignments: [], votes: [] },
  stuck: {
    ...decided,
    assignments: [],
    votes: [],
    trouble: {
      code: 'no-approver',
      stages: [{ kind: 'manager', groupName: null, quorum: 1, found: 0 }],
      fallback: null,
    },
  },
  'awaiting-approval': decided,
  ready: approved,
  fulfilled: {
    ...approved,
    fulfilledAt: 4_000,
    judgedAt: 4_000,
    fulfillerId: 'agent',
    cycle: 1,
    endsAt: 9_000,
  },
  declined: { ...decided, votes: [voteOf('manager', 'declined'), voteOf('application-owner', 'pending')] },
  canceled: decided,
  unapproved: decided,
};

export const aRequest = (state: RequestState, changes: Partial<AccessRequest> = {}): AccessRequest => ({
  ...newRequest(aTicket()),
  ...USUAL[state],
  state,
  version: 3,
  ...changes,
});
