import { Button, DynamicTable, SectionMessage, Stack, Text } from '@forge/react';
import { PersonName } from '../components/person-name';
import { useState } from 'react';
import type { DelegationCalls, OpenDelegation } from '../../src/approvals/contract/delegations';
import { applicationsWords, daysWords, Delegates, DelegationState } from '../components/delegation';
import { Failed } from '../components/failed';
import { LoadingLines } from '../components/loading';
import { callOf, messageOf } from '../lib/call';
import { useClockWords } from '../lib/use-clock-words';
import { useLoaded } from '../lib/use-loaded';
import { adminPageMessages } from './messages';

const messages = adminPageMessages.delegations;

const call = callOf<DelegationCalls>();

/** Who is away or is going to be, and who decides in their place; for those who forgot, a way to end it. */
export const DelegationsTab = () => {
  const { loaded, reload } = useLoaded(() => call('delegations/show', {}));
  const [ending, setEnding] = useState<string | null>(null);
  const [error, setError] = useState<string | null>(null);
  const words = useClockWords();
  switch (loaded.kind) {
    case 'loading':
      return <LoadingLines lines={4} label={messages.loading} />;
    case 'failed':
      return <Failed message={loaded.message} forbidden={loaded.forbidden} onRetry={reload} />;
    case 'ready':
      break;
  }
  const end = async ({ id }: OpenDelegation): Promise<void> => {
    setEnding(id);
    setError(null);
    try {
      await call('delegations/end', { id });
      await reload();
    } catch (failure) {
      setError(messageOf(failure));
    }
    setEnding(null);
  };
  const { delegations, applications, now } = loaded.data;
  return (
    <Stack space="space.150">
      <Text>{messages.help}</Text>
      {error !== null && (
        <SectionMessage appearance="error" title={messages.notEnded}>
          <Text>{error}</Text>
        </SectionMessage>
      )}
      <DynamicTable
        caption={messages.title}
        head={{
          cells: [
            { key: 'who', content: messages.who },
            { key: 'when', content: messages.days },
            { key: 'delegates', content: messages.delegates },
            { key: 'applications', content: messages.applications },
            { key: 'end', content: messages.action },
          ],
        }}
        rows={delegations.map((delegation) => ({
          key: delegation.id,
          cells: [
            { key: 'who', content: <PersonName accountId={delegation.delegatorId} /> },
            {
              key: 'when',
              content: (
                <Stack space="space.025">
                  <DelegationState delegation={delegation} />
                  <Text>{daysWords(delegation, words, now)}</Text>
                </Stack>
              ),
            },
            { key: 'delegates', content: <Delegates ids={delegation.delegateIds} /> },
            { key: 'applications', content: applicationsWords(delegation.applications, applications) },
            {
              key: 'end',
              content: (
                <Button isDisabled={ending !== null} onClick={() => void end(delegation)}>
                  {messages.end}
                </Button>
              ),
            },
          ],
        }))}
        emptyView={<Text>{messages.none}</Text>}
      />
    </Stack>
  );
};
