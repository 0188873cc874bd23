import { allOf } from '../../common/rules/listed';
import { counted } from '../../common/rules/plural';

const characters = (count: number): string => counted(count, { one: '# character', other: '# characters' });

/** What the notes and comments on a ticket say. A `person` is where their mention goes. */
export const noteMessages = {
  arrangerGone:
    'A seat is free, but the agent who arranged to fulfill this can’t fulfill tickets here anymore. Another agent has to fulfill it.',
  status: {
    approvedByRule: 'Approved by rule',
    // a note stays as it is written, so it says what was done and not how things stand
    later: 'Asked later',
    asked: 'Asked',
    fulfilled: 'Fulfilled',
    inQueue: 'In queue',
    blocked: 'Blocked',
    seatHeld: 'Seat held',
    notValid: 'Not valid',
    notApproved: 'Not approved',
  },
  row: {
    access: 'Access',
    beneficiary: 'For',
    causes: 'What changed',
    queue: 'Queue',
    duration: 'Duration',
    evidence: 'Evidence',
    exception: 'Exception',
    approval: 'Approval',
    steps: 'Next steps',
    planAndUndo: 'Plan and undo',
    reason: 'Policy reason',
    rules: 'Rules',
    requestedBy: 'Requested by',
    approvedBy: 'Approved by',
    fulfilledBy: 'Fulfilled by',
    seat: 'Seat',
    replaces: 'Replaces',
    requested: 'Requested',
    approved: 'Approved',
    fulfilled: 'Fulfilled',
    ends: 'Ends',
    record: 'Record',
  },
  checked: 'Seatkeeper checked this request.',
  checkedAgain: {
    changed: 'The request changed, so earlier approvals no longer count. Seatkeeper checked it again.',
    'roles-changed':
      'The roles of this tier changed in the catalog, so earlier approvals no longer count. Seatkeeper checked the request again.',
    stricter:
      'More is required now than when this request was decided, so earlier approvals no longer count. Seatkeeper checked it again.',
    denied:
      'The access policy no longer allows what was decided, so earlier approvals no longer count. Seatkeeper checked the request again.',
    'policy-gone':
      'The policy version behind the decision no longer exists, so earlier approvals no longer count. Seatkeeper checked the request again.',
    'higher-tier':
      'They got a higher tier after this request was approved, so earlier approvals no longer count. Seatkeeper checked it again.',
    'change-ticket':
      'The change ticket of this request no longer counts, so earlier approvals don’t either. Seatkeeper checked it again.',
    'used-up':
      'The access from the earlier approval was removed, so that approval no longer counts. Seatkeeper checked the request again.',
    'approver-gone':
      'An approver can no longer decide this request, so earlier approvals no longer count. Seatkeeper checked it again.',
  },
  wouldReplace: (person: string, has: readonly string[], what: string): string =>
    `${person} has ${allOf(has)} today. ${what} would replace ${has.length === 1 ? 'it' : 'them'}.`,
  rules: (ids: readonly string[], version: number): string => `${ids.join(', ')} (policy version ${version})`,
  byRule: (rules: string): string => `By rule: ${rules}`,
  byRuleRightAway: 'by rule, right away',
  planAndUndo:
    'Each request is approved and fulfilled on its own, and joins the queue if the pool is full. To review or undo all requests of this day together, open Reclaim on the project’s Seatkeeper page.',
  step: (position: number, step: string): string => `${position}. ${step}`,
  deciders: (stages: readonly string[]): string =>
    `${allOf(stages)} ${counted(stages.length, { one: 'decides', other: 'decide' })}.`,
  grant: (what: string): string =>
    `An agent with no other role in this request grants ${what} and moves the ticket to fulfilled.`,
  assign: 'Seatkeeper assigns the seat, adds the record here and notifies the requester.',
  endsAfter: (duration: string): string => `Access ends ${duration} after that.`,
  evidence: (asked: string, seen: string | null): string => `${asked}: ${seen ?? 'not found'}`,
  exceptionFor: (controls: string, duration: string): string => `to ${controls}, for ${duration}`,
  exceptionUntil: (controls: string, end: string): string => `Exception to ${controls} until ${end}`,
  stageOpening: (stage: string): string => ` ${stage}: `,
  insteadOf: ' for ',
  morePeople: (people: number): string => counted(people, { other: ' and # more' }),
  quorum: (quorum: number, people: number): string => ` (${quorum} of ${people} must approve)`,
  substitutes: {
    'managers-manager': 'The manager’s manager is asked instead.',
    'backup-owner': 'The backup owner is asked instead.',
  },
  fallback: ', the fallback group, because no other approver was found',
  voteAs: (stage: string, at: string): string => ` (${stage}), ${at}`,
  declineVoid: (person: string, isApproved: boolean): string =>
    `${person} declined this request but can’t decide it, so Seatkeeper reopens it and ${isApproved ? 'its approvals still count' : 'asks for approval again'}.`,
  seatClaim: {
    'keeps-position':
      'The request gets no seat until it’s approved again. Then it returns to its earlier position in the queue.',
    released:
      'The seat that was held for this request was released. Once it’s approved again, it gets a free seat. If there is none, its position in the queue counts from the first approval.',
    'released-for-good': 'The seat that was held for this request was released.',
  },
  orderEnded: (person: string): string =>
    `${person} had arranged to fulfill this when it gets a seat. That ended with the earlier approval. Arrange it again once the request is approved.`,
  seatHeld: (what: string): string => ` A seat in ${what} is now free and held for this request.`,
  movedByWrongPerson: ' The person who moved this ticket to fulfilled has another role in the request.',
  movedByApp: ' This ticket wasn’t moved to fulfilled by a person.',
  movedUnapproved: ' This ticket was moved to fulfilled without a valid decision. No seat was assigned.',
  reopened: 'The ticket was reopened. You can fulfill it once it’s approved.',
  seat: (pool: string, slot: number, purchased: number): string => `${pool}, seat ${slot} of ${purchased}`,
  denied: (what: string, reasons: string): string => `We can’t grant ${what}: ${reasons}`,
  deniedSince: (what: string, reasons: string): string =>
    `We can’t grant ${what} anymore, although it was approved: ${reasons}`,
  object: 'If you think that’s wrong, comment on this request.',
  overtime: (what: string): string => `${what} wasn’t approved in time, so this request is closed. `,
  requestAgain: 'You can request it again.',
  requestAgainIf: 'If you still need it, you can request it again.',
  declined: {
    byAs: (person: string, as: string, what: string): string =>
      `${person} (${as}) declined this request for ${what}.`,
    byAsFor: (person: string, as: string, principal: string, what: string): string =>
      `${person} (${as}, for ${principal}) declined this request for ${what}.`,
    by: (person: string, what: string): string => `${person} declined this request for ${what}.`,
    byNobodyKnown: (what: string): string => `This request for ${what} was declined.`,
  },
  wrote: (text: string): string => `They wrote: “${text}”`,
  declinedAnd: {
    reply: (next: string): string => `To reply, comment on this request. ${next}`,
    ask: (next: string): string => `No reason was given. To ask why, comment on this request. ${next}`,
    askPerson: (person: string, next: string): string =>
      `No reason was given. To ask why, comment on this request, or ask ${person} directly. ${next}`,
  },
  closed: {
    withdrawn: (person: string, what: string, next: string): string =>
      `${person} withdrew this request for ${what}. ${next}`,
    by: (person: string, what: string, next: string): string =>
      `${person} closed this request for ${what} before it was fulfilled. To ask why, comment on this request. ${next}`,
    byNobodyKnown: (what: string, next: string): string =>
      `This request for ${what} was closed before it was fulfilled. To ask why, comment on this request. ${next}`,
  },
  ready: (what: string, person: string): string => `${what} is ready for ${person}.`,
  readyUntil: (what: string, person: string, end: string): string =>
    `${what} is ready for ${person}. Access ends on ${end} (UTC).`,
  replaces: (names: readonly string[]): string => ` It replaces ${allOf(names)}.`,
  readyAskedUntil: (what: string, person: string, end: string): string =>
    `${what} is ready for ${person}. It was requested until ${end} (UTC).`,
};

