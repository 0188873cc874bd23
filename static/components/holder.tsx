import { Text } from '@forge/react';
import { PersonName } from './person-name';

const LOGIN = 'login:';

/** Who has a seat: somebody with an account here, or a login in the application that belongs to no account. */
export const Holder = ({ holderId }: { readonly holderId: string }) =>
  holderId.startsWith(LOGIN) ? (
    <Text>{holderId.slice(LOGIN.length)}</Text>
  ) : (
    <PersonName accountId={holderId} />
  );
