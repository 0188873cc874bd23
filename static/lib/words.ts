import type { Price } from '../../src/common/rules/money';
import {
  areAlternatives,
  isExact,
  seatPrices,
  type Cost,
  type PriceLine,
} from '../../src/common/rules/seat-costs';
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

/** Amounts are exact to the hundredth, also in a currency that has none. */
function moneyWords(amount: string, currency: string, locale: string): string {
  const format = new Intl.NumberFormat(locale, { style: 'currency', currency });
  const digits = format.resolvedOptions().maximumFractionDigits ?? HUNDREDTHS;
  if (digits >= HUNDREDTHS || /\.0*$/.test(amount)) return format.format(Number(amount));
  return new Intl.NumberFormat(locale, {
    ...{ style: 'currency', currency },
    minimumFractionDigits: HUNDREDTHS,
  }).format(Number(amount));
}

const HUNDREDTHS = 2;

/** `€45.00 a month`, in the viewer's language */
export const priceWords = ({ amount, currency, per }: Price, locale = 'en'): string =>
  messages.price(moneyWords(amount, currency, locale), per);

/**
 * What one seat costs, as far as that is known: `€45.00 a month`, `€8.00–€9.50 a month`, `€100.00 a year or $12.00 a month`.
 * Null where no price is known.
 */
export function seatPriceWords(prices: readonly (Price | null)[], locale = 'en'): string | null {
  const known = prices.filter((price) => price !== null);
  if (known.length === 0) return null;
  const words = seatRanges(known)
    .map((cost) => costWords(cost, locale))
    .join(messages.or);
  return known.length === prices.length ? words : messages.notOfAll(words);
}

/** The least and the most of each currency and period. */
function seatRanges(prices: readonly Price[]): readonly Cost[] {
  const ranges = new Map<string, Cost>();
  for (const { amount, currency, per } of prices) {
    const key = `${currency}/${per}`;
    const { least, most } = ranges.get(key) ?? { least: amount, most: amount };
    ranges.set(key, {
      least: Number(amount) < Number(least) ? amount : least,
      most: Number(amount) > Number(most) ? amount : most,
      ...{ currency, per },
    });
  }
  return [...ranges.values()];
}

/** Each price with how many seats have it, `10 seats at €100.00 a year`; the price alone where there is one. */
export function priceLinesWords(lines: readonly PriceLine[]): readonly string[] {
  const prices = seatPrices(lines);
  const [first] = prices;
  if (prices.length < 2) return first ? [priceWords(first)] : [];
  return lines
    .filter(({ seats }) => seats > 0)
    .map(({ seats, price }) =>
      price ? messages.lineOf(seats, priceWords(price)) : messages.lineUnpriced(seats),
    );
}

/** `€45.00 a month`, `€8.00–€9.50 a month`, `up to €100.00 a year` */
function costWords(cost: Cost, locale = 'en'): string {
  const [least, most] = [cost.least, cost.most].map((amount) => moneyWords(amount, cost.currency, locale));
  if (isExact(cost)) return messages.price(most ?? '', cost.per);
  const amount =
    Number(cost.least) === 0 ? messages.upTo(most ?? '') : messages.range(least ?? '', most ?? '');
  return messages.price(amount, cost.per);
}

/** Money of several currencies and periods, none of which is added up with another. */
export function costsWords(costs: readonly Cost[]): string {
  const words = costs
    .map((cost) => costWords(cost))
    .join(areAlternatives(costs) ? messages.or : messages.and);
  return costs.every(isExact) ? words : messages.byLine(words);
}

export const durationWords = (days: number | null): string =>
  days === null ? messages.noEnd : messages.days(days);

/**
 * One thing that is missing or wrong, without naming anybody.
 * @param forSelf whether whoever reads it is the person it is about
 */
export function problemWords({ code, subject, choices }: IntakeProblem, forSelf = false): string {
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
      return forSelf ? messages.self.unknown : messages.personUnknown;
    case 'beneficiary-inactive':
      return forSelf ? messages.self.inactive : messages.personInactive;
    case 'beneficiary-missing':
      return forSelf ? messages.self.missing : messages.personMissing;
    case 'beneficiary-not-allowed':
      return messages.personNotAllowed;
    case 'already-held':
      return forSelf
        ? messages.self.alreadyHeld(choices.join(', '))
        : messages.alreadyHeld(choices.join(', '));
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
    case 'facts-unconfirmed':
      return messages.factsUnconfirmed;
  }
}
