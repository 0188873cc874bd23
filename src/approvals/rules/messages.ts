import { anyOf } from '../../common/rules/listed';
import { counted } from '../../common/rules/plural';

export const delegationMessages = {
  nobodyNamed: 'Choose at least one delegate.',
  yourself: 'You can’t be your own delegate.',
  twice: 'You chose the same delegate twice.',
  notActive: 'A delegate must be an active colleague with an account.',
  noApplication: 'Choose at least one application, or all of them.',
  lastBeforeFirst: 'The last day is before the first day.',
  lastDayPast: 'The last day is in the past.',
  firstDayPast: 'The first day is in the past.',
  tooLong: (days: number): string => counted(days, { other: 'A delegation can last at most # days.' }),
  tooFarAhead: 'A delegation can start at most one year from now.',
  overlap:
    'You already have delegates for some of these days and applications. End that delegation, or choose other days.',
  tooMany: (most: number): string =>
    counted(most, { other: 'You can plan at most # delegations at a time.' }),
  changedMeanwhile: 'Your delegations changed while you were editing. Try again.',
  applicationGone: 'One of these applications is no longer in the catalog. Choose again.',
  notFound: 'This delegation no longer exists. Reload the page.',
};

export const approverMessages = {
  noGroup: (name: string): string =>
    `There’s no group “${name}” on this site. Enter the name of a Jira group.`,
  hasAPart: 'has another role in this request',
  notActive: 'is no longer active',
  isAway: 'is away too',
  delegate: (reason: string): string => `the delegate ${reason}`,
  eachDelegate: (reasons: readonly string[]): string => `each delegate ${reasons.join(' or ')}`,
  awayButAsked: (why: string): string => `This approver is away but was asked anyway: ${why}.`,
  absent: {
    missing: (stage: string): string =>
      `Somebody else is asked because this ${stage} is missing from the people roster.`,
    'on-leave': (stage: string): string => `Somebody else is asked because this ${stage} is on leave.`,
    unusable: (stage: string): string =>
      `Somebody else is asked because the account of this ${stage} is deactivated.`,
  },
  stageKinds: {
    manager: 'manager',
    managersManager: 'manager’s manager',
    applicationOwner: 'application owner',
    people: 'named approver',
    group: 'group',
    security: 'security',
  },
  substitutes: { 'managers-manager': 'manager’s manager', 'backup-owner': 'backup owner' },
  ownerAsks: 'The application owner requested this or gets the access.',
  ownerDecidesAs: (stage: string): string => `The application owner already decides as ${stage}.`,
  inPlaceOf: (stage: string): string => `in place of the ${stage}`,
  foundOf: (stage: string, found: number, quorum: number): string => `${stage} (${found} of ${quorum} found)`,
  groupTooLarge: (stage: string, most: number): string =>
    counted(most, { other: `${stage} (more than # members, too many to ask)` }),
  namedByOwnImport: (stage: string): string =>
    `${stage} (named by an import of somebody with a part in this request; another admin needs to import the same roster)`,
  othersForImport: (stage: string): string =>
    `Somebody else is asked because this ${stage} is named by an import of somebody with a part in this request.`,
  othersForGroup: (stage: string): string =>
    `Somebody else is asked because the ${stage} has too many members.`,
  fallbackTooLarge: (group: string, most: number): string =>
    counted(most, { other: `The fallback group ${group} has more than # members, too many to ask.` }),
  noFallback: 'No fallback group is set.',
  fallbackTooSmall: (group: string): string =>
    `The fallback group ${group} doesn’t have enough people either.`,
  remedy:
    'An approver must be active in the people roster and have an active account, and not be on leave. They can’t be the requester, the beneficiary or an approver of another stage.',
  /** What an admin can do about it; the names are those of the tabs there. */
  fixes: {
    roster: 'correct the roster in People',
    owner: 'name another owner in Catalog and policy',
    security: 'choose another security group in Groups',
    setFallback: 'set a fallback group in Groups',
    otherFallback: 'choose another fallback group in Groups',
  },
  fixedBy: (fixes: readonly string[]): string =>
    `A Jira admin can fix this on the Seatkeeper admin page: ${anyOf(fixes)}.`,
  unassigned: (stages: readonly string[], fallback: string, fixes: readonly string[]): string =>
    `Nobody can approve this as ${stages.join(' and ')}. ${fallback} ${approverMessages.remedy} ${approverMessages.fixedBy(fixes)}`,
};
