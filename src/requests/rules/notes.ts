import { entitlementName } from '../../catalog/rules/entitlement';
import type { ApprovalAssignment, StageVote } from '../../approvals/rules/approval';
import { evidenceText } from '../../policy/rules/evidence';
import { controlsText } from '../../policy/rules/exception';
import { MANY_PEOPLE } from '../../policy/rules/evaluate-policy';
import type { Decision } from '../../policy/rules/policy';
import type { IntakeProblem, RequestDetails } from './access-request';
import { addDays, daysText, utcDay, utcText } from '../../common/rules/time-text';
import { blockerText } from './blocker-messages';
import type { CompleteRequest } from './checked-request';
import type { Trouble } from './trouble';
import {
  bulletList,
  doc,
  facts,
  mention,
  paragraph,
  status,
  strong,
  text,
  type AdfDocument,
  type AdfNode,
} from '../../common/rules/adf';
import { stageName } from '../../approvals/rules/stage-words';

/** What is asked for, in words. */
export const whatIsAsked = ({ application, tier, details }: CompleteRequest): string =>
  entitlementName(application, tier, details.role);

/** Internal: what was decided, by which rules, and who is asked. */
export function decisionNote(
  what: string,
  details: RequestDetails,
  decision: Decision,
  assignments: readonly ApprovalAssignment[],
  changed: boolean,
): AdfDocument {
  const opening = changed
    ? 'The request was changed, so earlier approvals no longer count. It was decided again.'
    : 'Seatkeeper checked this request.';
  const outcome: AdfNode[] =
    decision.effect === 'auto-approve'
      ? [paragraph(status('Approved by rule', 'green'))]
      : assignments.map((assignment) =>
          paragraph(
            assignment.openedAt === null ? status('Later', 'neutral') : status('Waiting', 'yellow'),
            text(` ${stageName(assignment.kind, assignment.groupName)}: `),
            ...whom(assignment),
          ),
        );
  return doc(
    paragraph(text(opening)),
    facts([
      ['What', paragraph(text(what))],
      ['For', paragraph(mention(details.beneficiaryId))],
      ['Duration', paragraph(text(daysText(details.durationDays)))],
      ...evidenceFact(decision),
      ...exceptionFact(decision, (controls) => `to ${controls}, for ${daysText(details.durationDays)}`),
      ['Approval', outcome],
      ['Steps', stepsOf(what, details, assignments)],
      ...manyPeopleFact(decision),
      ['Why', decision.reasons.map((reason) => paragraph(text(reason)))],
      ['Rules', paragraph(text(`${decision.rules.join(', ')} (policy version ${decision.policyVersion})`))],
    ]),
  );
}

/** One of many at once: how all of them are granted, and how all of it is undone. */
const manyPeopleFact = ({ rules }: Decision): [string, AdfNode[]][] =>
  rules.includes(MANY_PEOPLE.rule)
    ? [
        [
          'Plan and undo',
          [
            paragraph(
              text(
                'Each request is approved and fulfilled by itself, a seat at a time, and waits in line where the pool is full. On the project’s Seatkeeper page, under Reclaim, everything that this requester asked for on the day is shown with its people and cost, and taken back as a whole.',
              ),
            ),
          ],
        ],
      ]
    : [];

/** What happens from here to the end, in order. */
function stepsOf(
  what: string,
  { durationDays }: RequestDetails,
  assignments: readonly ApprovalAssignment[],
): AdfNode[] {
  const turns = [...new Set(assignments.map(({ order }) => order))].sort((a, b) => a - b);
  const approvals = turns.map((turn) => {
    const names = assignments
      .filter(({ order }) => order === turn)
      .map(({ kind, groupName }) => stageName(kind, groupName));
    return `${names.join(' and ')} ${names.length === 1 ? 'decides' : 'decide'}.`;
  });
  const end = durationDays === null ? [] : [`The access ends ${daysText(durationDays)} after that.`];
  const steps = [
    ...approvals.map((step) => step.charAt(0).toUpperCase() + step.slice(1)),
    `An agent with no part in the request gives the access to ${what} and moves the ticket to fulfilled.`,
    'Seatkeeper assigns the seat, writes the record here and tells the requester.',
    ...end,
  ];
  return steps.map((step, index) => paragraph(text(`${index + 1}. ${step}`)));
}

/** A row about what had to be shown and was; none for most. */
const evidenceFact = ({ evidence }: Decision): [string, AdfNode[]][] =>
  evidence.length === 0
    ? []
    : [
        [
          'Evidence',
          evidence.map((one) => paragraph(text(`${evidenceText(one)}: ${one.seen ?? 'not seen'}`))),
        ],
      ];

