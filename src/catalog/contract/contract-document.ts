import * as z from '#zod';
import { day, documentKey, line, priceSchema, reportRepeats, seatCount } from './catalog-parts';
import { catalogMessages } from '../rules/messages';

/** A contract as documents write it: what was bought of an application's tiers, and from when to when. */
export const contractDocumentSchema = z
  .strictObject({
    key: documentKey,
    /** Keys of the application and its tiers. */
    application: documentKey,
    supplier: line(100),
    start: day,
    end: day.nullable().default(null),
    noticeBy: day.nullable().default(null),
    autoRenew: z.boolean().default(false),
    tiers: z
      .array(
        z.strictObject({ tier: documentKey, seats: seatCount, price: priceSchema.nullable().default(null) }),
      )
      .min(1)
      .max(20),
  })
  .superRefine(({ start, end, noticeBy, tiers }, context) => {
    const complain = (field: string, message: string): void => {
      context.addIssue({ code: 'custom', path: [field], message });
    };
    if (end !== null && end < start) complain('end', catalogMessages.document.endsBeforeStart);
    if (end !== null && noticeBy !== null && noticeBy > end)
      complain('noticeBy', catalogMessages.document.noticeAfterEnd);
    reportRepeats(
      tiers.map(({ tier }) => ({ key: tier })),
      ['tiers'],
      context,
    );
  });

export type ContractDocument = z.infer<typeof contractDocumentSchema>;

/** The same as it is stored. */
export const contractSchema = z.object({
  key: z.string(),
  applicationKey: z.string(),
  supplier: z.string(),
  start: z.string(),
  end: z.string().nullable(),
  noticeBy: z.string().nullable(),
  autoRenew: z.boolean(),
  tiers: z
    .array(z.object({ tierKey: z.string(), seats: z.number(), price: priceSchema.nullable() }))
    .readonly(),
});
