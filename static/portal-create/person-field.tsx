import {
  HelperMessage,
  Inline,
  Label,
  RequiredAsterisk,
  Stack,
  Text,
  Textfield,
  UserPicker,
} from '@forge/react';
import { PersonName } from '../components/person-name';
import { useState } from 'react';
import type { PortalCalls } from '../../src/flows/contract/portal';
import { callOf, messageOf } from '../lib/call';
import * as messages from './person-field-messages';

const call = callOf<PortalCalls>();
interface Props {
  readonly canSearchPeople: boolean;
  readonly onPerson: (accountId: string | null) => void;
}

/** Who gets the access: searched for in Jira, or named by e-mail address where Jira lets nobody search. */
export const PersonField = ({ canSearchPeople, onPerson }: Props) =>
  canSearchPeople ? (
    <UserPicker
      name="beneficiary"
      label={messages.label}
      placeholder={messages.placeholder}
      isRequired
      onChange={(user: { readonly id: string } | null) => {
        onPerson(user?.id ?? null);
      }}
    />
  ) : (
    <PersonByEmail onPerson={onPerson} />
  );

type Found =
  | { readonly kind: 'nothing-asked' }
  | { readonly kind: 'searching' }
  | { readonly kind: 'found'; readonly personId: string }
  | { readonly kind: 'not-found'; readonly message: string };

const PersonByEmail = ({ onPerson }: Pick<Props, 'onPerson'>) => {
  const [email, setEmail] = useState('');
  const [found, setFound] = useState<Found>({ kind: 'nothing-asked' });
  const search = async (): Promise<void> => {
    if (email.trim() === '') return;
    setFound({ kind: 'searching' });
    const next = await call('portal/find-person', { email: email.trim() }).then(
      ({ personId }): Found =>
        personId === null ? { kind: 'not-found', message: messages.notFound } : { kind: 'found', personId },
      (error: unknown): Found => ({ kind: 'not-found', message: messageOf(error) }),
    );
    setFound(next);
    onPerson(next.kind === 'found' ? next.personId : null);
  };
  return (
    <Stack space="space.050">
      <Label labelFor="person-email">
        {messages.email} <RequiredAsterisk />
      </Label>
      <Textfield
        id="person-email"
        name="person-email"
        placeholder={messages.emailPlaceholder}
        value={email}
        onChange={(event) => {
          setEmail(String(event.target.value));
          setFound({ kind: 'nothing-asked' });
          onPerson(null);
        }}
        onBlur={() => void search()}
      />
      <Outcome found={found} />
    </Stack>
  );
};

const Outcome = ({ found }: { readonly found: Found }) => {
  switch (found.kind) {
    case 'nothing-asked':
      return <HelperMessage>{messages.help}</HelperMessage>;
    case 'searching':
      return <Text color="color.text.subtle">{messages.searching}</Text>;
    case 'not-found':
      return <Text color="color.text.danger">{found.message}</Text>;
    case 'found':
      return (
        <Inline space="space.075" alignBlock="center">
          <PersonName accountId={found.personId} />
        </Inline>
      );
  }
};
