import Avatar from '@atlaskit/avatar';
import Button from '@atlaskit/button/new';
import ChevronDown from '@atlaskit/icon/core/chevron-down';
import Inline from '@atlaskit/primitives/inline';
import Stack from '@atlaskit/primitives/stack';
import Text from '@atlaskit/primitives/text';
import { PopupSelect } from '@atlaskit/select';
import { useState, type ReactNode } from 'react';
import { avatarOf, type Person } from '../api/session';
import { showFailure } from '../env/flags';
import { useSession } from '../env/session';

const ROLE_ORDER = ['Agent', 'Administrator', 'Team lead', 'User', 'Customer'];

const rank = ({ role, active }: Person): number => (active ? 0 : 100) + ROLE_ORDER.indexOf(role);

/** The switch of person: everything on the pages happens in that person's name. */
export function PersonSwitch(): ReactNode {
  const { session, become } = useSession();
  const [isBusy, setBusy] = useState(false);
  const { viewer } = session;
  const people = [...session.people].sort((a, b) => rank(a) - rank(b));
  const choose = async (person: Person): Promise<void> => {
    setBusy(true);
    try {
      await become(person.accountId);
    } catch (error) {
      showFailure('The person could not be switched', error);
    } finally {
      setBusy(false);
    }
  };
  return (
    <PopupSelect<Person>
      options={people}
      value={viewer ?? null}
      getOptionValue={({ accountId }) => accountId}
      getOptionLabel={({ displayName, role }) => `${displayName} ${role}`}
      isOptionDisabled={({ active }) => !active}
      formatOptionLabel={(person) => <PersonOption person={person} />}
      onChange={(person) => {
        if (person) void choose(person);
      }}
      placeholder="Find a person"
      label="People"
      searchThreshold={0}
      minMenuWidth={280}
      maxMenuWidth={300}
      target={({ isOpen, ...triggerProps }) => (
        <Button
          {...triggerProps}
          appearance="subtle"
          isSelected={isOpen}
          isLoading={isBusy}
          iconAfter={ChevronDown}
          aria-label={
            viewer ? `Acting as ${viewer.displayName}, ${viewer.role}. Switch person` : 'Choose a person'
          }
        >
          {viewer ? (
            <span className="acting">
              {/* Atlaskit's avatars come in 16 and 24 pixels, a line of a button is 20 */}
              <img src={avatarOf(viewer.accountId)} alt="" width={20} height={20} />
              <span className="person-name">
                {viewer.displayName} <span className="person-role">{viewer.role}</span>
              </span>
            </span>
          ) : (
            'Choose a person'
          )}
        </Button>
      )}
    />
  );
}

function PersonOption({ person }: { readonly person: Person }): ReactNode {
  return (
    <Inline space="space.100" alignBlock="center">
      <Avatar size="small" src={avatarOf(person.accountId)} borderColor="transparent" />
      <Stack>
        <Text>{person.displayName}</Text>
        <Text size="small" color="color.text.subtle">
          {person.active ? person.role : `${person.role}, left the company`}
        </Text>
      </Stack>
    </Inline>
  );
}
