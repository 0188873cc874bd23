import {
  Button,
  ErrorMessage,
  HelperMessage,
  Inline,
  Label,
  LoadingButton,
  RequiredAsterisk,
  Stack,
  Text,
  Textfield,
} from '@forge/react';
import { PersonName } from '../components/person-name';
import { useState } from 'react';
import type { ProfileCalls } from '../../src/approvals/contract/delegations';
import { callOf, messageOf } from '../lib/call';
import * as messages from './delegates-field-messages';

const call = callOf<ProfileCalls>();
const MAX_DELEGATES = 5;

interface Props {
  readonly ids: readonly string[];
  readonly problem: string | undefined;
  readonly onChange: (ids: readonly string[]) => void;
}

/** People who decide instead, found by e-mail address, in the order in which they are asked. */
export const DelegatesField = ({ ids, problem, onChange }: Props) => {
  const [email, setEmail] = useState('');
  const [busy, setBusy] = useState(false);
  const [missed, setMissed] = useState<string | null>(null);

  const add = async (): Promise<void> => {
    setBusy(true);
    setMissed(null);
    try {
      const { personId } = await call('profile/find-person', { email: email.trim() });
      if (personId === null) setMissed(messages.notFound);
      else if (ids.includes(personId)) setMissed(messages.alreadyAdded);
      else {
        onChange([...ids, personId]);
        setEmail('');
      }
    } catch (failure) {
      setMissed(messageOf(failure));
    }
    setBusy(false);
  };
  const shown = missed ?? problem;
  return (
    <Stack space="space.050">
      <Label labelFor="delegate-email">
        {messages.label} <RequiredAsterisk />
      </Label>
      {ids.map((id, index) => (
        <Inline key={id} space="space.100" alignBlock="center" shouldWrap>
          <Text color="color.text.subtle">{index === 0 ? messages.first : messages.then}</Text>
          <PersonName accountId={id} />
          <Button
            appearance="subtle"
            spacing="compact"
            onClick={() => {
              onChange(ids.filter((other) => other !== id));
            }}
          >
            {messages.remove}
          </Button>
        </Inline>
      ))}
      {ids.length < MAX_DELEGATES && (
        <Inline space="space.100" alignBlock="start">
          <Textfield
            id="delegate-email"
            name="delegate-email"
            placeholder={messages.emailPlaceholder}
            isInvalid={shown !== undefined}
            value={email}
            onChange={(event) => {
              setEmail(String(event.target.value));
              setMissed(null);
            }}
          />
          <LoadingButton isLoading={busy} isDisabled={email.trim() === ''} onClick={() => void add()}>
            {messages.add}
          </LoadingButton>
        </Inline>
      )}
      {shown === undefined ? (
        <HelperMessage>{messages.help}</HelperMessage>
      ) : (
        <ErrorMessage>{shown}</ErrorMessage>
      )}
    </Stack>
  );
};
