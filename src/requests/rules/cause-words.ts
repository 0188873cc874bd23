import type { DecisionCause } from './access-request';
import { causeMessages } from './messages';

/** What a request is about, in words: the application, and the tier with it. */
interface Subject {
  readonly application: string;
  readonly tier: string;
}

/** Something that has changed since a decision, in a sentence. @param person what stands for the person whom it is about */
export function causeText(cause: DecisionCause, { application, tier }: Subject, person: string): string {
  switch (cause.code) {
    case 'owner-replaced':
      return causeMessages.ownerReplaced(person, application);
    case 'approver-gone':
      return causeMessages.approverGone(person);
    case 'premium':
      return causeMessages.premium(tier);
    case 'price':
      return causeMessages.price(tier);
    case 'risk':
      return causeMessages.risk(application);
    case 'person':
      return causeMessages.person;
    case 'holdings':
      return causeMessages.holdings;
    case 'many-people':
      return causeMessages.manyPeople;
    case 'policy':
      return causeMessages.policy;
  }
}

/** All of them; plain text is all that a button has beside it. */
export const causesText = (
  causes: readonly DecisionCause[],
  subject: Subject,
  nameOf: (accountId: string) => string,
): string =>
  causes
    .map((cause) => causeText(cause, subject, 'personId' in cause ? nameOf(cause.personId) : ''))
    .join(' ');
