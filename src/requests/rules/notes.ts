import type { ApprovalAssignment, StageVote } from '../../approvals/rules/approval';
import { evidenceText } from '../../policy/rules/evidence';
import { controlsText } from '../../policy/rules/exception';
import { MANY_PEOPLE_RULE } from '../../policy/rules/evaluate-policy';
import type { Decision } from '../../policy/rules/policy';
import {
  UNLIMITED,
  type DecidedAgain,
  type DecisionCause,
  type IntakeProblem,
  type RequestDetails,
} from './access-request';
import { commonMessages } from '../../common/rules/messages';
import { daysText, utcDay, utcText } from '../../common/rules/time-text';
import { blockerText } from './blocker-messages';
import { causeText } from './cause-words';
import type { Decline } from './decline';
import { askedAgainMessages, noteMessages, problemMessages } from './messages';
import { isForAdministrator, isPointless, turnOf } from './problem-turn';
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
import { roleIn, stageName } from '../../approvals/rules/stage-words';

const { row } = noteMessages;

/**
 * What a request has left of its claim to a seat while it has to be approved again: its position in the queue, or, where a
 * seat was held for it, the position that it would have, or nothing.
 */
export type SeatClaimLeft = 'keeps-position' | 'released' | 'released-for-good';

export interface DecisionMade {
  /** The entitlement in words, with its role; the application and its tier alone. */
  readonly what: string;
  readonly application: string;
  readonly tier: string;
  readonly details: RequestDetails;
  readonly decision: Decision;
  readonly assignments: readonly ApprovalAssignment[];
  readonly again: DecidedAgain | null;
  readonly causes: readonly DecisionCause[];
  /** Higher tiers that it would take the place of, by name. */
  readonly replaces: readonly string[];
  readonly orderEnded: string | undefined;
  readonly seatClaim: SeatClaimLeft | null;
}

/** Internal: what was decided, by which rules and why anew, who is asked, and what becomes of a claim to a seat. */
export function decisionNote(made: DecisionMade): AdfDocument {
  const { what, details, decision, assignments, again, replaces } = made;
  const opening = again ? noteMessages.checkedAgain[again] : noteMessages.checked;
  const outcome: AdfNode[] =
    decision.effect === 'auto-approve'
      ? [paragraph(status(noteMessages.status.approvedByRule, 'green'))]
      : assignments.map((assignment) =>
          paragraph(
            assignment.openedAt === null
              ? status(noteMessages.status.later, 'neutral')
              : status(noteMessages.status.asked, 'neutral'),
            text(noteMessages.stageOpening(stageName(assignment.kind, assignment.groupName))),
            ...whom(assignment),
          ),
        );
  return doc(
    paragraph(text(opening)),
    ...(replaces.length === 0
      ? []
      : [paragraph(...withPerson(noteMessages.wouldReplace(PERSON, replaces, what), details.beneficiaryId))]),
    facts([
      ...causesFact(made),
      [row.access, paragraph(text(what))],
      [row.beneficiary, paragraph(mention(details.beneficiaryId))],
      [row.duration, paragraph(text(daysText(details.durationDays)))],
      ...evidenceFact(decision),
      ...exceptionFact(decision, (controls) =>
        noteMessages.exceptionFor(controls, daysText(details.durationDays)),
      ),
      [row.approval, outcome],
      ...seatClaimFact(made),
      [row.steps, stepsOf(what, details, assignments)],
      ...manyPeopleFact(decision),
      [row.reason, decision.reasons.map((reason) => paragraph(text(reason)))],
      [row.rules, paragraph(text(rulesText(decision)))],
    ]),
  );
}

/** A row about all that has changed since the decision before; none where the ticket itself tells, or nobody knows. */
const causesFact = (made: DecisionMade): [string, AdfNode[]][] =>
  made.causes.length === 0
    ? []
    : [[row.causes, made.causes.map((cause) => paragraph(...causeNodes(cause, made)))]];

const causeNodes = (cause: DecisionCause, { application, tier }: DecisionMade): AdfNode[] =>
  'personId' in cause
    ? withPerson(causeText(cause, { application, tier }, PERSON), cause.personId)
    : [text(causeText(cause, { application, tier }, ''))];

