import * as z from '#zod';

/** `ReplacedPerson` as it is stored. */
export const replacedPersonSchema = z.object({
  role: z.string(),
  beforeId: z.string().nullable(),
  afterId: z.string().nullable(),
  detail: z.string().optional(),
});