/** What has changed since a decision that is not enough any more. A `person` is where their mention goes. */
export const causeMessages = {
  ownerReplaced: (person: string, application: string): string =>
    `${person} approved this but no longer owns ${application}.`,
  approverGone: (person: string): string => `${person} approved this but can no longer decide it.`,
  premium: (tier: string): string => `${tier} is premium now.`,
  price: (tier: string): string => `The price of ${tier} changed.`,
  risk: (application: string): string => `The risk level of ${application} changed.`,
  person: 'The department, location or worker type of the person changed.',
  holdings: 'The person has other access now.',
  manyPeople: 'It’s now one of many requests that were made at once.',
  policy: 'The access policy changed.',
};

/** Why a request that was approved needs approval again, for whoever asked and whoever decides. */
export const askedAgainMessages = {
  because: {
    requirements: (what: string): string =>
      `The approval requirements for ${what} changed after this was approved, so it needs approval again.`,
    approvers: (what: string): string =>
      `The approvers of ${what} changed after this was approved, so it needs approval again.`,
    request: (_what: string): string =>
      'This request changed, so earlier approvals no longer count and it needs approval again.',
    facts: (_what: string): string =>
      'Something that this approval was based on has changed, so it needs approval again.',
    removed: (_what: string): string =>
      'The access from the earlier approval was removed, so this needs approval again.',
  },
  keepsPosition: 'Your position in the queue is kept.',
  nothingToDo: 'You don’t have to do anything. We’ll let you know when the access is ready.',
};

