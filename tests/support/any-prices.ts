import fc from 'fast-check';

/** Prices that a seat can have, some of which nobody knows. */
export const anyPrices = fc.array(
  fc.option(
    fc.record({
      amount: fc.constantFrom('9.99', '45.00', '600'),
      currency: fc.constantFrom('EUR', 'USD'),
      per: fc.constantFrom('month' as const, 'year' as const),
    }),
  ),
  { maxLength: 3 },
);