/** A row about the controls that a decision is an exception to; none for most. */
const exceptionFact = ({ exceptions }: Decision, say: (controls: string) => string): [string, AdfNode][] =>
  exceptions.length === 0 ? [] : [['Exception', paragraph(text(say(controlsText(exceptions))))]];

const MAX_MENTIONS = 5;

/** Who is asked, by name where there are few; how many have to approve, where not everybody has to. */
function whom({ approverIds, quorum, delegates, remarks, isFallback }: ApprovalAssignment): AdfNode[] {
  const named = approverIds.slice(0, MAX_MENTIONS).flatMap((id, index) => {
    const stoodInFor = delegates.find(({ approverId }) => approverId === id)?.forId;
    return [
      ...(index > 0 ? [text(', ')] : []),
      mention(id),
      ...(stoodInFor === undefined ? [] : [text(' for '), mention(stoodInFor)]),
    ];
  });
  const more = approverIds.length - MAX_MENTIONS;
  const others = more > 0 ? [text(` and ${more} more`)] : [];
  const enough =
    quorum < approverIds.length ? [text(` (${quorum} of ${approverIds.length} must approve)`)] : [];
  const fallback = isFallback ? [text(', as the fallback group: nobody else can be asked')] : [];
  return [...named, ...others, ...enough, ...fallback, ...remarks.map((remark) => text(` ${remark}`))];
}

/** One line for each approval of a stage: who, for whom, as what, when. */
function approvalsIn(
  { stage, kind, groupName, delegates }: ApprovalAssignment,
  votes: readonly StageVote[],
): AdfNode[] {
  const cast = votes.find((vote) => vote.stage === stage)?.cast ?? [];
  return cast.map(({ approverId, decidedAt }) => {
    const stoodInFor = delegates.find((delegate) => delegate.approverId === approverId)?.forId;
    return paragraph(
      mention(approverId),
      ...(stoodInFor === undefined ? [] : [text(' for '), mention(stoodInFor)]),
      text(` (${stageName(kind, groupName)}), ${utcText(decidedAt)}`),
    );
  });
}

/** Public: everything that is missing or wrong, in one message. */
export function problemsComment(problems: readonly IntakeProblem[]): AdfDocument {
  return doc(
    paragraph(text('We need a little more before this request can go on:')),
    bulletList(...problems.map((problem) => paragraph(...problemText(problem)))),
    paragraph(text('Reply here, or change the request, and it goes on by itself.')),
  );
}

function problemText({ code, subject, choices }: IntakeProblem): AdfNode[] {
  const choose = choices.length > 0 ? ` Choose one of: ${choices.join(', ')}.` : '';
  switch (code) {
    case 'application-missing':
      return [text(`Which application do you need?${choose}`)];
    case 'application-unknown':
      return [text(`“${clip(subject)}” is not in our catalog.${choose}`)];
    case 'tier-missing':
      return [text(`Which tier${subject === '' ? '' : ` of ${subject}`} do you need?${choose}`)];
    case 'tier-unknown':
      return [text(`There is no tier “${clip(subject)}”.${choose}`)];
    case 'role-missing':
      return [text(`What is the person to be in ${subject}?${choose}`)];
    case 'role-unknown':
      return [text(`There is no role “${clip(subject)}”.${choose}`)];
    case 'beneficiary-unknown':
      return [
        mention(subject),
        text(' is not in the list of people that access can be given to. An administrator can add them.'),
      ];
    case 'beneficiary-inactive':
      return [mention(subject), text(' is no longer active in the company, so cannot get access.')];
    case 'already-held':
      return [mention(subject), text(` has a seat of ${choices.join(', ')} already.`)];
    case 'duration-invalid':
      return [
        text(
          `“${clip(subject)}” is not a duration. Give a number of days from 1 to 3650, or leave it empty for no end.`,
        ),
      ];
    case 'duration-too-long':
      return [
        text(
          `It can be granted for at most ${choices.join(', ')} days, and you asked for ${subject === 'no end' ? subject : `${subject} days`}. Give a number of days.`,
        ),
      ];
    case 'justification-missing':
      return [text('What do you need it for? One sentence is enough.')];
    case 'justification-short':
      return [
        text(
          `Tell us more about what you need it for: at least ${choices.join()} characters; there are ${subject}.`,
        ),
      ];
    case 'change-ticket-missing':
      return [text(`Name the change ticket in the reason, such as ${subject}-123.`)];
    case 'change-ticket-unknown':
      return [
        text(`There is no ticket ${subject} that we can see. Name a change ticket of ${choices.join()}.`),
      ];
    case 'training-missing':
      return [
        text(`The training “${subject}” has to be completed first, and the list of people has to say so.`),
      ];
  }
}

