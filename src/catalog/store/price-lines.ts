import * as z from '#zod';
import type { PriceLine } from '../../common/rules/seat-costs';
import { jsonColumn } from '../../common/store/database';

const priced = z.lazy(() =>
  z
    .tuple([z.number(), z.string(), z.string(), z.enum(['month', 'year'])])
    .transform(([seats, amount, currency, per]): PriceLine => ({ seats, price: { amount, currency, per } })),
);
const unpriced = z.lazy(() =>
  z.tuple([z.number()]).transform(([seats]): PriceLine => ({ seats, price: null })),
);

/** What `priceLinesText` has written. */
export const priceLinesColumn = jsonColumn(z.array(z.union([priced, unpriced])));

/** Lines in one column, in few characters: `[[10,"100.00","EUR","year"],[3]]`. */
export const priceLinesText = (lines: readonly PriceLine[]): string =>
  JSON.stringify(
    lines.map(({ seats, price }) =>
      price === null ? [seats] : [seats, price.amount, price.currency, price.per],
    ),
  );
