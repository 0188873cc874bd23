import type { ApproverView, StageView } from '../contract/issue-panel';
import type { ApprovalAssignment, StageVote } from '../../approvals/rules/approval';
import { changesPeople } from '../../approvals/rules/advance-stages';
import { plannedStep } from '../../approvals/rules/stage-deadlines';

const MAX_PEOPLE = 6;

const NEXT = { reminded: 'remind', escalated: 'escalate', replaced: 'replace', declined: 'decline' } as const;

/** How a stage stands, for whoever looks at it. */
export function stageView(assignment: ApprovalAssignment, votes: readonly StageVote[]): StageView {
  const { stage, kind, groupName, approverIds, quorum, isFallback, substitute, remarks, openedAt } =
    assignment;
  const people = approverIds
    .map((personId) => approverView(personId, assignment, votes))
    .sort((a, b) => Number(b.vote !== null) - Number(a.vote !== null));
  return {
    key: stage,
    kind,
    groupName,
    people: people.slice(0, MAX_PEOPLE),
    peopleCount: people.length,
    quorum,
    isFallback,
    substitute: substitute ?? null,
    late: lateness(assignment),
    remarks,
    since: openedAt,
    next: nextOf(assignment, votes),
  };
}

/** The last time that others were asked because nobody had decided. */
function lateness({ overdue }: ApprovalAssignment): StageView['late'] {
  const step = overdue.findLast(({ action, approverIds }) => changesPeople(action) && approverIds.length > 0);
  return step?.action === 'escalated' || step?.action === 'replaced' ? step.action : null;
}

function approverView(
  personId: string,
  { stage, delegates }: ApprovalAssignment,
  votes: readonly StageVote[],
): ApproverView {
  const cast = votes
    .find((vote) => vote.stage === stage)
    ?.cast.find(({ approverId }) => approverId === personId);
  return {
    personId,
    forId: cast?.forId ?? delegates.find(({ approverId }) => approverId === personId)?.forId ?? null,
    vote: cast?.vote ?? null,
    votedAt: cast?.decidedAt ?? null,
  };
}

function nextOf(assignment: ApprovalAssignment, votes: readonly StageVote[]): StageView['next'] {
  const isPending = votes.find(({ stage }) => stage === assignment.stage)?.outcome === 'pending';
  const step = isPending ? plannedStep(assignment) : undefined;
  return step && assignment.dueAt !== null ? { action: NEXT[step], at: assignment.dueAt } : null;
}
