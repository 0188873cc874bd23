import { Button, Inline, LoadingButton, Stack, Text } from '@forge/react';
import { PersonName } from '../components/person-name';
import { useState } from 'react';
import type { IssuePanelCalls, IssuePanelRequest } from '../../src/flows/contract/issue-panel';
import { ActionError } from '../components/action-error';
import { callOf } from '../lib/call';
import type { ClockWords } from '../lib/clock-words';
import { queuePositionSentence } from '../lib/queue-position-words';
import { useAction } from '../lib/use-action';
import * as messages from './queue-position-messages';
import type { Reload } from './next-step';

const call = callOf<IssuePanelCalls>();
type Asked = IssuePanelCalls['issue-panel/ask-idlest']['output'];

const askedSentence = ({ asked, stopped }: Asked): string =>
  asked === 0 ? (stopped ?? messages.allAsked) : messages.asked(asked);

/** For whom it is fulfilled as soon as it has a seat; nothing where no agent arranged that. */
export const Arranged = ({ view: { state, changed, outdated, pool } }: Pick<Props, 'view'>) =>
  pool?.arrangedBy == null || state !== 'ready' || changed || outdated !== null ? null : (
    <Inline space="space.075" alignBlock="center" shouldWrap>
      <Text>{pool.seat ? messages.fulfillsNowFor : messages.fulfillsFor}</Text>
      <PersonName accountId={pool.arrangedBy} />
    </Inline>
  );

interface Props {
  readonly view: IssuePanelRequest;
  readonly words: ClockWords;
  readonly reload: Reload;
}

/** What to do while the pool is full: the request’s queue position, and who fulfills it in its turn. */
export const QueuePosition = ({ view, words, reload }: Props) => {
  const { busy, error, run } = useAction();
  const [asked, setAsked] = useState<Asked | null>(null);
  const queuePosition = view.pool?.queuePosition ?? null;
  const ask = (): Promise<void> =>
    run(async () => {
      setAsked(await call('issue-panel/ask-idlest', {}));
    });
  const change = (key: 'issue-panel/arrange' | 'issue-panel/give-up' | 'issue-panel/rejoin') => () =>
    void run(() => call(key, {}).finally(reload));
  if (queuePosition === null)
    return (
      <Stack space="space.100">
        <ActionError title={messages.notRejoined} message={error} />
        <Inline space="space.150" alignBlock="center" shouldWrap>
          <LoadingButton appearance="primary" isLoading={busy} onClick={change('issue-panel/rejoin')}>
            {messages.rejoin}
          </LoadingButton>
          <Text color="color.text.subtle">{messages.left}</Text>
        </Inline>
      </Stack>
    );
  return (
    <Stack space="space.100">
      <Text>{queuePositionSentence(queuePosition, view.now, words)}</Text>
      <Arranged view={view} />
      <ActionError title={messages.notUpdated} message={error} />
      {asked !== null && <Text>{askedSentence(asked)}</Text>}
      <Inline space="space.100" shouldWrap>
        {view.pool?.arrangedBy === null && (
          <LoadingButton appearance="primary" isLoading={busy} onClick={change('issue-panel/arrange')}>
            {messages.fulfillLater(view.requesterName)}
          </LoadingButton>
        )}
        <Button isDisabled={busy} onClick={() => void ask()}>
          {messages.askIdlest}
        </Button>
        <Button isDisabled={busy} onClick={change('issue-panel/give-up')}>
          {messages.leave}
        </Button>
      </Inline>
    </Stack>
  );
};
