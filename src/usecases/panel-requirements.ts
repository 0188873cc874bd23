import type { RequirementView } from '../contracts/issue-panel';
import type { StageVote } from '../domain/approval/approval';
import type { ApprovalStageKind } from '../domain/policy/policy';
import type { AccessRequest } from '../domain/request/access-request';
import type { CheckedRequest } from './check-request';

export interface RequirementInputs {
  readonly request: AccessRequest | undefined;
  readonly votes: readonly StageVote[];
  readonly checked: CheckedRequest;
  /** Changed since the decision, so that the votes are about something else. */
  readonly changed: boolean;
  /** Stages that nobody can be found for, where that is what keeps the request. */
  readonly unassigned: readonly ApprovalStageKind[];
}

const EMPTY = { personId: null, since: null, at: null, text: null };

/** The lines of "What it takes", in the order in which they matter. */
export function panelRequirements(inputs: RequirementInputs): RequirementView[] {
  const { request, checked } = inputs;
  if (!request) return [];
  if (request.state === 'incomplete') return [{ ...EMPTY, kind: 'details', state: 'missing' }];
  const reason: RequirementView = {
    ...EMPTY,
    kind: 'justification',
    state: checked.ok ? 'met' : 'missing',
    text: checked.ok ? clip(checked.details.justification) : null,
  };
  return [...decisive(inputs, request), reason];
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
        ? request.decision.stages.map((kind) => ({
            ...EMPTY,
            kind,
            state: unassigned.includes(kind) ? 'missing' : 'waiting',
          }))
        : votes.map((vote) => stageLine(vote, request, changed));
    case undefined:
      return [];
  }
}

function stageLine(vote: StageVote, request: AccessRequest, changed: boolean): RequirementView {
  const isOver = request.state === 'declined' || request.state === 'canceled';
  const pending = isOver ? 'over' : 'waiting';
  const cast = vote.vote === 'approved' ? 'met' : 'refused';
  return {
    kind: vote.stage,
    state: vote.vote === 'pending' ? pending : changed ? 'void' : cast,
    personId: vote.approverId,
    since: vote.vote === 'pending' ? (request.contentChangedAt ?? request.requestedAt) : null,
    at: vote.decidedAt,
    text: null,
  };
}

const MAX_SHOWN = 400;
const clip = (text: string): string => (text.length > MAX_SHOWN ? `${text.slice(0, MAX_SHOWN)}…` : text);
