import { Button, DynamicTable, Heading, Inline, Link, Lozenge, Stack, Text } from '@forge/react';
import { PersonName } from '../../components/person-name';
import { useState } from 'react';
import type { PoolRow, WaiterRow } from '../../../src/pools/contract/pools';
import { Failed } from '../../components/failed';
import { LoadingLines } from '../../components/loading';
import { WideEnough } from '../../components/wide-enough';
import type { ClockWords } from '../../lib/clock-words';
import type { Loaded } from '../../lib/use-loaded';
import { Unknown } from '../shared/catalog-words';
import { ReasonQuestion } from '../shared/reason-question';
import { poolMessages } from './messages';
import { call } from './use-pools';

const messages = poolMessages.queue;

interface Props {
  readonly pool: PoolRow;
  readonly now: number;
  readonly words: ClockWords;
  readonly loaded: Loaded<readonly WaiterRow[]>;
  readonly reload: () => Promise<unknown>;
}

/** Who waits for a seat, in the order in which they get one. */
export const PoolWaitlist = (props: Props) => (
  <Stack space="space.100">
    <Heading as="h4" size="small">
      {messages.title}
    </Heading>
    <Content {...props} />
  </Stack>
);

const Content = (props: Props) => {
  const { pool, loaded, reload } = props;
  const [asked, setAsked] = useState<WaiterRow | null>(null);
  if (loaded.kind === 'loading') return <LoadingLines lines={2} label={messages.loading} />;
  if (loaded.kind === 'failed')
    return <Failed message={loaded.message} forbidden={loaded.forbidden} onRetry={reload} />;
  const waiters = loaded.data;
  if (waiters.length === 0) return <Text>{messages.empty}</Text>;
  return (
    <>
      {waiters.length < pool.waiting && (
        <Text color="color.text.subtle">{messages.first(waiters.length, pool.waiting)}</Text>
      )}
      <DynamicTable
        label={messages.title}
        head={{
          cells: [
            { key: 'position', content: messages.columns.position, width: 8 },
            { key: 'request', content: messages.columns.request, width: 11 },
            { key: 'for', content: messages.columns.for, width: 20 },
            { key: 'since', content: messages.columns.since, width: 19 },
            { key: 'urgent', content: messages.columns.urgent, width: pool.isMine ? 27 : 42 },
            ...(pool.isMine ? [{ key: 'change', content: messages.columns.change, width: 15 }] : []),
          ],
        }}
        rows={waiters.map((waiter, index) => rowOf(waiter, index + 1, props, setAsked))}
        rowsPerPage={10}
      />
      {asked && (
        <PriorityQuestion
          poolId={pool.poolId}
          waiter={asked}
          reload={reload}
          onClose={() => {
            setAsked(null);
          }}
        />
      )}
    </>
  );
};

function rowOf(
  waiter: WaiterRow,
  position: number,
  { pool, now, words }: Props,
  onAsk: (waiter: WaiterRow) => void,
) {
  const change = (
    <Button
      spacing="compact"
      onClick={() => {
        onAsk(waiter);
      }}
    >
      {(waiter.isUrgent ? messages.markNotUrgent : messages.markUrgent).action}
    </Button>
  );
  return {
    key: waiter.issueId,
    cells: [
      { key: 'position', content: <Text>{poolMessages.number(position)}</Text> },
      {
        key: 'request',
        content: <Link href={`/browse/${waiter.issueKey}`}>{waiter.issueKey}</Link>,
      },
      { key: 'for', content: <PersonName accountId={waiter.beneficiaryId} /> },
      {
        key: 'since',
        content: (
          <WideEnough holds="name">
            <Text>{words.moment(waiter.since, now)}</Text>
          </WideEnough>
        ),
      },
      {
        key: 'urgent',
        content: waiter.isUrgent ? (
          <WideEnough holds="text">
            <Urgency waiter={waiter} />
          </WideEnough>
        ) : (
          <Unknown />
        ),
      },
      ...(pool.isMine ? [{ key: 'change', content: change }] : []),
    ],
  };
}

const Urgency = ({ waiter: { urgentBecause, urgentBy } }: { readonly waiter: WaiterRow }) => (
  <Stack space="space.050" alignInline="start">
    <Lozenge appearance="moved">{messages.urgent}</Lozenge>
    {urgentBecause !== null && <Text>{urgentBecause}</Text>}
    {urgentBy !== null && (
      <Inline space="space.050" alignBlock="center" shouldWrap>
        <Text size="small" color="color.text.subtle">
          {messages.urgentBy}
        </Text>
        <PersonName accountId={urgentBy} />
      </Inline>
    )}
  </Stack>
);

interface QuestionProps {
  readonly poolId: string;
  readonly waiter: WaiterRow;
  readonly reload: () => Promise<unknown>;
  readonly onClose: () => void;
}

const PriorityQuestion = ({ poolId, waiter, reload, onClose }: QuestionProps) => {
  const { issueId, issueKey, isUrgent } = waiter;
  const { action, title, text, help } = isUrgent ? messages.markNotUrgent : messages.markUrgent;
  return (
    <ReasonQuestion
      title={title(issueKey)}
      label={action}
      text={text}
      help={help}
      onSend={async (reason) => {
        await call('pools/prioritize', { poolId, issueId, isUrgent: !isUrgent, reason });
        await reload();
      }}
      onClose={onClose}
    />
  );
};
