import fc from 'fast-check';
import { heldTwice, type HeldTier } from '../../../src/pools/rules/held-twice';

const tier = (
  name: string,
  amount: string | null,
  per: 'month' | 'year' = 'month',
  currency = 'EUR',
): HeldTier => ({
  poolId: `figma/${name}`,
  tier: name,
  slot: 1,
  price: amount === null ? null : { amount, currency, per },
  since: null,
  issueKey: null,
});

describe('what somebody has twice', () => {
  it('is every tier but the dearest, with what they cost', () => {
    const found = heldTwice([tier('premium', '45.00'), tier('standard', '12.50'), tier('viewer', '3.00')]);
    expect(found?.kept.tier).toBe('premium');
    expect(found?.costs).toEqual([{ amount: '15.50', currency: 'EUR', per: 'month' }]);
    expect(found?.unpriced).toBe(0);
  });

  it('compares prices of a month with those of a year', () => {
    expect(heldTwice([tier('monthly', '10.00'), tier('yearly', '119.00', 'year')])?.kept.tier).toBe(
      'monthly',
    );
  });

  it('is every tier but the last of the catalog where prices cannot be compared', () => {
    expect(heldTwice([tier('a', '90.00'), tier('b', '5.00', 'month', 'USD')])?.kept.tier).toBe('b');
    const unknown = heldTwice([tier('a', null), tier('b', '5.00')]);
    expect(unknown).toMatchObject({ kept: { tier: 'b' }, costs: [], unpriced: 1 });
  });

  it('is nothing with one tier, or beside one that is known to cost nothing', () => {
    expect(heldTwice([])).toBeUndefined();
    expect(heldTwice([tier('a', '5.00')])).toBeUndefined();
    expect(heldTwice([tier('free', '0.00'), tier('a', '5.00')])).toBeUndefined();
  });

  it('leaves one tier, the dearest, and never costs more than it together with the others', () => {
    const cents = fc.array(fc.integer({ min: 1, max: 99_999 }), { minLength: 2, maxLength: 6 });
    fc.assert(
      fc.property(cents, (prices) => {
        const held = prices.map((price, index) => tier(`t${index}`, (price / 100).toFixed(2)));
        const found = heldTwice(held);
        expect(found?.extra).toHaveLength(prices.length - 1);
        expect(Number(found?.kept.price?.amount)).toBe(Math.max(...prices) / 100);
        const rest = prices.reduce((sum, price) => sum + price, 0) - Math.max(...prices);
        expect(found?.costs).toEqual([{ amount: (rest / 100).toFixed(2), currency: 'EUR', per: 'month' }]);
      }),
    );
  });
});
