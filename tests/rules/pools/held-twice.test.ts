import fc from 'fast-check';
import type { PriceLine } from '../../../src/common/rules/seat-costs';
import { heldTwice, heldTwiceCsv, type HeldTier } from '../../../src/pools/rules/held-twice';

const tier = (
  name: string,
  amount: string | null,
  per: 'month' | 'year' = 'month',
  currency = 'EUR',
): HeldTier => tierOf(name, [line(10, amount, per, currency)]);

const line = (
  seats: number,
  amount: string | null,
  per: 'month' | 'year' = 'month',
  currency = 'EUR',
): PriceLine => ({ seats, price: amount === null ? null : { amount, currency, per } });

const tierOf = (name: string, priceLines: readonly PriceLine[]): HeldTier => ({
  poolId: `figma/${name}`,
  tier: name,
  slot: 1,
  priceLines,
  since: null,
  issueKey: null,
});

const exactly = (amount: string): object => ({ least: amount, most: amount, currency: 'EUR', per: 'month' });

describe('what somebody has twice', () => {
  it('is every tier but the dearest, with what they cost', () => {
    const found = heldTwice([tier('premium', '45.00'), tier('standard', '12.50'), tier('viewer', '3.00')]);
    expect(found?.kept.tier).toBe('premium');
    expect(found?.costs).toEqual([exactly('15.50')]);
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

  it('costs between the least and the most of the lines that the extra seat may be of', () => {
    const extra = tierOf('extra', [line(10, '100.00', 'year'), line(3, '12.00', 'month', 'USD')]);
    const found = heldTwice([extra, tierOf('kept', [line(5, '90.00')])]);
    expect(found).toMatchObject({
      kept: { tier: 'kept' },
      costs: [
        { least: '0.00', most: '100.00', currency: 'EUR', per: 'year' },
        { least: '0.00', most: '12.00', currency: 'USD', per: 'month' },
      ],
      unpriced: 0,
    });
    const rows = found ? [{ ...found, application: 'Figma', holderId: 'a1' }] : [];
    expect(heldTwiceCsv(rows)).toContain('Figma,a1,kept,1,extra,1,,,,100.00 EUR/year; 12.00 USD/month,,');
  });

  it('keeps the dearest only where each of its prices is as high as all of the other', () => {
    const wide = tierOf('wide', [line(1, '5.00'), line(1, '50.00')]);
    expect(heldTwice([tier('high', '50.00'), wide])?.kept.tier).toBe('high');
    expect(heldTwice([tier('middle', '20.00'), wide])?.kept.tier).toBe('wide');
    expect(heldTwice([wide, tier('middle', '20.00')])?.kept.tier).toBe('middle');
  });

  it('leaves one tier, the dearest, and never costs more than it together with the others', () => {
    const cents = fc.array(fc.integer({ min: 1, max: 99_999 }), { minLength: 2, maxLength: 6 });
    fc.assert(
      fc.property(cents, (prices) => {
        const held = prices.map((price, index) => tier(`t${index}`, (price / 100).toFixed(2)));
        const found = heldTwice(held);
        expect(found?.extra).toHaveLength(prices.length - 1);
        expect(Number(found?.kept.priceLines[0]?.price?.amount)).toBe(Math.max(...prices) / 100);
        const rest = prices.reduce((sum, price) => sum + price, 0) - Math.max(...prices);
        expect(found?.costs).toEqual([exactly((rest / 100).toFixed(2))]);
      }),
    );
  });
});
