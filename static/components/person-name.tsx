import { Text, User } from '@forge/react';
import { closedAccountName, isClosedAccount } from '../../src/common/rules/closed-account';

/** Somebody by their account, whose name Jira knows; a closed account that was erased has none. */
export const PersonName = ({ accountId }: { readonly accountId: string }) =>
  isClosedAccount(accountId) ? <Text>{closedAccountName(accountId)}</Text> : <User accountId={accountId} />;