/** A row about what becomes of its seat or its place in the queue, and of what somebody arranged for it; none for most. */
function seatClaimFact({ orderEnded, seatClaim }: DecisionMade): [string, AdfNode[]][] {
  const said = [
    ...(seatClaim ? [paragraph(text(noteMessages.seatClaim[seatClaim]))] : []),
    ...(orderEnded === undefined
      ? []
      : [paragraph(...withPerson(noteMessages.orderEnded(PERSON), orderEnded))]),
  ];
  const hadSeat = seatClaim === 'released' || seatClaim === 'released-for-good';
  return said.length === 0 ? [] : [[hadSeat ? row.seat : row.queue, said]];
}

const rulesText = ({ rules, policyVersion }: Decision): string => noteMessages.rules(rules, policyVersion);

/** One of many at once: how all of them are granted, and how all of it is undone. */
const manyPeopleFact = ({ rules }: Decision): [string, AdfNode[]][] =>
  rules.includes(MANY_PEOPLE_RULE) ? [[row.planAndUndo, [paragraph(text(noteMessages.planAndUndo))]]] : [];

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
    return noteMessages.deciders(names);
  });
  const end = durationDays === null ? [] : [noteMessages.endsAfter(daysText(durationDays))];
  const steps = [
    ...approvals.map((step) => step.charAt(0).toUpperCase() + step.slice(1)),
    noteMessages.grant(what),
    noteMessages.assign,
    ...end,
  ];
  return steps.map((step, index) => paragraph(text(noteMessages.step(index + 1, step))));
}

/** A row about what had to be shown and was; none for most. */
const evidenceFact = ({ evidence }: Decision): [string, AdfNode[]][] =>
  evidence.length === 0
    ? []
    : [
        [
          row.evidence,
          evidence.map((one) => paragraph(text(noteMessages.evidence(evidenceText(one), one.seen)))),
        ],
      ];

/** A row about the controls that a decision is an exception to; none for most. */
const exceptionFact = ({ exceptions }: Decision, say: (controls: string) => string): [string, AdfNode][] =>
  exceptions.length === 0 ? [] : [[row.exception, paragraph(text(say(controlsText(exceptions))))]];

const MAX_MENTIONS = 5;

/** Who is asked, by name where there are few; how many have to approve, where not everybody has to. */
function whom({
  approverIds,
  quorum,
  delegates,
  remarks,
  substitute,
  isFallback,
}: ApprovalAssignment): AdfNode[] {
  const named = approverIds.slice(0, MAX_MENTIONS).flatMap((id, index) => {
    const delegator = delegates.find(({ approverId }) => approverId === id)?.forId;
    return [
      ...(index > 0 ? [text(', ')] : []),
      mention(id),
      ...(delegator === undefined ? [] : [text(noteMessages.insteadOf), mention(delegator)]),
    ];
  });
  const more = approverIds.length - MAX_MENTIONS;
  const others = more > 0 ? [text(noteMessages.morePeople(more))] : [];
  const enough = quorum < approverIds.length ? [text(noteMessages.quorum(quorum, approverIds.length))] : [];
  const fallback = isFallback ? [text(noteMessages.fallback)] : [];
  const instead = substitute && !isFallback ? [noteMessages.substitutes[substitute]] : [];
  return [
    ...named,
    ...others,
    ...enough,
    ...fallback,
    ...[...remarks, ...instead].map((remark) => text(` ${remark}`)),
  ];
}

/** One line for each approval of a stage: who, for whom, as what, when. */
function approvalsIn({ stage, kind, groupName }: ApprovalAssignment, votes: readonly StageVote[]): AdfNode[] {
  const cast = votes.find((vote) => vote.stage === stage)?.cast ?? [];
  return cast.map(({ approverId, forId, decidedAt }) =>
    paragraph(
      mention(approverId),
      ...(forId === null ? [] : [text(noteMessages.insteadOf), mention(forId)]),
      text(noteMessages.voteAs(stageName(kind, groupName), utcText(decidedAt))),
    ),
  );
}

