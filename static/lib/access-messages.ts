import type { ApprovalStageKind } from '../../src/policy/rules/approval-stage';
import type { Control } from '../../src/policy/rules/exception';
import { counted } from '../../src/common/rules/plural';

export const stages: Readonly<Record<ApprovalStageKind, string>> = {
  manager: 'Manager',
  'managers-manager': 'Manager’s manager',
  'application-owner': 'Application owner',
  people: 'Named approver',
  group: 'Group',
  security: 'Security',
};

export const stagesInside: typeof stages = {
  manager: 'manager',
  'managers-manager': 'manager’s manager',
  'application-owner': 'application owner',
  people: 'named approver',
  group: 'group',
  security: 'security',
};

/** Controls that a rule can make an exception to, within a sentence. */
export const controls: Readonly<Record<Control, string>> = {
  'least-privilege': 'least privilege',
  mfa: 'MFA',
  'access-review': 'access review',
};

export const groupInside = (group: string): string => `group ${group}`;
export const price = (amount: string, per: string): string => `${amount} a ${per}`;
export const upTo = (amount: string): string => `up to ${amount}`;
export const range = (least: string, most: string): string => `${least}–${most}`;
export const byLine = (costs: string): string => `${costs}, depending on the contract`;
export const notOfAll = (prices: string): string => `${prices} (price not known for all seats)`;
export const lineOf = (seats: number, price: string): string =>
  `${counted(seats, { one: '# seat', other: '# seats' })} at ${price}`;
export const lineUnpriced = (seats: number): string =>
  counted(seats, { one: '# seat without a known price', other: '# seats without a known price' });
export const and = ' and ';
export const or = ' or ';
export const noEnd = 'No end date';
export const days = (count: number): string => counted(count, { one: '# day', other: '# days' });

export const applicationMissing = 'The application is missing.';
export const applicationUnknown = (name: string): string => `“${name}” isn’t in the catalog.`;
export const tierMissing = 'The tier is missing.';
export const tierUnknown = (name: string): string => `There’s no tier “${name}”.`;
export const roleMissing = (application: string): string => `The role in ${application} is missing.`;
export const roleUnknown = (name: string): string => `There’s no role “${name}”.`;
export const personUnknown = 'This person isn’t in the HR roster. An admin needs to add them.';
export const personInactive = 'This person is no longer active in the HR roster.';
export const personMissing =
  'This person is missing from the latest HR roster. An admin needs to say whether they still work here.';
export const personNotAllowed = 'You can’t request access for this person. They can request it themselves.';
export const alreadyHeld = (what: string): string => `This person already has ${what}.`;
/** The same about whoever reads it. */
export const self = {
  unknown: 'You’re not in the HR roster yet. An admin needs to add you.',
  inactive: 'You’re no longer active in the HR roster.',
  missing: 'You’re missing from the latest HR roster. An admin needs to say whether you still work here.',
  alreadyHeld: (what: string): string => `You already have ${what}.`,
};
export const durationInvalid = (text: string): string => `“${text}” isn’t a number of days from 1 to 3650.`;
export const durationTooLong = (days: string): string => `This access is limited to ${days} days.`;
export const reasonMissing = 'The reason is missing.';
export const reasonShort = (characters: string): string =>
  `The reason needs at least ${characters} characters.`;
export const changeTicketMissing = (project: string): string =>
  `The reason must include a change ticket from ${project}.`;
export const changeTicketUnknown = (ticket: string): string =>
  `Ticket ${ticket} doesn’t exist or can’t be viewed.`;
export const changeTicketItself = 'A request can’t be its own change ticket.';
export const changeTicketOtherKind = (ticket: string): string => `${ticket} isn’t a change ticket.`;
export const changeTicketOver = (ticket: string): string => `${ticket} is closed and wasn’t approved.`;
export const factsUnconfirmed =
  'The details that decide this were imported by somebody with a part in the request. Another admin needs to import the same roster.';
export const trainingMissing = (training: string): string =>
  `The “${training}” training must be completed first.`;
