import {
  Button,
  ButtonGroup,
  Heading,
  Inline,
  Label,
  List,
  ListItem,
  LoadingButton,
  SectionMessage,
  Stack,
  Text,
  Textfield,
  User,
} from '@forge/react';
import { useState } from 'react';
import type { ChangeCalls, ChangesView, WaitingChange } from '../../src/changes/contract/changes';
import type { ReplacedPerson } from '../../src/common/rules/changed-item';
import { callOf } from '../lib/call';
import { useAction } from '../lib/use-action';
import { useClockWords } from '../lib/use-clock-words';
import { useLoaded } from '../lib/use-loaded';
import { ActionError } from './action-error';
import { Replaced } from './replaced';
import * as messages from './changes-messages';

const call = callOf<ChangeCalls>();

/** Changes that wait for a second admin, or that none needs one yet; nothing where there is nothing to say. */
export const WaitingChanges = ({ onApplied }: { readonly onApplied?: () => Promise<unknown> }) => {
  const { loaded, reload } = useLoaded(() => call('changes/list', {}));
  if (loaded.kind !== 'ready') return <></>;
  const { isFirstSetUp, waiting, now } = loaded.data;
  const decided = async (): Promise<void> => {
    await reload();
    await onApplied?.();
  };
  return (
    <Stack space="space.150">
      {isFirstSetUp && (
        <SectionMessage appearance="information" title={messages.firstSetUp.title}>
          <Text>{messages.firstSetUp.text}</Text>
        </SectionMessage>
      )}
      {waiting.length > 0 && (
        <Heading as="h3" size="small">
          {messages.title}
        </Heading>
      )}
      {waiting.map((change) => (
        <Waiting key={change.changeId} change={change} now={now} onDecided={decided} />
      ))}
    </Stack>
  );
};

interface Props {
  readonly change: WaitingChange;
  readonly now: number;
  readonly onDecided: () => Promise<void>;
}

const Waiting = ({ change, now, onDecided }: Props) => {
  const words = useClockWords();
  const { busy, error, run } = useAction();
  const decide = (work: () => Promise<ChangesView>): Promise<void> =>
    run(async () => {
      await work();
      await onDecided();
    });
  const { changeId } = change;
  return (
    <SectionMessage appearance="warning" title={messages.what[change.what]}>
      <Stack space="space.100">
        <Inline space="space.050" alignBlock="center" shouldWrap>
          <Text>{messages.by}</Text>
          <User accountId={change.byId} />
          <Text>{messages.proposedAt(words.moment(change.at, now))}</Text>
        </Inline>
        <ChangedItems change={change} />
        <ActionError title={messages.failed} message={error} />
        {change.isOwn ? (
          <Inline space="space.100" alignBlock="center" shouldWrap>
            <Text>{messages.own}</Text>
            <Button
              isDisabled={busy}
              onClick={() => void decide(() => call('changes/withdraw', { changeId }))}
            >
              {messages.withdraw}
            </Button>
          </Inline>
        ) : (
          <Decision change={change} busy={busy} onDecide={decide} />
        )}
      </Stack>
    </SectionMessage>
  );
};

// so many are read through; of more, only what decides about who gets access is
const MOST_READ = 20;

const ChangedItems = ({ change: { items, more } }: { readonly change: WaitingChange }) => {
  const deciding = items.filter(({ decides }) => decides === true);
  const shown = items.length > MOST_READ && deciding.length > 0 ? deciding : items;
  const others = items.length - shown.length + more;
  return (
    <Stack space="space.050">
      <List type="unordered">
        {shown.map(({ subject, details }) => (
          <ListItem key={subject}>{[subject, ...details].join(' · ')}</ListItem>
        ))}
      </List>
      {shown.flatMap(({ subject, people = [] }) =>
        people.map((replaced) => (
          <PersonChange key={`${subject} ${replaced.role}`} subject={subject} replaced={replaced} />
        )),
      )}
      {others > 0 && <Text>{messages.more(others)}</Text>}
    </Stack>
  );
};

/** Who had a role and who will, by name. */
const PersonChange = ({
  subject,
  replaced: { role, beforeId, afterId },
}: {
  readonly subject: string;
  readonly replaced: ReplacedPerson;
}) => (
  <Replaced
    label={messages.person(subject, role)}
    before={beforeId && <User accountId={beforeId} />}
    after={afterId && <User accountId={afterId} />}
  />
);

const Decision = ({
  change: { changeId },
  busy,
  onDecide,
}: {
  readonly change: WaitingChange;
  readonly busy: boolean;
  readonly onDecide: (work: () => Promise<ChangesView>) => Promise<void>;
}) => {
  const [note, setNote] = useState('');
  return (
    <Stack space="space.100" alignInline="start">
      <Label labelFor={`decline-${changeId}`}>{messages.reason}</Label>
      <Textfield
        id={`decline-${changeId}`}
        name={`decline-${changeId}`}
        value={note}
        onChange={(event) => {
          setNote(String(event.target.value));
        }}
      />
      <ButtonGroup label={messages.decide}>
        <LoadingButton
          appearance="primary"
          isLoading={busy}
          onClick={() => void onDecide(() => call('changes/approve', { changeId }))}
        >
          {messages.approve}
        </LoadingButton>
        <Button
          isDisabled={busy || note.trim() === ''}
          onClick={() => void onDecide(() => call('changes/decline', { changeId, note: note.trim() }))}
        >
          {messages.decline}
        </Button>
      </ButtonGroup>
    </Stack>
  );
};
