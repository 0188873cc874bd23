import * as z from '#zod';

/** A resolver's context, which the platform fills in and no caller can change. */
export const resolverContextSchema = z.looseObject({
  accountId: z.string().min(1),
  accountType: z.string().optional(),
  siteUrl: z.url().optional(),
  extension: z.unknown(),
});

export type ResolverContext = z.infer<typeof resolverContextSchema>;
