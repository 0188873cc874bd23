import type { Money, Price } from '../../src/common/rules/money';
import type { ApprovalStageKind } from '../../src/policy/rules/approval-stage';
import type { Control } from '../../src/policy/rules/exception';
import type { IntakeProblem } from '../../src/requests/rules/access-request';

const STAGE_NAMES: Readonly<Record<ApprovalStageKind, string>> = {
  manager: 'Manager',
  'managers-manager': 'Manager’s manager',
  'application-owner': 'Application owner',
  people: 'Named approver',
  group: 'Group',
  security: 'Security',
};

/** How a stage is called; a group by its name. */
export const stageWords = (kind: ApprovalStageKind, groupName: string | null): string =>
  groupName ?? STAGE_NAMES[kind];

/** The same within a sentence. */
export const stageWordsInside = (kind: ApprovalStageKind, groupName: string | null): string =>
  groupName === null ? STAGE_NAMES[kind].toLowerCase() : `group ${groupName}`;

/** Controls that a rule can make an exception to, within a sentence. */
export const CONTROL_NAMES: Readonly<Record<Control, string>> = {
  'least-privilege': 'least privilege',
  mfa: 'MFA',
  'access-review': 'access review',
};

/** `€45.00 a month`, in the viewer's language */
export const priceWords = ({ amount, currency, per }: Price, locale = 'en'): string =>
  `${new Intl.NumberFormat(locale, { style: 'currency', currency }).format(Number(amount))} a ${per}`;

/** Money of several currencies and periods, none of which is added up with another. */
export const costsWords = (costs: readonly Money[]): string =>
  costs.map((cost) => priceWords(cost)).join(' and ');

export const durationWords = (days: number | null): string =>
  days === null ? 'No end' : `${days} ${days === 1 ? 'day' : 'days'}`;

/** One thing that is missing or wrong, without naming anybody. */
export function problemWords({ code, subject, choices }: IntakeProblem): string {
  switch (code) {
    case 'application-missing':
      return 'The application is missing.';
    case 'application-unknown':
      return `“${subject}” is not in the catalog.`;
    case 'tier-missing':
      return 'The tier is missing.';
    case 'tier-unknown':
      return `There is no tier “${subject}”.`;
    case 'role-missing':
      return `The role in ${subject} is missing.`;
    case 'role-unknown':
      return `There is no role “${subject}”.`;
    case 'beneficiary-unknown':
      return 'The person is not in the list of people that access can be given to.';
    case 'beneficiary-inactive':
      return 'The person is no longer active in the company.';
    case 'already-held':
      return `${choices.join(', ')} is held already.`;
    case 'duration-invalid':
      return `“${subject}” is not a number of days from 1 to 3650.`;
    case 'duration-too-long':
      return `It can be granted for at most ${choices.join(', ')} days.`;
    case 'justification-missing':
      return 'The reason is missing.';
    case 'justification-short':
      return `The reason needs at least ${choices.join()} characters.`;
    case 'change-ticket-missing':
      return `The reason has to name a change ticket of ${subject}.`;
    case 'change-ticket-unknown':
      return `There is no ticket ${subject} that can be seen.`;
    case 'training-missing':
      return `The training “${subject}” has to be completed first.`;
  }
}
