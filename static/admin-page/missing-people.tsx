import {
  Button,
  ButtonGroup,
  DynamicTable,
  HelperMessage,
  Modal,
  ModalBody,
  ModalFooter,
  ModalHeader,
  ModalTitle,
  ModalTransition,
  SectionMessage,
  Stack,
  Text,
} from '@forge/react';
import { useState } from 'react';
import type { AdminCalls } from '../../src/flows/contract/admin';
import type { MissingPeople as MissingPeopleList } from '../../src/people/contract/missing-people';
import { Failed } from '../components/failed';
import { LoadingLines } from '../components/loading';
import { RosterPersonName } from '../components/plan-view';
import { callOf, messageOf } from '../lib/call';
import { useClockWords } from '../lib/use-clock-words';
import { useLoaded } from '../lib/use-loaded';
import { adminPageMessages } from './messages';

const messages = adminPageMessages.missing;

const call = callOf<AdminCalls>();

/** Whom a complete roster has left out, and a way to say whether they have left; nothing where there is nobody. */
export const MissingPeople = () => {
  const { loaded, reload } = useLoaded(() => call('people/missing', {}));
  const [isBusy, setIsBusy] = useState(false);
  const [error, setError] = useState<string | null>(null);
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
    setIsBusy(true);
    setError(null);
    try {
      await call('people/settle-missing', { workerIds: [workerId], status });
      await reload();
    } catch (failure) {
      setError(messageOf(failure));
    }
    setIsBusy(false);
  };
  const asked = people.find(({ workerId }) => workerId === leaving);
  const close = (): void => {
    setLeaving(null);
  };
  return (
    <Stack space="space.100">
      {error !== null && (
        <SectionMessage appearance="error" title={messages.notSaved}>
          <Text>{error}</Text>
        </SectionMessage>
      )}
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
                    isDisabled={isBusy}
                    onClick={() => {
                      setLeaving(person.workerId);
                    }}
                  >
                    {messages.left}
                  </Button>
                  <Button isDisabled={isBusy} onClick={() => void settle(person.workerId, 'active')}>
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
        <LeftQuestion
          person={asked}
          onClose={close}
          onConfirm={() => void settle(asked.workerId, 'inactive')}
        />
      )}
    </Stack>
  );
};

interface QuestionProps {
  readonly person: MissingPeopleList['people'][number];
  readonly onClose: () => void;
  readonly onConfirm: () => void;
}

/** Asks once more, because it opens cases. */
const LeftQuestion = ({ person, onClose, onConfirm }: QuestionProps) => (
  <ModalTransition>
    <Modal onClose={onClose}>
      <ModalHeader>
        <ModalTitle>{messages.leftTitle}</ModalTitle>
      </ModalHeader>
      <ModalBody>
        <Stack space="space.100">
          <RosterPersonName person={person} />
          <Text>{messages.leftHelp}</Text>
        </Stack>
      </ModalBody>
      <ModalFooter>
        <Button appearance="subtle" onClick={onClose}>
          {messages.cancel}
        </Button>
        <Button
          appearance="primary"
          onClick={() => {
            onClose();
            onConfirm();
          }}
        >
          {messages.left}
        </Button>
      </ModalFooter>
    </Modal>
  </ModalTransition>
);