/** What a requester is asked for when something is missing or wrong. A `person` is where their mention goes. */
export const problemMessages = {
  opening: 'We need a few details before we can process this request:',
  closing: 'Reply here. An agent then updates the request, and it continues.',
  setUpFirst:
    'Your IT team needs to finish setting this up first. They know about it, so you don’t have to do anything.',
  heldAlready: 'There’s nothing more to request, so you can withdraw this request.',
  hasLeft: 'If they still work here, reply here so that the service desk can correct it.',
  forAdmins: 'This request waits for a Jira admin. It continues once this is fixed:',
  notAsked:
    'Something is missing, but the requester can’t see this ticket in the portal because it has no request type. Ask them directly, and update the fields.',
  choices: (choices: readonly string[]): string => ` Choose one of these: ${choices.join(', ')}.`,
  applicationMissing: 'Which application do you need?',
  applicationUnknown: (application: string): string => `“${application}” isn’t in our catalog.`,
  tierMissing: 'Which tier do you need?',
  tierMissingOf: (application: string): string => `Which tier of ${application} do you need?`,
  tierUnknown: (tier: string): string => `We don’t have a tier “${tier}”.`,
  roleMissing: (tier: string): string => `Which role do you need in ${tier}?`,
  roleUnknown: (role: string): string => `We don’t have a role “${role}”.`,
  beneficiaryUnknown: (person: string): string =>
    `${person} isn’t in the people roster yet. Import the roster with them on the Seatkeeper admin page.`,
  beneficiaryInactive: (person: string): string =>
    `${person} is no longer active in the company, so they can’t get access.`,
  beneficiaryMissing: (person: string): string =>
    `${person} is missing from the latest people roster. Say on the Seatkeeper admin page whether they still work here.`,
  beneficiaryNotAllowed:
    'You can’t request access for this person. They can request it themselves, or their manager can.',
  alreadyHeld: (person: string, what: string): string => `${person} already has a seat in ${what}.`,
  durationInvalid: (duration: string): string =>
    `“${duration}” isn’t a number of days. Enter 1 to 3,650, or leave the field empty for access without an end date.`,
  durationTooLong: (most: string, asked: string): string =>
    `Access is limited to ${most}, but you asked for ${asked}. Enter a number of days.`,
  withoutEnd: 'access without an end date',
  justificationMissing: 'What do you need it for? One sentence is enough.',
  justificationShort: (least: number, length: number): string =>
    `Tell us more about why you need this: at least ${characters(least)} (now ${counted(length, { other: '#' })}).`,
  changeTicketMissing: (project: string): string =>
    `Add the change ticket to the reason, like ${project}-123.`,
  changeTicketUnknown: (ticket: string, project: string): string =>
    `We can’t find the ticket ${ticket}. Add a change ticket from ${project}.`,
  changeTicketItself: (project: string): string =>
    `A request can’t be its own change ticket. Add a change ticket from ${project}.`,
  changeTicketOtherKind: (ticket: string, kinds: readonly string[]): string =>
    kinds.length === 0
      ? `${ticket} is an access request, not a change ticket. Add a change ticket.`
      : `${ticket} isn’t a change ticket. Add one of this type: ${kinds.join(', ')}.`,
  changeTicketOver: (ticket: string): string =>
    `${ticket} is closed and wasn’t approved. Add a change ticket that is open or approved.`,
  trainingMissing: (training: string): string =>
    `Complete the training “${training}” first. The people roster must list it.`,
  factsUnconfirmed: (person: string): string =>
    `${person} imported the roster entry that this request depends on. It counts once another admin imports the same roster.`,
};

