import Avatar from '@atlaskit/avatar';
import type { ReactNode } from 'react';
import { avatarOf } from '../api/session';
import type { ShownPerson } from '../env/people';

interface PersonNameProps {
  readonly person: ShownPerson;
  readonly size?: 'xxsmall' | 'small' | 'medium';
}

/** Picture and name. */
export function PersonName({ person, size = 'small' }: PersonNameProps): ReactNode {
  return (
    <span className="user">
      <span aria-hidden="true" className="user-avatar">
        <Avatar size={size} src={avatarOf(person.accountId)} borderColor="transparent" />
      </span>
      {person.displayName}
    </span>
  );
}
