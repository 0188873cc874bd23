import type { RequirementView } from '../contract/issue-panel';
import type { ApprovalAssignment, StageVote, UnassignedStage } from '../../approvals/rules/approval';
import { stageKey, type ApprovalStage } from '../../policy/rules/approval-stage';
import { evidenceText } from '../../policy/rules/evidence';
import { controlsText } from '../../policy/rules/exception';
import type { AccessRequest } from '../../requests/rules/access-request';
import type { CheckedRequest } from '../../requests/rules/checked-request';
import { noteMessages } from '../../requests/rules/messages';
import { turnOf } from '../../requests/rules/problem-turn';
import { stageView } from './stage-views';

export interface RequirementInputs {
  readonly request: AccessRequest | undefined;
  readonly votes: readonly StageVote[];
  readonly checked: CheckedRequest;
  /** Changed since the decision, so that the votes are about something else. */
  readonly changed: boolean;
  /** Stages that nobody can be found for, where that is what keeps the request. */
  readonly unassigned: readonly UnassignedStage[];
}

const EMPTY = { stage: null, at: null, text: null };

/** The lines of "What it takes", in the order in which they matter. */
export function panelRequirements(inputs: RequirementInputs): RequirementView[] {
  const { request, checked } = inputs;
  if (!request) return [];
  // of what there is nothing to request, nothing is missing either
  if (request.state === 'incomplete')
    return turnOf(checked.ok ? request.problems : checked.problems) === 'nobody'
      ? []
      : [{ ...EMPTY, kind: 'details', state: 'missing' }];
  const reason: RequirementView = {
    ...EMPTY,
    kind: 'justification',
    state: checked.ok ? 'met' : 'missing',
    text: checked.ok ? clip(checked.details.justification) : null,
  };
  return [...decisive(inputs, request), ...exceptionLine(request), ...evidenceLine(request), reason];
}

/** What had to be shown, with what was seen; a request that lacks something is not decided. */
function evidenceLine({ decision }: AccessRequest): RequirementView[] {
  if (!decision || decision.evidence.length === 0) return [];
  const text = decision.evidence.map((one) => noteMessages.evidence(evidenceText(one), one.seen)).join('; ');
  return [{ ...EMPTY, kind: 'evidence', state: 'met', text }];
}

/** What the request is an exception to; `at` is when that ends, null while it has not begun. */
function exceptionLine({ decision, endsAt }: AccessRequest): RequirementView[] {
  if (!decision || decision.exceptions.length === 0) return [];
  return [{ ...EMPTY, kind: 'exception', state: 'met', at: endsAt, text: controlsText(decision.exceptions) }];
}

function decisive(
  { votes, changed, unassigned }: RequirementInputs,
  request: AccessRequest,
): RequirementView[] {
  switch (request.decision?.effect) {
    case 'deny':
      return [{ ...EMPTY, kind: 'policy', state: 'refused' }];
    case 'auto-approve':
      return [{ ...EMPTY, kind: 'policy', state: changed ? 'void' : 'met', at: request.approvedAt }];
    case 'require-approval':
      return request.state === 'stuck'
        ? request.decision.stages.map((stage) => unassignedLine(stage, unassigned))
        : request.assignments.map((assignment) => stageLine(assignment, votes, request, changed));
    case undefined:
      return [];
  }
}

/** A stage of a request that is stuck: either the one that nobody is left for, or one that nobody is asked in for that. */
function unassignedLine(stage: ApprovalStage, unassigned: readonly UnassignedStage[]): RequirementView {
  const isMissing = unassigned.some((one) => stageKey(one.stage) === stageKey(stage));
  const nobody = {
    people: [],
    peopleCount: 0,
    isFallback: false,
    substitute: null,
    late: null,
    remarks: [],
    since: null,
    next: null,
  };
  return {
    ...EMPTY,
    kind: stage.kind,
    state: isMissing ? 'missing' : 'later',
    stage: {
      key: stageKey(stage),
      kind: stage.kind,
      groupName: stage.group?.name ?? null,
      quorum: stage.quorum,
      ...nobody,
    },
  };
}

function stageLine(
  assignment: ApprovalAssignment,
  votes: readonly StageVote[],
  request: AccessRequest,
  changed: boolean,
): RequirementView {
  const vote = votes.find(({ stage }) => stage === assignment.stage);
  const isOver = request.state === 'declined' || request.state === 'canceled';
  const pending = isOver ? 'over' : assignment.openedAt === null ? 'later' : 'waiting';
  const cast = vote?.outcome === 'approved' ? 'met' : 'refused';
  const isPending = vote === undefined || vote.outcome === 'pending';
  return {
    kind: assignment.kind,
    state: isPending ? pending : changed ? 'void' : cast,
    stage: stageView(assignment, votes),
    at: vote?.decidedAt ?? null,
    text: null,
  };
}

const MAX_SHOWN = 400;
const clip = (text: string): string => (text.length > MAX_SHOWN ? `${text.slice(0, MAX_SHOWN)}…` : text);
