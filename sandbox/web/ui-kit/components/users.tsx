import Avatar from '@atlaskit/avatar';
import { HelperMessage, Label, RequiredAsterisk } from '@atlaskit/form';
import Inline from '@atlaskit/primitives/inline';
import Stack from '@atlaskit/primitives/stack';
import { AsyncSelect } from '@atlaskit/select';
import Tooltip from '@atlaskit/tooltip';
import { useEffect, useId, useState } from 'react';
import * as z from 'zod/mini';
import { avatarOf } from '../../api/session';
import { searchUsers, usePerson } from '../../env/people';
import { get } from '../../api/http';
import { NodeList } from '../node-list';
import { given, useProps } from '../props';
import type { Renderer } from '../surface-context';
import { useMenuPlacement } from './in-modal';
import { useInText } from './text';

const UserView: Renderer = ({ node }) => {
  const props = useProps(node);
  const accountId = props.text('accountId') ?? '';
  const name = usePerson(accountId)?.displayName;
  const isInText = useInText();
  if (props.flag('hideDisplayName')) {
    return (
      <Tooltip content={name} tag="span">
        <Avatar size="small" src={avatarOf(accountId)} {...given({ name })} />
      </Tooltip>
    );
  }
  return (
    <span className="user" data-in-text={isInText}>
      <span aria-hidden="true" className="user-avatar">
        <Avatar size={isInText ? 'xxsmall' : 'small'} src={avatarOf(accountId)} borderColor="transparent" />
      </span>
      {name ?? '…'}
    </span>
  );
};

const UserGroupView: Renderer = ({ node }) => (
  <Inline space="space.100" rowSpace="space.050" shouldWrap alignBlock="center">
    <NodeList nodes={node.children} />
  </Inline>
);

/** What UI Kit hands over for a picked person. */
interface PickedUser {
  readonly id: string;
  readonly type: 'user';
  readonly avatarUrl: string;
  readonly name: string;
  readonly email: string;
}

const found = z.object({
  accountId: z.string(),
  displayName: z.string(),
  emailAddress: z.optional(z.string()),
});

const picked = ({ accountId, displayName, emailAddress }: z.infer<typeof found>): PickedUser => ({
  id: accountId,
  type: 'user',
  avatarUrl: avatarOf(accountId),
  name: displayName,
  email: emailAddress ?? '',
});

/** The people that a picker begins with, once their names are known. */
function useInitial(defaultValue: unknown): readonly PickedUser[] {
  const ids = (Array.isArray(defaultValue) ? defaultValue : [defaultValue]).filter(
    (id) => typeof id === 'string',
  );
  const [users, setUsers] = useState<readonly PickedUser[]>([]);
  const wanted = ids.join();
  useEffect(() => {
    const names = wanted
      .split(',')
      .filter(Boolean)
      .map((id) => get(found, `/sandbox/api/people/${encodeURIComponent(id)}`));
    void Promise.all(names).then((people) => {
      setUsers(people.map(picked));
    });
  }, [wanted]);
  return users;
}

const UserPickerView: Renderer = ({ node }) => {
  const props = useProps(node);
  const ownId = useId();
  const inputId = props.id() ?? ownId;
  const isMulti = props.flag('isMulti') ?? false;
  const initial = useInitial(props.raw('defaultValue'));
  const [chosen, setChosen] = useState<readonly PickedUser[]>();
  const value = chosen ?? initial;
  const onChange = props.handler('onChange');
  const description = props.text('description');
  const menu = useMenuPlacement();
  return (
    <Stack>
      <Label htmlFor={inputId}>
        {props.text('label')}
        {props.flag('isRequired') ? <RequiredAsterisk /> : null}
      </Label>
      <AsyncSelect<PickedUser, boolean>
        {...given({ isRequired: props.flag('isRequired'), name: props.text('name') })}
        {...menu}
        inputId={inputId}
        isMulti={isMulti}
        isClearable
        isSearchable
        cacheOptions={false}
        defaultOptions
        loadOptions={async (query: string) => (await searchUsers(query)).map(picked)}
        placeholder={props.text('placeholder') ?? 'Enter a name'}
        noOptionsMessage={() => 'No one found'}
        getOptionValue={({ id }) => id}
        getOptionLabel={({ name }) => name}
        formatOptionLabel={({ id, name }, { context }) =>
          // the button that takes a person off again is named by this text
          isMulti && context === 'value' ? (
            name
          ) : (
            <Inline space="space.100" alignBlock="center">
              <Avatar size="xxsmall" src={avatarOf(id)} borderColor="transparent" />
              {name}
            </Inline>
          )
        }
        value={isMulti ? value : (value[0] ?? null)}
        onChange={(next: PickedUser | readonly PickedUser[] | null) => {
          const users = next === null ? [] : 'length' in next ? next : [next];
          setChosen(users);
          onChange?.(isMulti ? users : (users[0] ?? null));
        }}
      />
      {description === undefined ? null : <HelperMessage>{description}</HelperMessage>}
    </Stack>
  );
};

export const users: Readonly<Record<string, Renderer>> = {
  User: UserView,
  UserGroup: UserGroupView,
  UserPicker: UserPickerView,
};
