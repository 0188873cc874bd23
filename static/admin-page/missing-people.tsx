import { Button, ButtonGroup, DynamicTable, HelperMessage, Stack, Text } from '@forge/react';
import { useState } from 'react';
import type { AdminCalls } from '../../src/flows/contract/admin';
import { ActionError } from '../components/action-error';
import { Failed } from '../components/failed';
import { LoadingLines } from '../components/loading';
import { RosterPersonName } from '../components/plan-view';
import { Question } from '../components/question';
import { callOf } from '../lib/call';
import { useAction } from '../lib/use-action';
import { useClockWords } from '../lib/use-clock-words';
import { useLoaded } from '../lib/use-loaded';
import { adminPageMessages } from './messages';

const messages = adminPageMessages.missing;

const call = callOf<AdminCalls>();

/** Whom a complete roster has left out, and a way to say whether they have left; nothing where there is nobody. */
export const MissingPeople = () => {
  const { loaded, reload } = useLoaded(() => call('people/missing', {}));
  const { busy, error, run } = useAction();
  const [leaving, setLeaving] = useState<string | null>(null);
  const words = useClockWords();
  switch (loaded.kind) {
    case 'loading':
      return <LoadingLines lines={2} label={messages.loading} />;
    case 'failed':
      return <Failed message={loaded.message} forbidden={loaded.forbidden} onRetry={reload} />;
    case 'ready':
      break;
  }
  const { people, count } = loaded.data;
  if (count === 0) return <></>;
  const settle = async (workerId: string, status: 'active' | 'inactive'): Promise<void> => {
    await call('people/settle-missing', { workerIds: [workerId], status });
    await reload();
  };
  const asked = people.find(({ workerId }) => workerId === leaving);
  const close = (): void => {
    setLeaving(null);
  };
  return (
    <Stack space="space.100">
      <ActionError title={messages.notSaved} message={error} />
      <DynamicTable
        caption={messages.title}
        head={{
          cells: [
            { key: 'who', content: messages.who },
            { key: 'since', content: messages.since },
            { key: 'action', content: messages.action },
          ],
        }}
        rows={people.map((person) => ({
          key: person.workerId,
          cells: [
            { key: 'who', content: <RosterPersonName person={person} /> },
            { key: 'since', content: words.day(person.since) },
            {
              key: 'action',
              content: (
                <ButtonGroup label={messages.action}>
                  <Button
                    isDisabled={busy}
                    onClick={() => {
                      setLeaving(person.workerId);
                    }}
                  >
                    {messages.left}
                  </Button>
                  <Button isDisabled={busy} onClick={() => void run(() => settle(person.workerId, 'active'))}>
                    {messages.here}
                  </Button>
                </ButtonGroup>
              ),
            },
          ],
        }))}
        rowsPerPage={20}
      />
      {people.length < count && <Text>{messages.shown(people.length, count)}</Text>}
      <HelperMessage>{messages.help}</HelperMessage>
      <HelperMessage>{messages.leftHelp}</HelperMessage>
      {asked && (
        <Question
          title={messages.leftTitle}
          label={messages.left}
          isComplete
          onSend={() => settle(asked.workerId, 'inactive')}
          onClose={close}
        >
          <RosterPersonName person={asked} />
          <Text>{messages.leftHelp}</Text>
        </Question>
      )}
    </Stack>
  );
};