/** Marks where in a sentence the person goes, which a translation decides. */
const PERSON = '\uFFFC';

/** A sentence with the people who are meant mentioned in it, each in their place. */
function withPeople(sentence: string, ...personIds: readonly string[]): AdfNode[] {
  const [before = '', ...after] = sentence.split(PERSON);
  const people = personIds.flatMap((id, index) => [mention(id), text(after[index] ?? '')]);
  return [text(before), ...people].filter((part) => part.text !== '');
}

const withPerson = (sentence: string, personId: string): AdfNode[] => withPeople(sentence, personId);

/** Public: everything that is missing or wrong, in one message, and whose turn it is. */
export function problemsComment(problems: readonly IntakeProblem[]): AdfDocument {
  switch (turnOf(problems)) {
    case 'nobody':
      return doc(...problems.filter(isPointless).map((problem) => paragraph(...pointlessText(problem))));
    case 'administrator':
      return doc(paragraph(text(problemMessages.setUpFirst)));
    case 'requester':
      return doc(
        paragraph(text(problemMessages.opening)),
        listOf(problems.filter((problem) => !isForAdministrator(problem))),
        paragraph(text(problemMessages.closing)),
      );
  }
}

function pointlessText(problem: IntakeProblem): AdfNode[] {
  const { hasLeft, heldAlready } = problemMessages;
  return [...problemText(problem), text(` ${problem.code === 'already-held' ? heldAlready : hasLeft}`)];
}

/** Internal: what the roster lacks, for the queue. */
export const rosterNote = (problems: readonly IntakeProblem[]): AdfDocument =>
  doc(
    paragraph(status(noteMessages.status.blocked, 'red'), text(` ${problemMessages.forAdmins}`)),
    listOf(problems.filter(isForAdministrator)),
  );

/** Internal: something is missing, and whoever asked does not see that in the portal. */
export const notAskedNote = (): AdfDocument =>
  doc(paragraph(status(noteMessages.status.blocked, 'red'), text(` ${problemMessages.notAsked}`)));

const listOf = (problems: readonly IntakeProblem[]): AdfNode =>
  bulletList(...problems.map((problem) => paragraph(...problemText(problem))));

function problemText({ code, subject, choices }: IntakeProblem): AdfNode[] {
  const choose = choices.length > 0 ? problemMessages.choices(choices) : '';
  switch (code) {
    case 'application-missing':
      return [text(`${problemMessages.applicationMissing}${choose}`)];
    case 'application-unknown':
      return [text(`${problemMessages.applicationUnknown(clip(subject))}${choose}`)];
    case 'tier-missing':
      return [
        text(
          `${subject === '' ? problemMessages.tierMissing : problemMessages.tierMissingOf(subject)}${choose}`,
        ),
      ];
    case 'tier-unknown':
      return [text(`${problemMessages.tierUnknown(clip(subject))}${choose}`)];
    case 'role-missing':
      return [text(`${problemMessages.roleMissing(subject)}${choose}`)];
    case 'role-unknown':
      return [text(`${problemMessages.roleUnknown(clip(subject))}${choose}`)];
    case 'beneficiary-unknown':
      return withPerson(problemMessages.beneficiaryUnknown(PERSON), subject);
    case 'beneficiary-inactive':
      return withPerson(problemMessages.beneficiaryInactive(PERSON), subject);
    case 'beneficiary-missing':
      return withPerson(problemMessages.beneficiaryMissing(PERSON), subject);
    case 'beneficiary-not-allowed':
      return [text(problemMessages.beneficiaryNotAllowed)];
    case 'already-held':
      return withPerson(problemMessages.alreadyHeld(PERSON, choices.join(', ')), subject);
    case 'duration-invalid':
      return [text(problemMessages.durationInvalid(clip(subject)))];
    case 'duration-too-long':
      return [
        text(
          problemMessages.durationTooLong(
            daysText(Number(choices.join())),
            subject === UNLIMITED ? problemMessages.withoutEnd : daysText(Number(subject)),
          ),
        ),
      ];
    case 'justification-missing':
      return [text(problemMessages.justificationMissing)];
    case 'justification-short':
      return [text(problemMessages.justificationShort(Number(choices.join()), Number(subject)))];
    case 'change-ticket-missing':
      return [text(problemMessages.changeTicketMissing(subject))];
    case 'change-ticket-unknown':
      return [text(problemMessages.changeTicketUnknown(subject, choices.join()))];
    case 'change-ticket-itself':
      return [text(problemMessages.changeTicketItself(choices.join()))];
    case 'change-ticket-other-kind':
      return [text(problemMessages.changeTicketOtherKind(subject, choices))];
    case 'change-ticket-over':
      return [text(problemMessages.changeTicketOver(subject))];
    case 'training-missing':
      return [text(problemMessages.trainingMissing(subject))];
    case 'facts-unconfirmed':
      return withPerson(problemMessages.factsUnconfirmed(PERSON), subject);
  }
}

