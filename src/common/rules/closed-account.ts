import { commonMessages } from './messages';

/** No account id of Atlassian's begins so. */
const PREFIX = 'closed-';

/** What LIKE finds them by. */
export const CLOSED_ACCOUNTS = `${PREFIX}%`;

/** What stands in the place of a closed account's id: the same everywhere, and nothing that the id could be told from. */
export const closedAccountId = (random: string): string => `${PREFIX}${random}`;

/** Whether it stands for an account that is closed, so that nobody can do anything with it any more. */
export const isClosedAccount = (accountId: string): boolean => accountId.startsWith(PREFIX);

const SHOWN = 4;

/** What people read where a name would stand. */
export const closedAccountName = (accountId: string): string =>
  commonMessages.deletedAccount(accountId.slice(PREFIX.length, PREFIX.length + SHOWN).toUpperCase());
