import type { ApprovalAssignment, StageVote } from '../../approvals/rules/approval';
import { openStages } from '../../approvals/rules/open-stages';
import type { AccessRequest } from './access-request';
import { utcText } from '../../common/rules/time-text';
import { noticeMessages } from './messages';
import { stageName } from '../../approvals/rules/stage-words';

/** A mail to people who are asked, or are asked no more. */
export interface Notice {
  /** The same for the same mail, however often it is worked out. */
  readonly key: string;
  readonly to: readonly string[];
  readonly subject: string;
  readonly text: string;
}

/**
 * The mails that a request has come to: reminders of stages that nobody has decided, and a word to those who
 * were asked and need not answer any more. JSM itself tells whoever is asked for the first time.
 * @param what the entitlement in words
 */
export function noticesDue(request: AccessRequest, what: string): Notice[] {
  const { assignments, votes } = request;
  const open = new Set(openStages(assignments, votes).map(({ stage }) => stage));
  return assignments.flatMap((assignment) => {
    const vote = votes.find(({ stage }) => stage === assignment.stage);
    if (!vote) return [];
    const isWaiting = request.state === 'awaiting-approval' && open.has(assignment.stage);
    return [
      ...(isWaiting ? reminders(request, assignment, vote, what) : []),
      ...decided(request, assignment, vote, what),
    ];
  });
}

const haveNotVoted = (people: readonly string[], { cast }: StageVote): string[] =>
  people.filter((id) => !cast.some(({ approverId }) => approverId === id));

function reminders(
  { issueKey, revision }: AccessRequest,
  assignment: ApprovalAssignment,
  vote: StageVote,
  what: string,
): Notice[] {
  const to = haveNotVoted(assignment.approverIds, vote);
  const sent = assignment.overdue.filter(({ action }) => action === 'reminded').length;
  if (sent === 0 || to.length === 0) return [];
  const asked = stageName(assignment.kind, assignment.groupName);
  return [
    {
      key: `reminder:${revision}:${sent}:${assignment.stage}`,
      to,
      subject: noticeMessages.reminderSubject(issueKey, what),
      text:
        assignment.openedAt === null
          ? noticeMessages.reminder(what, issueKey, asked)
          : noticeMessages.reminderSince(what, issueKey, asked, utcText(assignment.openedAt)),
    },
  ];
}

/** Those who were asked by a stage that others have decided, or of which nothing depends any more. */
function decided(
  { issueKey, revision, votes }: AccessRequest,
  assignment: ApprovalAssignment,
  vote: StageVote,
  what: string,
): Notice[] {
  const to = assignment.openedAt === null ? [] : haveNotVoted(assignment.approverIds, vote);
  const isDeclined = votes.some(({ outcome }) => outcome === 'declined');
  const outcome = isDeclined ? 'declined' : vote.outcome;
  if (outcome === 'pending' || to.length === 0) return [];
  return [
    {
      key: `decided:${revision}:${assignment.stage}`,
      to,
      subject: noticeMessages.decidedSubject(issueKey, what),
      text: noticeMessages[outcome](what, issueKey),
    },
  ];
}
