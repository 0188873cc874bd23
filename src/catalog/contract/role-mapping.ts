import * as z from '#zod';
import { documentKey, line } from './catalog-parts';

export const MAX_ROLE_MAPPINGS = 1_000;

/** A role mapping as documents write it; without a department or a job it is for all of them. */
export const roleMappingDocumentSchema = z.strictObject({
  key: documentKey,
  department: line(100).nullable().default(null),
  job: line(100).nullable().default(null),
  /** Keys of the application and its tier. */
  application: documentKey,
  tier: documentKey,
  role: line(60).nullable().default(null),
});

export type RoleMappingDocument = z.infer<typeof roleMappingDocumentSchema>;

/** The same as it is stored. */
export const roleMappingSchema = z.object({
  key: z.string(),
  department: z.string().nullable(),
  job: z.string().nullable(),
  applicationKey: z.string(),
  tierKey: z.string(),
  role: z.string().nullable(),
});
