import { Button, Inline, LoadingButton, Stack, Text, User } from '@forge/react';
import { useState } from 'react';
import type { IssuePanelCalls, IssuePanelRequest } from '../../src/flows/contract/issue-panel';
import { ActionError } from '../components/action-error';
import { callOf } from '../lib/call';
import type { ClockWords } from '../lib/clock-words';
import { queuePositionSentence } from '../lib/queue-position-words';
import { useAction } from '../lib/use-action';
import type { Reload } from './next-step';

const call = callOf<IssuePanelCalls>();

type Asked = IssuePanelCalls['issue-panel/ask-idlest']['output'];

const askedSentence = ({ asked, stopped }: Asked): string =>
  asked === 0
    ? (stopped ??
      'They have been asked already. The next ones are asked after two days, until one releases a seat.')
    : `${asked} ${asked === 1 ? 'holder is' : 'holders are'} asked within five minutes. The next ones follow after two days, until one releases a seat.`;

interface Props {
  readonly view: IssuePanelRequest;
  readonly words: ClockWords;
  readonly reload: Reload;
}

/** What to do while the pool is full: where the request stands in its line, and who fulfills it in its turn. */
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
        <ActionError title="Not joined" message={error} />
        <Inline space="space.150" alignBlock="center" shouldWrap>
          <LoadingButton appearance="primary" isLoading={busy} onClick={change('issue-panel/rejoin')}>
            Join the line again
          </LoadingButton>
          <Text color="color.text.subtle">It stepped out of the line, and would join at its end.</Text>
        </Inline>
      </Stack>
    );
  return (
    <Stack space="space.100">
      <Text>{queuePositionSentence(queuePosition, view.now, words)}</Text>
      {queuePosition.fulfillerId !== null && (
        <Inline space="space.075" alignBlock="center" shouldWrap>
          <Text>It is fulfilled as soon as it has a seat, in the name of</Text>
          <User accountId={queuePosition.fulfillerId} />
        </Inline>
      )}
      <ActionError title="Not changed" message={error} />
      {asked !== null && <Text>{askedSentence(asked)}</Text>}
      <Inline space="space.100" shouldWrap>
        {queuePosition.fulfillerId === null && (
          <LoadingButton appearance="primary" isLoading={busy} onClick={change('issue-panel/arrange')}>
            {`Fulfill in its turn and notify ${view.requesterName}`}
          </LoadingButton>
        )}
        <Button isDisabled={busy} onClick={() => void ask()}>
          Ask the idlest holders
        </Button>
        <Button isDisabled={busy} onClick={change('issue-panel/give-up')}>
          Give up its place
        </Button>
      </Inline>
    </Stack>
  );
};
