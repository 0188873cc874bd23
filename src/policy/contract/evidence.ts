import * as z from '#zod';
import { policyMessages } from '../rules/messages';

const justification = z.strictObject({
  kind: z.literal('justification'),
  minCharacters: z.number().int().min(1).max(2_000),
});
const changeTicket = z.strictObject({
  kind: z.literal('change-ticket'),
  projectKey: z.string().regex(/^[A-Z][A-Z0-9_]{1,19}$/, policyMessages.projectKey),
});
const training = z.strictObject({ kind: z.literal('training'), name: z.string().trim().min(1).max(100) });

/** What a rule wants to see, as documents write it and as it is stored. */
export const evidenceRequirementSchema = z.discriminatedUnion('kind', [
  justification,
  changeTicket,
  training,
]);

const seen = z.string().nullable();

/** What a decision wanted to see, and what was seen. */
export const evidenceSchema = z.lazy(() =>
  z.discriminatedUnion('kind', [
    justification.extend({ seen }),
    changeTicket.extend({ seen }),
    training.extend({ seen }),
  ]),
);
