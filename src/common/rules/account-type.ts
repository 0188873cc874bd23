/** What the platform takes an account for: somebody who works in Jira, a customer of the portal, or neither. */
export type AccountType = 'licensed' | 'customer' | 'unlicensed';

/** Whom the platform calls anything else, or nothing, may least. */
export const accountTypeOf = (type: string | undefined): AccountType =>
  type === 'licensed' || type === 'customer' ? type : 'unlicensed';
