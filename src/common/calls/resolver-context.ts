import * as z from 'zod';

/** A resolver's context, which the platform fills in and no caller can change. */
export const resolverContextSchema = z.looseObject({
  accountId: z.string().min(1),
  accountType: z.string().optional(),
  siteUrl: z.url().optional(),
  extension: z.unknown(),
});

export type ResolverContext = z.infer<typeof resolverContextSchema>;

/** What the platform takes an account for: somebody who works in Jira, a customer of the portal, or neither. */
export type AccountType = 'licensed' | 'customer' | 'unlicensed';

/** Whom the platform calls anything else, or nothing, may least. */
export const accountTypeOf = ({ accountType }: ResolverContext): AccountType =>
  accountType === 'licensed' || accountType === 'customer' ? accountType : 'unlicensed';
