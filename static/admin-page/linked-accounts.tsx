import {
  Button,
  ButtonGroup,
  DynamicTable,
  Heading,
  HelperMessage,
  Inline,
  Label,
  Lozenge,
  Select,
  Stack,
  Text,
  UserPicker,
} from '@forge/react';
import { useState } from 'react';
import type { AdminCalls } from '../../src/flows/contract/admin';
import type { LinkedAccounts as LinkedAccountsView } from '../../src/imports/contract/linked-accounts';
import { ActionError } from '../components/action-error';
import { Failed } from '../components/failed';
import { LoadingLines } from '../components/loading';
import { PersonName } from '../components/person-name';
import { callOf } from '../lib/call';
import { useAction } from '../lib/use-action';
import { useLoaded } from '../lib/use-loaded';
import { adminPageMessages } from './messages';

const messages = adminPageMessages.links;

const call = callOf<AdminCalls>();

/** How many people no Atlassian account is linked to, a way to pick one, and those that were picked. */
export const LinkedAccounts = () => {
  const { loaded, reload } = useLoaded(() => call('people/links', {}));
  const { busy, error, run } = useAction();
  const [links, setLinks] = useState(0);
  const [workerId, setWorkerId] = useState<string | null>(null);
  const [accountId, setAccountId] = useState<string | null>(null);
  switch (loaded.kind) {
    case 'loading':
      return <LoadingLines lines={2} label={messages.loading} />;
    case 'failed':
      return <Failed message={loaded.message} forbidden={loaded.forbidden} onRetry={reload} />;
    case 'ready':
      break;
  }
  const { people, unlinked, workerIds, picked } = loaded.data;
  if (people === 0 || (unlinked === 0 && picked.length === 0)) return <></>;
  const link = async (worker: string, account: string): Promise<void> => {
    await call('people/link', { workerId: worker, accountId: account });
    setWorkerId(null);
    setAccountId(null);
    setLinks(links + 1);
    await reload();
  };
  const options = workerIds.map((id) => ({ label: messages.employee(id), value: id }));
  return (
    <Stack space="space.100">
      <Heading as="h3" size="medium">
        {messages.title}
      </Heading>
      <Text>{messages.summary(unlinked, people)}</Text>
      <ActionError title={messages.notSaved} message={error} />
      {unlinked > 0 && (
        <Stack space="space.100" key={links}>
          <Label labelFor="unlinked-worker">{messages.worker}</Label>
          <Select
            inputId="unlinked-worker"
            name="unlinked-worker"
            options={options}
            placeholder={messages.choose}
            value={options.find(({ value }) => value === workerId) ?? null}
            onChange={(chosen: { readonly value: string } | null) => {
              setWorkerId(chosen?.value ?? null);
            }}
          />
          <UserPicker
            name="linked-account"
            label={messages.account}
            onChange={(user: { readonly id: string } | null) => {
              setAccountId(user?.id ?? null);
            }}
          />
          <Inline>
            <Button
              isDisabled={busy || workerId === null || accountId === null}
              onClick={() => {
                if (workerId !== null && accountId !== null) void run(() => link(workerId, accountId));
              }}
            >
              {messages.link}
            </Button>
          </Inline>
          <HelperMessage>{messages.help}</HelperMessage>
        </Stack>
      )}
      {picked.length > 0 && (
        <PickedAccounts
          picked={picked}
          busy={busy}
          onConfirm={(one) => void run(() => link(one.workerId, one.accountId))}
          onUndo={({ workerId: undone }) =>
            void run(async () => {
              await call('people/unlink', { workerId: undone });
              await reload();
            })
          }
        />
      )}
    </Stack>
  );
};

type Picked = LinkedAccountsView['picked'][number];

/** Whose account an admin has picked, with a way to confirm that as another one, and to take it back. */
const PickedAccounts = ({
  picked,
  busy,
  onConfirm,
  onUndo,
}: {
  readonly picked: readonly Picked[];
  readonly busy: boolean;
  readonly onConfirm: (one: Picked) => void;
  readonly onUndo: (one: Picked) => void;
}) => (
  <Stack space="space.100">
    <DynamicTable
      caption={messages.picked}
      head={{
        cells: [
          { key: 'worker', content: messages.worker },
          { key: 'account', content: messages.account },
          { key: 'action', content: messages.action },
        ],
      }}
      rows={picked.map((one) => ({
        key: one.workerId,
        cells: [
          { key: 'worker', content: one.workerId },
          {
            key: 'account',
            content: (
              <Stack space="space.050">
                <PersonName accountId={one.accountId} />
                {one.needsRepeat && (
                  <Inline>
                    <Lozenge appearance="moved">{messages.needsRepeat}</Lozenge>
                  </Inline>
                )}
              </Stack>
            ),
          },
          {
            key: 'action',
            content: (
              <ButtonGroup label={messages.action}>
                {one.needsRepeat && !one.isOwn && (
                  <Button
                    isDisabled={busy}
                    onClick={() => {
                      onConfirm(one);
                    }}
                  >
                    {messages.confirm}
                  </Button>
                )}
                <Button
                  isDisabled={busy}
                  onClick={() => {
                    onUndo(one);
                  }}
                >
                  {messages.undo}
                </Button>
              </ButtonGroup>
            ),
          },
        ],
      }))}
      rowsPerPage={20}
    />
    {picked.some(({ needsRepeat }) => needsRepeat) && (
      <HelperMessage>{messages.needsRepeatHelp}</HelperMessage>
    )}
  </Stack>
);