/** The mails to approvers. */
export const noticeMessages = {
  reminderSubject: (issueKey: string, what: string): string => `${issueKey} needs your approval: ${what}`,
  reminder: (what: string, issueKey: string, stage: string): string =>
    `Please approve or decline ${what} (${issueKey}) as ${stage}.`,
  reminderSince: (what: string, issueKey: string, stage: string, since: string): string =>
    `Please approve or decline ${what} (${issueKey}) as ${stage}. It has been waiting since ${since}.`,
  stuckSubject: (issueKey: string, what: string): string => `${issueKey} is blocked: ${what}`,
  stuck: (what: string, issueKey: string, why: string): string =>
    `A request for ${what} (${issueKey}) can’t continue. ${why} The service desk has been notified as well.`,
  notReopenedSubject: (issueKey: string, what: string): string =>
    `${issueKey} was fulfilled without approval: ${what}`,
  notReopened: (what: string, issueKey: string, why: string): string =>
    `A request for ${what} (${issueKey}) was moved to fulfilled without a valid decision. ${why} The service desk has been notified as well.`,
  ownTicketSummary: (subject: string, code: string): string => `${subject} [${code}]`,
  ownerNotNotified:
    'The owner and backup owner of this application couldn’t be notified: they’re away, have no active account, or can’t see this ticket. Ask an admin who can act on this.',
  decidedSubject: (issueKey: string, what: string): string =>
    `No approval needed anymore for ${issueKey}: ${what}`,
  approved: (what: string, issueKey: string): string =>
    `${what} (${issueKey}) was approved by somebody else. You don’t need to do anything.`,
  declined: (what: string, issueKey: string): string =>
    `${what} (${issueKey}) was declined by somebody else. You don’t need to do anything.`,
};