function clip(value: string, most = 80): string {
  const characters = Array.from(value);
  return characters.length > most ? `${characters.slice(0, most).join('')}…` : value;
}

/** Public: the policy does not allow it, why, and what whoever thinks otherwise can do. */
export function denialComment(
  what: string,
  reasons: readonly string[],
  again: DecidedAgain | null,
): AdfDocument {
  const sentence = again === 'denied' ? noteMessages.deniedSince : noteMessages.denied;
  return doc(paragraph(text(sentence(what, reasons.join(' ')))), paragraph(text(noteMessages.object)));
}

const MOST_QUOTED = 1_000;

/**
 * Public: who declined it, why as far as they said, and what one can do then.
 * @param reason what they wrote with it
 */
export function declineComment(what: string, decline: Decline, reason: string | undefined): AdfDocument {
  const { declinedAnd } = noteMessages;
  const opening = paragraph(...declineOpening(what, decline));
  if (reason !== undefined) {
    const quoted = paragraph(text(noteMessages.wrote(clip(reason, MOST_QUOTED))));
    return doc(opening, quoted, paragraph(text(declinedAnd.reply(noteMessages.requestAgainIf))));
  }
  const ask =
    decline.byId === null
      ? [text(declinedAnd.ask(noteMessages.requestAgainIf))]
      : withPerson(declinedAnd.askPerson(PERSON, noteMessages.requestAgainIf), decline.byId);
  return doc(opening, paragraph(...ask));
}

function declineOpening(what: string, { byId, forId, stage }: Decline): AdfNode[] {
  const { declined } = noteMessages;
  if (byId === null) return [text(declined.byNobodyKnown(what))];
  if (!stage) return withPerson(declined.by(PERSON, what), byId);
  const as = roleIn(stage);
  return forId === null
    ? withPerson(declined.byAs(PERSON, as, what), byId)
    : withPeople(declined.byAsFor(PERSON, as, PERSON, what), byId, forId);
}

/** Public: it ended before it was fulfilled, by the hand of one of those whose request it is, or of somebody else. */
export function closedComment(what: string, closerId: string | null, requesterId: string): AdfDocument {
  const { closed, requestAgainIf } = noteMessages;
  if (closerId === null) return doc(paragraph(text(closed.byNobodyKnown(what, requestAgainIf))));
  const sentence = closerId === requesterId ? closed.withdrawn : closed.by;
  return doc(paragraph(...withPerson(sentence(PERSON, what, requestAgainIf), closerId)));
}

/** Public: the approval that was there counts no more. @param why in a sentence */
export const askedAgainComment = (why: string, keepsPosition: boolean): AdfDocument =>
  doc(
    paragraph(text([why, ...(keepsPosition ? [askedAgainMessages.keepsPosition] : [])].join(' '))),
    paragraph(text(askedAgainMessages.nothingToDo)),
  );

/** Public: nobody decided while there was time. */
export const overtimeComment = (what: string): AdfDocument =>
  doc(paragraph(text(noteMessages.overtime(what)), text(noteMessages.requestAgain)));