const clip = (value: string): string => (value.length > 80 ? `${value.slice(0, 80)}…` : value);

/** Public: the policy does not allow it, and why. */
export const denialComment = (what: string, reasons: readonly string[]): AdfDocument =>
  doc(paragraph(text(`${what} cannot be granted: ${reasons.join(' ')}`)));

/** Public: nobody decided while there was time. */
export const overtimeComment = (what: string): AdfDocument =>
  doc(
    paragraph(
      text(`${what} was not approved in the time that there is for it, so this request ends. `),
      text('You can ask again.'),
    ),
  );

/** Internal: why the request does not move on by itself. */
export const troubleNote = (trouble: Trouble, what: string): AdfDocument =>
  doc(
    paragraph(
      trouble.code === 'pool-full' ? status('In line', 'yellow') : status('Stuck', 'red'),
      text(` ${blockerText(trouble, what)}`),
    ),
  );

/** Internal: the waiting is over. */
export const seatNote = (what: string): AdfDocument =>
  doc(
    paragraph(
      status('Seat held', 'green'),
      text(` A seat of ${what} came free and is held for this request.`),
    ),
  );

/** Internal: the ticket is where it should not be, and nothing was granted. */
export const unapprovedNote = (trouble: Trouble | null, what: string): AdfDocument =>
  doc(
    // it was approved, and only who moved it makes the move void
    trouble?.code === 'own-part'
      ? paragraph(
          status('Does not count', 'red'),
          text(' This ticket was moved to fulfilled by the wrong person.'),
        )
      : paragraph(
          status('Not approved', 'red'),
          text(' This ticket was moved to fulfilled without a valid decision. No seat was assigned.'),
        ),
    paragraph(
      text(
        trouble
          ? blockerText(trouble, what)
          : 'It is reopened, and can be fulfilled once the approvals are in.',
      ),
    ),
  );

export interface Fulfillment {
  readonly what: string;
  readonly details: RequestDetails;
  readonly requesterId: string;
  readonly decision: Decision;
  readonly assignments: readonly ApprovalAssignment[];
  readonly votes: readonly StageVote[];
  readonly fulfillerId: string;
  readonly pool: string;
  readonly slot: number;
  readonly purchased: number;
  readonly requestedAt: number;
  readonly approvedAt: number | null;
  readonly fulfilledAt: number;
  readonly recordId: string;
}

/** Internal: the record of a fulfillment, for whoever has to prove it later. */
export function fulfillmentNote(done: Fulfillment): AdfDocument {
  const approvals =
    done.votes.length > 0
      ? done.assignments.flatMap((assignment) => approvalsIn(assignment, done.votes))
      : [
          paragraph(
            text(
              `By rule: ${done.decision.rules.join(', ')} (policy version ${done.decision.policyVersion})`,
            ),
          ),
        ];
  return doc(
    paragraph(status('Fulfilled', 'green'), text(' '), strong(done.what)),
    facts([
      ['What', paragraph(text(done.what))],
      ['For', paragraph(mention(done.details.beneficiaryId))],
      ['Requested by', paragraph(mention(done.requesterId))],
      ['Approved by', approvals],
      ['Fulfilled by', paragraph(mention(done.fulfillerId))],
      ['Seat', paragraph(text(`${done.pool}, seat ${done.slot} of ${done.purchased}`))],
      ['Requested', paragraph(text(utcText(done.requestedAt)))],
      ['Approved', paragraph(text(done.approvedAt === null ? 'by rule, at once' : utcText(done.approvedAt)))],
      ['Fulfilled', paragraph(text(utcText(done.fulfilledAt)))],
      ['Ends', paragraph(text(endText(done)))],
      ...exceptionFact(done.decision, (controls) => `Exception to ${controls} until ${endText(done)}`),
      ['Record', paragraph(text(done.recordId))],
    ]),
  );
}

/** Public: it is there, for whom and until when. */
export function readyComment(done: Fulfillment): AdfDocument {
  const end = done.details.durationDays === null ? '' : ` The access ends on ${endText(done)} (UTC).`;
  return doc(
    paragraph(text(`${done.what} is ready for `), mention(done.details.beneficiaryId), text(`.${end}`)),
  );
}

const endText = ({ details, fulfilledAt }: Fulfillment): string =>
  details.durationDays === null ? 'no end' : utcDay(addDays(fulfilledAt, details.durationDays));
