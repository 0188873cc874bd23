import { Button, Heading, Inline, SectionMessage, Stack, Text } from '@forge/react';
import { useState } from 'react';
import type { ProfileCalls, ProfileView } from '../../src/approvals/contract/delegations';
import { DelegationFacts, DelegationState } from '../components/delegation';
import { Failed } from '../components/failed';
import { LoadingLines } from '../components/loading';
import { callOf, messageOf } from '../lib/call';
import { useLoaded } from '../lib/use-loaded';
import { DelegationForm } from './delegation-form';
import * as messages from './messages';

const call = callOf<ProfileCalls>();

/** The panel on one's own profile in the portal: who decides while one is away. */
export const PortalProfile = () => {
  const { loaded, reload } = useLoaded(() => call('profile/show', {}));
  switch (loaded.kind) {
    case 'loading':
      return <LoadingLines lines={3} label={messages.loading} />;
    case 'failed':
      return <Failed message={loaded.message} forbidden={loaded.forbidden} onRetry={reload} />;
    case 'ready':
      return <Absences view={loaded.data} onChanged={reload} />;
  }
};

const Absences = ({
  view,
  onChanged,
}: {
  readonly view: ProfileView;
  readonly onChanged: () => Promise<unknown>;
}) => {
  const [adding, setAdding] = useState(false);
  const open = view.delegations
    .filter(({ state }) => state !== 'over')
    .sort((one, other) => one.from - other.from);
  const past = view.delegations.filter(({ state }) => state === 'over');
  return (
    <Stack space="space.200">
      <Text>{open.length === 0 ? messages.noDelegate : messages.hasDelegate}</Text>
      {open.map((delegation) => (
        <Current key={delegation.id} view={view} delegation={delegation} onChanged={onChanged} />
      ))}
      {adding ? (
        <DelegationForm
          view={view}
          onCancel={() => {
            setAdding(false);
          }}
          onDone={async () => {
            await onChanged();
            setAdding(false);
          }}
        />
      ) : (
        <Inline>
          <Button
            appearance={open.length === 0 ? 'primary' : 'default'}
            onClick={() => {
              setAdding(true);
            }}
          >
            {messages.plan}
          </Button>
        </Inline>
      )}
      {past.length > 0 && (
        <Stack space="space.100">
          <Heading as="h3" size="xsmall">
            {messages.past}
          </Heading>
          {past.map((delegation) => (
            <DelegationFacts
              key={delegation.id}
              delegation={delegation}
              applications={view.applications}
              now={view.now}
            />
          ))}
        </Stack>
      )}
    </Stack>
  );
};

const Current = ({
  view,
  delegation,
  onChanged,
}: {
  readonly view: ProfileView;
  readonly delegation: ProfileView['delegations'][number];
  readonly onChanged: () => Promise<unknown>;
}) => {
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string | null>(null);
  const end = async (): Promise<void> => {
    setBusy(true);
    setError(null);
    try {
      await call('profile/end', { id: delegation.id });
      await onChanged();
    } catch (failure) {
      setError(messageOf(failure));
      setBusy(false);
    }
  };
  return (
    <Stack space="space.075">
      <DelegationState delegation={delegation} />
      <DelegationFacts delegation={delegation} applications={view.applications} now={view.now} />
      {error !== null && (
        <SectionMessage appearance="error" title={messages.notEnded}>
          <Text>{error}</Text>
        </SectionMessage>
      )}
      <Inline>
        <Button isDisabled={busy} onClick={() => void end()}>
          {delegation.state === 'active' ? messages.end : messages.cancelPlanned}
        </Button>
      </Inline>
    </Stack>
  );
};
