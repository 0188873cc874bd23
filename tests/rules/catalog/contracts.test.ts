import fc from 'fast-check';
import {
  comingContracts,
  isInForce,
  mostSeats,
  noticeDeadline,
  poolTerms,
  type Contract,
} from '../../../src/catalog/rules/contracts';

const price = (amount: string): Contract['tiers'][number]['price'] => ({
  amount,
  currency: 'EUR',
  per: 'month',
});
const contract = (key: string, more: Partial<Contract> = {}): Contract => ({
  key,
  applicationKey: 'figma',
  supplier: 'Figma',
  start: '2026-01-01',
  end: '2026-12-31',
  noticeBy: null,
  autoRenew: false,
  tiers: [{ tierKey: 'premium', seats: 10, price: price('45.00') }],
  ...more,
});
const buying = (seats: number, amount: string | null): Contract['tiers'] => [
  { tierKey: 'premium', seats, price: amount === null ? null : price(amount) },
];

describe('a pool filled by contracts', () => {
  it.each([
    ['2025-12-31', 0],
    ['2026-01-01', 10],
    ['2026-12-31', 10],
    ['2027-01-01', 0],
  ])('counts the first and the last day: on %s it has %d seats', (day, seats) => {
    expect(poolTerms([contract('a')], 'premium', day).seats).toBe(seats);
  });

  it('adds up contracts that run at the same time, and has the end of the first that ends', () => {
    const both = [contract('a', { end: null }), contract('b', { start: '2026-06-01', end: '2026-09-30' })];
    expect(poolTerms(both, 'premium', '2026-07-01')).toMatchObject({ seats: 20, contractEnd: '2026-09-30' });
    expect(poolTerms(both, 'premium', '2026-10-01')).toMatchObject({ seats: 10, contractEnd: null });
  });

  it('has a line for each price, with the seats that are bought at it', () => {
    const contracts = [
      contract('new', { start: '2026-03-01', tiers: buying(1, '50.00') }),
      contract('old'),
      contract('more', { start: '2026-04-01', tiers: buying(2, '45.00') }),
      contract('unsaid', { start: '2026-05-01', tiers: buying(4, null) }),
    ];
    expect(poolTerms(contracts, 'premium', '2026-02-01').priceLines).toEqual([
      { seats: 10, price: price('45.00') },
    ]);
    expect(poolTerms(contracts, 'premium', '2026-06-01').priceLines).toEqual([
      { seats: 12, price: price('45.00') },
      { seats: 1, price: price('50.00') },
      { seats: 4, price: null },
    ]);
  });

  it('has nothing of contracts for other tiers', () => {
    expect(poolTerms([contract('a')], 'standard', '2026-07-01')).toEqual({
      seats: 0,
      priceLines: [],
      contractEnd: null,
    });
  });

  it('has notice to give by the next day that a contract in force names, else by the one that has passed', () => {
    const contracts = [
      contract('early', { noticeBy: '2026-03-31' }),
      contract('late', { noticeBy: '2026-10-01' }),
      contract('over', { end: '2026-02-01', noticeBy: '2026-01-15' }),
    ];
    expect(noticeDeadline(contracts, '2026-03-31')).toBe('2026-03-31');
    expect(noticeDeadline(contracts, '2026-04-01')).toBe('2026-10-01');
    expect(noticeDeadline(contracts, '2026-12-01')).toBe('2026-10-01');
    expect(noticeDeadline(contracts, '2027-12-01')).toBeNull();
  });

  it('has contracts to come in the order in which they begin', () => {
    const contracts = [
      contract('later', { start: '2028-01-01', end: null }),
      contract('next', { start: '2027-01-01', end: null }),
      contract('now'),
    ];
    expect(comingContracts(contracts, '2026-12-31').map(({ key }) => key)).toEqual(['next', 'later']);
  });

  const day = fc
    // few enough that contracts begin and end on the very days that are looked at
    .integer({ min: 0, max: 9 })
    .map((days) => new Date(Date.UTC(2026, 0, 1) + days * 86_400_000).toISOString().slice(0, 10));
  const anyContract = fc
    .tuple(fc.string({ minLength: 1, maxLength: 4 }), day, fc.option(day), fc.integer({ min: 0, max: 50 }))
    .map(([key, start, end, seats]) =>
      contract(key, { start, end: end === null || end < start ? null : end, tiers: buying(seats, null) }),
    );
  const anyContracts = fc.uniqueArray(anyContract, { maxLength: 12, selector: ({ key }) => key });

  it('has the same terms whatever the order of its contracts, and never more than their most seats', () => {
    fc.assert(
      fc.property(anyContracts, day, (contracts, today) => {
        const terms = poolTerms(contracts, 'premium', today);
        expect(poolTerms([...contracts].reverse(), 'premium', today)).toEqual(terms);
        expect(terms.seats).toBeLessThanOrEqual(mostSeats(contracts, 'premium'));
        expect(terms.priceLines.reduce((sum, { seats }) => sum + seats, 0)).toBe(terms.seats);
      }),
    );
  });

  it('changes from one day to the next only where a contract begins or has ended', () => {
    fc.assert(
      fc.property(anyContracts, day, (contracts, today) => {
        const yesterday = new Date(Date.parse(today) - 86_400_000).toISOString().slice(0, 10);
        const begun = contracts.filter((one) => one.start === today);
        const ended = contracts.filter((one) => one.end === yesterday && isInForce(one, yesterday));
        const seatsOf = (some: readonly Contract[]): number =>
          some.reduce((sum, { tiers }) => sum + (tiers[0]?.seats ?? 0), 0);
        expect(poolTerms(contracts, 'premium', today).seats).toBe(
          poolTerms(contracts, 'premium', yesterday).seats + seatsOf(begun) - seatsOf(ended),
        );
      }),
    );
  });
});
