import type { Price } from '../../common/rules/money';
import type { PolicyFacts, PolicyRule } from './policy';

/** Whether a condition of a rule is met. */
export type Test = (facts: PolicyFacts) => boolean;

/**
 * Whether the rule counts as met where it asks about what nobody knows. Only a rule that allows does not, which
 * is why it need not be asked again for each request.
 */
export const countsWhenUnknown = ({ effect }: PolicyRule): boolean => effect.kind !== 'auto-approve';

/** Reads an amount as hundredths; null for anything that is no amount. */
type ReadAmount = (amount: string) => number | null;

/** The conditions that `indexFact` does not cover, prepared so that asking them costs little. */
export function testsOf(rule: PolicyRule, readAmount: ReadAmount): Test[] {
  const { peopleMoreThan, longerThanDays, dearerThan, holdsAny } = rule.when;
  const tests: Test[] = [];
  if (peopleMoreThan !== undefined) tests.push(({ people }) => people > peopleMoreThan);
  if (longerThanDays !== undefined) tests.push(isLonger(longerThanDays));
  if (dearerThan) tests.push(isDearer(dearerThan, countsWhenUnknown(rule), readAmount));
  if (holdsAny) tests.push(holdsOneOf(holdsAny));
  return tests;
}

const isLonger =
  (days: number): Test =>
  ({ durationDays }) =>
    durationDays === null || durationDays > days;

function isDearer(
  { amount, currency }: { readonly amount: string; readonly currency: string },
  whenUnknown: boolean,
  readAmount: ReadAmount,
): Test {
  const limit = readAmount(amount);
  const isDear = (price: Price | null): boolean => {
    if (price?.currency !== currency || limit === null) return whenUnknown;
    const cost = readAmount(price.amount);
    if (cost === null) return whenUnknown;
    // compared over a year, so that nothing is rounded
    return (price.per === 'year' ? cost : cost * 12) > limit * 12;
  };
  return ({ prices }) => {
    if (prices.length === 0) return whenUnknown;
    // which of the seats it will be nobody knows: what restricts goes by the dearest, what allows by the cheapest
    return whenUnknown ? prices.some(isDear) : prices.every(isDear);
  };
}

const AMOUNT = /^(\d{1,12})(?:\.(\d{1,2}))?$/;

/** `45.5` as 4550; null for anything that is no amount. Twelve times as much is still a safe integer. */
export function hundredths(amount: string): number | null {
  const [, whole, part = ''] = AMOUNT.exec(amount) ?? [];
  return whole === undefined ? null : Number(whole + part.padEnd(2, '0'));
}

const SLASH = '/'.charCodeAt(0);

/** Each of `wanted` is a pool, `figma/premium`, or an application, `figma`. */
function holdsOneOf(wanted: readonly string[]): Test {
  return ({ holds }) => {
    for (const pool of holds)
      for (const key of wanted)
        if (pool === key || (pool.charCodeAt(key.length) === SLASH && pool.startsWith(key))) return true;
    return false;
  };
}
