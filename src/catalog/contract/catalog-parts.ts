import * as z from '#zod';
import { catalogMessages } from '../rules/messages';
import { nameClashes, type Named } from '../rules/same-names';

/** What a document calls something: an application, a tier, a rule, a contract. */
export const documentKey = z.string().regex(/^[a-z0-9][a-z0-9-]{0,39}$/, catalogMessages.document.key);

export const line = (max: number) => z.string().trim().min(1).max(max);

/** An account id has no @, so that it is never taken for an e-mail address. */
const accountId = z.string().regex(/^[A-Za-z0-9:_-]{1,128}$/);

/** Somebody by e-mail address or account id. */
export const personSchema = z.union([z.email(), accountId], catalogMessages.document.person);

/** A calendar date, `YYYY-MM-DD`. */
export const day = z.iso.date();

export const seatCount = z.lazy(() => z.number().int().min(0).max(100_000));

const amount = z.string().regex(/^\d{1,9}(\.\d{1,2})?$/, catalogMessages.document.amount);

/** An amount in one currency, as rules compare with it. */
export const moneySchema = z.strictObject({
  amount,
  currency: z.string().regex(/^[A-Z]{3}$/, catalogMessages.document.currency),
});

/** What a seat costs; the amount is brought to two decimals, as it is stored. */
export const priceSchema = moneySchema.extend({
  amount: amount.transform((text) => {
    const [whole = '', fraction = ''] = text.split('.');
    return `${whole.replace(/^0+(?=\d)/, '')}.${fraction.padEnd(2, '0')}`;
  }),
  per: z.enum(['month', 'year']),
});

/** Refuses items that share a key or, as names are compared, a name. */
export function reportRepeats(
  items: readonly Named[],
  path: (string | number)[],
  context: z.RefinementCtx,
): void {
  for (const { index, message } of nameClashes(items))
    context.addIssue({ code: 'custom', path: [...path, index], message });
}
