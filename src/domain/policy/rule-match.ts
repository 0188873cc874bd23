import type { PolicyFacts, PolicyRule } from './policy';

/** Whether a rule applies; `unknown` when it asks about something that nobody knows. */
export type Match = 'yes' | 'no' | 'unknown';

type Test = (facts: PolicyFacts) => Match;

const oneOf = (allowed: readonly string[], read: (facts: PolicyFacts) => string | null): Test => {
  const wanted = new Set(allowed.map((value) => value.toLowerCase()));
  return (facts) => {
    const value = read(facts);
    if (value === null) return 'unknown';
    return wanted.has(value) || wanted.has(value.toLowerCase()) ? 'yes' : 'no';
  };
};

const equals =
  (expected: boolean, read: (facts: PolicyFacts) => boolean): Test =>
  (facts) =>
    read(facts) === expected ? 'yes' : 'no';

const longerThan =
  (days: number): Test =>
  ({ durationDays }) =>
    durationDays === null || durationDays > days ? 'yes' : 'no';

function dearerThan({ amount, currency }: { readonly amount: string; readonly currency: string }): Test {
  const limit = hundredths(amount);
  return ({ price }) => {
    if (price?.currency !== currency || limit === null) return 'unknown';
    const cost = hundredths(price.amount);
    if (cost === null) return 'unknown';
    // compared over a year, so that nothing is rounded
    return (price.per === 'year' ? cost : cost * 12n) > limit * 12n ? 'yes' : 'no';
  };
}

const AMOUNT = /^(\d{1,12})(?:\.(\d{1,2}))?$/;

/** `45.5` as 4550; null for anything that is no amount. */
function hundredths(amount: string): bigint | null {
  const [, whole, part = ''] = AMOUNT.exec(amount) ?? [];
  return whole === undefined ? null : BigInt(whole + part.padEnd(2, '0'));
}

function holdsAny(wanted: readonly string[]): Test {
  const pools = new Set(wanted);
  return ({ holds }) =>
    holds.some((pool) => pools.has(pool) || pools.has(pool.slice(0, pool.indexOf('/')))) ? 'yes' : 'no';
}

/**
 * Prepares a rule's conditions once, so that asking them costs little. All have to be met: one `no` settles
 * it, otherwise one `unknown` does.
 */
export function matcherOf({ when }: PolicyRule): Test {
  const tests: Test[] = [];
  if (when.applications) tests.push(oneOf(when.applications, ({ applicationKey }) => applicationKey));
  if (when.tiers) tests.push(oneOf(when.tiers, ({ tierKey }) => tierKey));
  if (when.premium !== undefined) tests.push(equals(when.premium, ({ premium }) => premium));
  if (when.onBehalf !== undefined) tests.push(equals(when.onBehalf, ({ onBehalf }) => onBehalf));
  if (when.departments) tests.push(oneOf(when.departments, ({ department }) => department));
  if (when.locations) tests.push(oneOf(when.locations, ({ location }) => location));
  if (when.workerTypes) tests.push(oneOf(when.workerTypes, ({ workerType }) => workerType));
  if (when.longerThanDays !== undefined) tests.push(longerThan(when.longerThanDays));
  if (when.dearerThan) tests.push(dearerThan(when.dearerThan));
  if (when.holdsAny) tests.push(holdsAny(when.holdsAny));
  return (facts) => {
    let match: Match = 'yes';
    for (const test of tests) {
      const answer = test(facts);
      if (answer === 'no') return 'no';
      if (answer === 'unknown') match = 'unknown';
    }
    return match;
  };
}