/** Internal: why the request does not move on by itself. */
export const troubleNote = (trouble: Trouble, what: string): AdfDocument =>
  doc(
    paragraph(
      trouble.code === 'pool-full'
        ? status(noteMessages.status.inQueue, 'yellow')
        : status(noteMessages.status.blocked, 'red'),
      text(` ${blockerText(trouble, what)}`),
    ),
  );

/** Internal: who may not decide has declined, and the ticket is about to be open again. */
export const voidDeclineNote = (declinerId: string, isApproved: boolean): AdfDocument =>
  doc(paragraph(...withPerson(noteMessages.declineVoid(PERSON, isApproved), declinerId)));

/** Internal: the waiting is over. */
export const seatNote = (what: string): AdfDocument =>
  doc(paragraph(status(noteMessages.status.seatHeld, 'green'), text(noteMessages.seatHeld(what))));

/** Internal: the ticket is where it should not be, and nothing was granted. */
export const unapprovedNote = (trouble: Trouble | null, what: string): AdfDocument =>
  doc(
    // it was approved, and only who moved it makes the move void
    trouble?.code === 'own-part'
      ? paragraph(
          status(noteMessages.status.notValid, 'red'),
          text(trouble.part === 'app' ? noteMessages.movedByApp : noteMessages.movedByWrongPerson),
        )
      : paragraph(status(noteMessages.status.notApproved, 'red'), text(noteMessages.movedUnapproved)),
    paragraph(text(trouble ? blockerText(trouble, what) : noteMessages.reopened)),
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
  /** Null for no end. */
  readonly endsAt: number | null;
  /** What it takes the place of, by name. */
  readonly replaces: readonly string[];
  /** Whether the access is removed at its end. */
  readonly isEndEnforced: boolean;
  readonly recordId: string;
}

/** Internal: the record of a fulfillment, for whoever has to prove it later. */
export function fulfillmentNote(done: Fulfillment): AdfDocument {
  const approvals =
    done.votes.length > 0
      ? done.assignments.flatMap((assignment) => approvalsIn(assignment, done.votes))
      : [paragraph(text(noteMessages.byRule(rulesText(done.decision))))];
  return doc(
    paragraph(status(noteMessages.status.fulfilled, 'green'), text(' '), strong(done.what)),
    facts([
      [row.access, paragraph(text(done.what))],
      [row.beneficiary, paragraph(mention(done.details.beneficiaryId))],
      [row.requestedBy, paragraph(mention(done.requesterId))],
      [row.approvedBy, approvals],
      [row.fulfilledBy, paragraph(mention(done.fulfillerId))],
      [row.seat, paragraph(text(noteMessages.seat(done.pool, done.slot, done.purchased)))],
      ...replacedFact(done),
      [row.requested, paragraph(text(utcText(done.requestedAt)))],
      [
        row.approved,
        paragraph(text(done.approvedAt === null ? noteMessages.byRuleRightAway : utcText(done.approvedAt))),
      ],
      [row.fulfilled, paragraph(text(utcText(done.fulfilledAt)))],
      [row.ends, paragraph(text(endText(done)))],
      ...exceptionFact(done.decision, (controls) => noteMessages.exceptionUntil(controls, endText(done))),
      [row.record, paragraph(text(done.recordId))],
    ]),
  );
}

/** A row about the tiers that it takes the place of; none for most. */
const replacedFact = ({ replaces }: Fulfillment): [string, AdfNode[]][] =>
  replaces.length === 0 ? [] : [[row.replaces, replaces.map((name) => paragraph(text(name)))]];

/** Public: it is there, for whom and until when. */
export function readyComment(done: Fulfillment): AdfDocument {
  const until = done.isEndEnforced ? noteMessages.readyUntil : noteMessages.readyAskedUntil;
  const sentence =
    done.endsAt === null
      ? noteMessages.ready(done.what, PERSON)
      : until(done.what, PERSON, utcDay(done.endsAt));
  const replaces = done.replaces.length === 0 ? '' : noteMessages.replaces(done.replaces);
  return doc(paragraph(...withPerson(`${sentence}${replaces}`, done.details.beneficiaryId)));
}

const endText = ({ endsAt }: Fulfillment): string =>
  endsAt === null ? commonMessages.noEnd : utcDay(endsAt);
