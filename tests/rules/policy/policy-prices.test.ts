import fc from 'fast-check';
import type { Price } from '../../../src/common/rules/money';
import { evaluatePolicy } from '../../../src/policy/rules/evaluate-policy';
import { NO_ROLE, type PolicyFacts, type RuleEffect } from '../../../src/policy/rules/policy';
import { anyPrices } from '../../support/any-prices';

const eur = (amount: string): Price => ({ amount, currency: 'EUR', per: 'month' });
const USD: Price = { amount: '1.00', currency: 'USD', per: 'month' };

const facts = (prices: PolicyFacts['prices']): PolicyFacts => ({
  applicationKey: 'figma',
  tierKey: 'standard',
  premium: false,
  role: NO_ROLE,
  risk: null,
  department: null,
  location: null,
  workerType: null,
  onBehalf: false,
  people: 1,
  durationDays: null,
  prices,
  holds: [],
});

/** Whether a rule with this effect about what costs more than 40 EUR a month applies. */
const applies = (effect: RuleEffect, prices: PolicyFacts['prices']): boolean =>
  evaluatePolicy(
    {
      version: 1,
      rules: [
        {
          id: 'dear',
          description: 'Dear.',
          when: { dearerThan: { amount: '40', currency: 'EUR' } },
          effect,
        },
      ],
    },
    facts(prices),
  ).rules.includes('dear');

describe('a rule about what a seat costs that several contracts sell', () => {
  it.each<[string, PolicyFacts['prices'], { readonly restricts: boolean; readonly allows: boolean }]>([
    ['all of them for more', [eur('45.00'), eur('41.00')], { restricts: true, allows: true }],
    ['one of them for more', [eur('45.00'), eur('39.00')], { restricts: true, allows: false }],
    ['none of them for more', [eur('12.00'), eur('39.00')], { restricts: false, allows: false }],
    ['one of them in another currency', [eur('12.00'), USD], { restricts: true, allows: false }],
    [
      'one of them in another currency, the other for more',
      [eur('45.00'), USD],
      { restricts: true, allows: false },
    ],
    ['one of them for what nobody knows', [eur('12.00'), null], { restricts: true, allows: false }],
    ['nobody knows who', [], { restricts: true, allows: false }],
  ])('restricts where one of them may be dear, allows where all are: %s', (_what, prices, expected) => {
    expect({
      restricts: applies({ kind: 'forbid' }, prices),
      allows: applies({ kind: 'auto-approve' }, prices),
    }).toEqual(expected);
  });

  it('restricts no less, and allows no more, with a contract more', () => {
    const some = anyPrices.filter((prices) => prices.length > 0);
    fc.assert(
      fc.property(some, some, (before, more) => {
        const after = [...before, ...more];
        expect(applies({ kind: 'forbid' }, before) && !applies({ kind: 'forbid' }, after)).toBe(false);
        expect(!applies({ kind: 'auto-approve' }, before) && applies({ kind: 'auto-approve' }, after)).toBe(
          false,
        );
      }),
    );
  });
});
