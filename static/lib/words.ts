import type { Money, Price } from '../../src/common/rules/money';
import type { ApprovalStageKind } from '../../src/policy/rules/approval-stage';
import type { IntakeProblem } from '../../src/requests/rules/access-request';
import * as messages from './access-messages';

/** How a stage is called; a group by its name. */
export const stageWords = (kind: ApprovalStageKind, groupName: string | null): string =>
  groupName ?? messages.stages[kind];

/** The same within a sentence. */
export const stageWordsInside = (kind: ApprovalStageKind, groupName: string | null): string =>
  groupName === null ? messages.stagesInside[kind] : messages.groupInside(groupName);

/** Controls that a rule can make an exception to, within a sentence. */
export const CONTROL_NAMES = messages.controls;

/** `€45.00 a month`, in the viewer's language */
export const priceWords = ({ amount, currency, per }: Price, locale = 'en'): string =>
  messages.price(new Intl.NumberFormat(locale, { style: 'currency', currency }).format(Number(amount)), per);

/** Money of several currencies and periods, none of which is added up with another. */
export const costsWords = (costs: readonly Money[]): string =>
  costs.map((cost) => priceWords(cost)).join(messages.and);

export const durationWords = (days: number | null): string =>
  days === null ? messages.noEnd : messages.days(days);

/** One thing that is missing or wrong, without naming anybody. */
export function problemWords({ code, subject, choices }: IntakeProblem): string {
  switch (code) {
    case 'application-missing':
      return messages.applicationMissing;
    case 'application-unknown':
      return messages.applicationUnknown(subject);
    case 'tier-missing':
      return messages.tierMissing;
    case 'tier-unknown':
      return messages.tierUnknown(subject);
    case 'role-missing':
      return messages.roleMissing(subject);
    case 'role-unknown':
      return messages.roleUnknown(subject);
    case 'beneficiary-unknown':
      return messages.personUnknown;
    case 'beneficiary-inactive':
      return messages.personInactive;
    case 'beneficiary-missing':
      return messages.personMissing;
    case 'beneficiary-not-allowed':
      return messages.personNotAllowed;
    case 'already-held':
      return messages.alreadyHeld(choices.join(', '));
    case 'duration-invalid':
      return messages.durationInvalid(subject);
    case 'duration-too-long':
      return messages.durationTooLong(choices.join(', '));
    case 'justification-missing':
      return messages.reasonMissing;
    case 'justification-short':
      return messages.reasonShort(choices.join());
    case 'change-ticket-missing':
      return messages.changeTicketMissing(subject);
    case 'change-ticket-unknown':
      return messages.changeTicketUnknown(subject);
    case 'change-ticket-itself':
      return messages.changeTicketItself;
    case 'change-ticket-other-kind':
      return messages.changeTicketOtherKind(subject);
    case 'change-ticket-over':
      return messages.changeTicketOver(subject);
    case 'training-missing':
      return messages.trainingMissing(subject);
  }
}