/** What keeps a request from being fulfilled. */
export const blockerMessages = {
  notChecked: 'Seatkeeper hasn’t checked this request yet. Try again in five minutes.',
  incomplete: 'This request is incomplete. See the comments for what’s missing.',
  rosterIncomplete:
    'The person this is for isn’t in the people roster yet. A Jira admin needs to import them.',
  beneficiaryMissing:
    'The person this is for is missing from the latest people roster. A Jira admin needs to say whether they still work here.',
  rosterUnconfirmed:
    'The roster entry that this request depends on was imported by somebody with a part in this request. Another admin needs to import the same roster.',
  denied: (reasons: string): string => `The access policy doesn’t allow this: ${reasons}`,
  noRequestType:
    'This ticket has no request type, so nobody can be asked to approve it. Set “Request Type” to an access request, and Seatkeeper asks the approvers.',
  policyGone: 'The policy version behind this decision no longer exists.',
  changed: 'This request changed after it was decided. Seatkeeper checks it again in about a minute.',
  stricter: (reasons: string): string =>
    `More is required now than when this request was decided: ${reasons} Seatkeeper checks it again in about five minutes.`,
  higherTier: (name: string): string =>
    `They got ${name} after this was requested, and fulfilling it would take that away. Close this request, or take back ${name} first.`,
  usedUp:
    'The access from this approval was removed, so the request needs a new decision. Seatkeeper checks it again in about a minute.',
  approverGone: (names: readonly string[]): string =>
    `${allOf([...new Set(names)])} approved this request but can no longer decide it. Seatkeeper asks again in about five minutes.`,
  beneficiaryLeft: 'The person this is for is no longer active in the company, so they can’t get access.',
  declinedBy: (name: string, stage: string): string => `Declined by ${name} (${stage}).`,
  declined: 'This request was declined.',
  awaitingApproval: (what: string, waiting: readonly string[]): string =>
    `${what} needs approval first. Waiting for ${allOf(waiting)}.`,
  poolFull: (what: string): string =>
    `The ${what} pool has no free seat. The request is in the queue for the next one.`,
  leftQueue: (what: string): string =>
    `The ${what} pool has no free seat, and the request has left the queue.`,
  holdsAlready: (what: string): string => `They already have a seat in ${what}.`,
  withdrawn: 'This request was withdrawn.',
  fulfilledBy: {
    approver: 'The person who fulfilled this request also approved it. Somebody else has to fulfill it.',
    requester: 'The person who fulfilled this request also requested it. Somebody else has to fulfill it.',
    beneficiary:
      'The person who fulfilled this request also gets the access. Somebody else has to fulfill it.',
    app: 'Another app or an Automation rule moved this ticket, so nobody knows who fulfilled it. Somebody with no other role in this request has to fulfill it.',
  },
  noTransition: {
    approval: (from: string): string =>
      `The workflow has no transition from “${from}” to the approval status that Seatkeeper can use. Ask a Jira admin to add one.`,
    restart: (from: string): string =>
      `The workflow has no transition from “${from}” to another open status that Seatkeeper can use, so it can’t open a new approval. Ask a Jira admin to add one, and one back.`,
    next: (from: string): string =>
      `The workflow has no transition from “${from}” to the next status that Seatkeeper can use. Ask a Jira admin to add one.`,
    reopen: (from: string): string =>
      `Seatkeeper couldn’t reopen it, because the workflow has no transition from “${from}” to an open status that Seatkeeper can use. Check whether access was given, and ask a Jira admin to add one.`,
    'undo-decline': (from: string): string =>
      `Somebody declined this request who can’t decide it. Seatkeeper couldn’t reopen it, because the workflow has no transition from “${from}” to an open status that Seatkeeper can use. Ask a Jira admin to add one.`,
  },
  anApprover: 'an approver',
  thisRequest: 'This request',
  approvers: (people: string, stage: string): string => `${people} (${stage})`,
  someOf: (quorum: number, people: number): string => counted(people, { other: `${quorum} of # people` }),
  all: (names: readonly string[]): string => names.join(' and '),
  any: (names: readonly string[]): string => names.join(' or '),
};

/** What somebody reads whose step on a request is refused. */
export const requestMessages = {
  evidence: { characters, completed: 'completed' },
  /** Why what the roster says does not decide; `part` is that of whoever imported it. */
  ownImport: {
    requester:
      'The requester imported the department, location and worker type of this person. They count once another admin imports the same roster.',
    beneficiary:
      'The beneficiary imported their own department, location and worker type. They count once another admin imports the same roster.',
  },
  ownPart: {
    approver: 'You approved this request, so somebody else has to fulfill it.',
    requester: 'You requested this yourself, so somebody else has to fulfill it.',
    beneficiary: 'This access is for you, so somebody else has to fulfill it.',
  },
  error: {
    changedNow: 'Somebody changed this request just now. Try again.',
    outdated:
      'What this request was approved on has changed, so Seatkeeper is checking it again. Do this once it’s approved again.',
    notWaiting: 'This request isn’t waiting for a seat anymore. Reload the page to see the latest.',
    notYours: 'This request doesn’t exist, or you don’t have access to it.',
    notInvolved: 'Only the requester and the beneficiary can do this.',
    projectNotSetUp: 'This project isn’t set up for Seatkeeper.',
    noRequest: 'This ticket isn’t an access request.',
    agentsOnly: 'Only agents who can fulfill this ticket can do this.',
    cannotRead: (issueKey: string): string =>
      `Seatkeeper can’t read ${issueKey}. Ask a project admin to give Seatkeeper access.`,
    guardNotSetUp:
      'Seatkeeper guards this transition, but the project isn’t set up. A Jira admin can map it on the Seatkeeper admin page.',
    cannotMove: (from: string): string => `You can’t move this ticket from “${from}” to fulfilled.`,
  },
};
