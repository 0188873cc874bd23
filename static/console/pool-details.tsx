import {
  Button,
  DatePicker,
  DynamicTable,
  Heading,
  Inline,
  Label,
  Link,
  LoadingButton,
  Lozenge,
  Pagination,
  Select,
  Stack,
  Text,
  Textfield,
  User,
} from '@forge/react';
import { useState } from 'react';
import {
  SEATS_A_PAGE,
  type PoolHistory,
  type PoolRow,
  type SeatRow,
  type WaiterRow,
} from '../../src/contracts/pools';
import type { SeatState } from '../../src/domain/pool/pool';
import { ActionError } from '../components/action-error';
import { Failed } from '../components/failed';
import { Holder } from '../components/holder';
import { LoadingLines } from '../components/loading';
import type { ClockWords } from '../lib/clock-words';
import { useAction } from '../lib/use-action';
import { useClockWords } from '../lib/use-clock-words';
import { useLoaded } from '../lib/use-loaded';
import { priceWords } from '../lib/words';
import { Unknown } from './catalog-words';
import { PoolMeter, seatsInWords } from './pool-meter';
import { call } from './use-pools';

interface Option {
  readonly label: string;
  readonly value: SeatState | 'all';
}

const ALL: Option = { label: 'All', value: 'all' };
const STATES: readonly Option[] = [
  ALL,
  { label: 'In use', value: 'allocated' },
  { label: 'Held', value: 'held' },
  { label: 'Free', value: 'free' },
  { label: 'Blocked', value: 'blocked' },
];

const MARKS = {
  allocated: { appearance: 'success', word: 'in use' },
  held: { appearance: 'inprogress', word: 'held' },
  free: { appearance: 'default', word: 'free' },
  blocked: { appearance: 'removed', word: 'blocked' },
} as const;

/** One pool: its seats, who waits for one, and how it has filled up. */
export const PoolDetails = ({ poolId }: { readonly poolId: string }) => {
  const words = useClockWords();
  const [state, setState] = useState<Option['value']>('all');
  const [page, setPage] = useState(0);
  const seats = useLoaded(
    () => call('pools/seats', { poolId, state: state === 'all' ? null : state, page }),
    JSON.stringify([state, page]),
  );
  const line = useLoaded(() => call('pools/line', { poolId }));
  const history = useLoaded(() => call('pools/history', { poolId }));
  const reload = async (): Promise<void> => {
    await Promise.all([seats.reload(), line.reload()]);
  };
  if (seats.loaded.kind === 'loading') return <LoadingLines lines={8} label="Loading the pool" />;
  if (seats.loaded.kind === 'failed')
    return (
      <Failed message={seats.loaded.message} forbidden={seats.loaded.forbidden} onRetry={seats.reload} />
    );
  const { pool, rows, total } = seats.loaded.data;
  const pages = Math.ceil(total / SEATS_A_PAGE);
  return (
    <Stack space="space.300">
      <Facts
        pool={pool}
        words={words}
        history={history.loaded.kind === 'ready' ? history.loaded.data : null}
      />
      {line.loaded.kind === 'ready' && (
        <Line pool={pool} line={line.loaded.data} words={words} onChanged={reload} />
      )}
      <Stack space="space.100">
        <Heading as="h4" size="small">
          Seats
        </Heading>
        <Inline space="space.150" alignBlock="end" shouldWrap>
          <Stack>
            <Label labelFor="seat-state">Show</Label>
            <Select
              inputId="seat-state"
              options={[...STATES]}
              defaultValue={ALL}
              onChange={(option: Option | null) => {
                setState(option?.value ?? 'all');
                setPage(0);
              }}
            />
          </Stack>
          <Text color="color.text.subtle">{total === 1 ? '1 seat' : `${total} seats`}</Text>
        </Inline>
        <DynamicTable
          label={`Seats of ${pool.application} ${pool.tier}`}
          head={{
            cells: [
              { key: 'slot', content: 'Seat', width: 8 },
              { key: 'state', content: 'State', width: 14 },
              { key: 'who', content: 'Who', width: 26 },
              { key: 'since', content: 'Since, until', width: 22 },
              { key: 'request', content: 'Request', width: 12 },
              { key: 'do', content: 'To do', width: 18 },
            ],
          }}
          rows={rows.map((row) => seatRow(pool, row, words, reload))}
          emptyView={<Text>There are no such seats.</Text>}
        />
        {pages > 1 && (
          <Pagination
            pages={Array.from({ length: pages }, (_, index) => index + 1)}
            selectedIndex={page}
            label="Pages of seats"
            onChange={(_event, chosen) => {
              setPage(Number(chosen) - 1);
            }}
          />
        )}
      </Stack>
      {pool.isMine ? (
        <KeepSeat pool={pool} onChanged={reload} />
      ) : (
        <Text color="color.text.subtle">
          Only people who administer this project, or own the application, change its seats.
        </Text>
      )}
    </Stack>
  );
};

const Facts = ({
  pool,
  words,
  history,
}: {
  readonly pool: PoolRow;
  readonly words: ClockWords;
  readonly history: PoolHistory | null;
}) => (
  <Stack space="space.100">
    <Inline space="space.100" alignBlock="center" shouldWrap>
      <Heading as="h3" size="medium">{`${pool.application} ${pool.tier}`}</Heading>
      {pool.premium && <Lozenge appearance="new">premium</Lozenge>}
    </Inline>
    <PoolMeter pool={pool} name={`${pool.application} ${pool.tier}`} />
    <Text>{[seatsInWords(pool), ...termsOf(pool, words)].join(' · ')}</Text>
    {history && <Text color="color.text.subtle">{historySentence(history, words)}</Text>}
  </Stack>
);

const termsOf = ({ price, contractEnd }: PoolRow, words: ClockWords): string[] => [
  ...(price ? [`${priceWords(price)} a seat`] : []),
  ...(contractEnd === null ? [] : [`contract ends ${words.date(contractEnd)}`]),
];

function historySentence(
  { runOut, waste, inactive, unknown, takenAt }: PoolHistory,
  words: ClockWords,
): string {
  if (takenAt === null) return 'Its first daily snapshot is taken tonight.';
  const use = `As of ${words.day(takenAt)}, ${inactive ?? 0} not used${waste ? ` (${waste.amount} ${waste.currency} a ${waste.per})` : ''}, of ${unknown ?? 0} nobody knows.`;
  switch (runOut.kind) {
    case 'not-enough-history':
      return `${use} When it runs out can be told after two weeks of snapshots; there are ${runOut.days} days.`;
    case 'full':
      return `${use} It is full.`;
    case 'not-in-sight':
      return `${use} It does not run out in sight.`;
    case 'range':
      return `${use} It runs out between ${words.date(runOut.from)} and ${runOut.to === null ? 'not at all, in its slower weeks' : words.date(runOut.to)}.`;
  }
}

interface LineProps {
  readonly pool: PoolRow;
  readonly line: readonly WaiterRow[];
  readonly words: ClockWords;
  readonly onChanged: () => Promise<void>;
}

const Line = ({ pool, line, words, onChanged }: LineProps) =>
  line.length === 0 ? (
    <></>
  ) : (
    <Stack space="space.100">
      <Heading as="h4" size="small">
        {`Waiting (${line.length})`}
      </Heading>
      <DynamicTable
        label="Requests that wait, the first to be served first"
        head={{
          cells: [
            { key: 'place', content: 'Place', width: 8 },
            { key: 'request', content: 'Request', width: 12 },
            { key: 'who', content: 'For', width: 24 },
            { key: 'since', content: 'Since', width: 20 },
            { key: 'urgent', content: 'Urgent', width: 36 },
          ],
        }}
        rows={line.map((waiter, index) => ({
          key: waiter.issueId,
          cells: [
            { key: 'place', content: String(index + 1) },
            { key: 'request', content: <Link href={`/browse/${waiter.issueKey}`}>{waiter.issueKey}</Link> },
            { key: 'who', content: <User accountId={waiter.beneficiaryId} /> },
            { key: 'since', content: words.day(waiter.since) },
            { key: 'urgent', content: <Urgency pool={pool} waiter={waiter} onChanged={onChanged} /> },
          ],
        }))}
      />
    </Stack>
  );

const Urgency = ({
  pool,
  waiter,
  onChanged,
}: {
  readonly pool: PoolRow;
  readonly waiter: WaiterRow;
  readonly onChanged: () => Promise<void>;
}) => {
  const { busy, error, run } = useAction();
  const [reason, setReason] = useState<string | null>(null);
  const change = (): Promise<void> =>
    run(async () => {
      await call('pools/prioritize', {
        poolId: pool.poolId,
        issueId: waiter.issueId,
        isUrgent: !waiter.isUrgent,
        reason: reason ?? '',
      });
      setReason(null);
      await onChanged();
    });
  return (
    <Stack space="space.075">
      {waiter.isUrgent && (
        <Inline space="space.075" alignBlock="center" shouldWrap>
          <Lozenge appearance="moved">urgent</Lozenge>
          <Text>{waiter.urgentBecause ?? ''}</Text>
          {waiter.urgentBy !== null && <User accountId={waiter.urgentBy} />}
        </Inline>
      )}
      <ActionError title="Not changed" message={error} />
      {pool.isMine && reason === null && (
        <Inline>
          <Button
            spacing="compact"
            onClick={() => {
              setReason('');
            }}
          >
            {waiter.isUrgent ? 'Not urgent any more' : 'Call it urgent'}
          </Button>
        </Inline>
      )}
      {reason !== null && (
        <Inline space="space.075" alignBlock="end" shouldWrap>
          <Stack>
            <Label labelFor={`urgent-${waiter.issueId}`}>Why? Everybody in the line sees it.</Label>
            <Textfield
              id={`urgent-${waiter.issueId}`}
              name={`urgent-${waiter.issueId}`}
              value={reason}
              maxLength={200}
              onChange={(event) => {
                setReason(String(event.target.value));
              }}
            />
          </Stack>
          <LoadingButton isLoading={busy} isDisabled={reason.trim().length < 3} onClick={() => void change()}>
            Save
          </LoadingButton>
        </Inline>
      )}
    </Stack>
  );
};

function seatRow(pool: PoolRow, row: SeatRow, words: ClockWords, onChanged: () => Promise<void>) {
  const mark = MARKS[row.state];
  const since = row.since === null ? null : words.day(row.since);
  const until = row.endsAt ?? row.reservedUntil;
  return {
    key: String(row.slot),
    cells: [
      { key: 'slot', content: String(row.slot) },
      {
        key: 'state',
        content: (
          <Inline space="space.050" shouldWrap>
            <Lozenge appearance={mark.appearance}>{mark.word}</Lozenge>
            {row.isOver && <Lozenge appearance="removed">over</Lozenge>}
            {row.hasLeft && <Lozenge appearance="removed">has left</Lozenge>}
          </Inline>
        ),
      },
      { key: 'who', content: <Who row={row} /> },
      {
        key: 'since',
        content: [
          ...(since === null ? [] : [since]),
          ...(until === null ? [] : [`until ${words.day(until)}`]),
        ].join(', '),
      },
      {
        key: 'request',
        content:
          row.issueKey === null ? <Unknown /> : <Link href={`/browse/${row.issueKey}`}>{row.issueKey}</Link>,
      },
      {
        key: 'do',
        content: pool.isMine ? <SeatAction pool={pool} row={row} onChanged={onChanged} /> : <Unknown />,
      },
    ],
  };
}

const Who = ({ row }: { readonly row: SeatRow }) => {
  if (row.reservedFor !== null)
    return (
      <Inline space="space.075" alignBlock="center" shouldWrap>
        <Text>{`kept for worker ${row.reservedFor}`}</Text>
        {row.holderId !== null && <Holder holderId={row.holderId} />}
      </Inline>
    );
  if (row.holderId !== null) return <Holder holderId={row.holderId} />;
  return row.note === null ? <Unknown /> : <Text>{row.note}</Text>;
};

interface SeatActionProps {
  readonly pool: PoolRow;
  readonly row: SeatRow;
  readonly onChanged: () => Promise<void>;
}

const SeatAction = ({ pool, row, onChanged }: SeatActionProps) => {
  const { busy, error, run } = useAction();
  const [note, setNote] = useState<string | null>(null);
  const { poolId } = pool;
  const act = (work: () => Promise<unknown>) => (): void => {
    void run(async () => {
      await work();
      setNote(null);
      await onChanged();
    });
  };
  if (row.state === 'blocked')
    return (
      <Stack space="space.050">
        <ActionError title="Not changed" message={error} />
        <Inline>
          <Button
            spacing="compact"
            isDisabled={busy}
            onClick={act(() => call('pools/unblock', { poolId, slot: row.slot }))}
          >
            Unblock
          </Button>
        </Inline>
      </Stack>
    );
  if (row.reservedFor !== null)
    return (
      <Stack space="space.050">
        <ActionError title="Not changed" message={error} />
        <Inline>
          <Button
            spacing="compact"
            isDisabled={busy}
            onClick={act(() => call('pools/drop-reservation', { poolId, workerId: row.reservedFor }))}
          >
            Give back
          </Button>
        </Inline>
      </Stack>
    );
  if (row.state !== 'free') return <Unknown />;
  return (
    <Stack space="space.050">
      <ActionError title="Not blocked" message={error} />
      {note === null ? (
        <Inline>
          <Button
            spacing="compact"
            onClick={() => {
              setNote('');
            }}
          >
            Block
          </Button>
        </Inline>
      ) : (
        <Stack space="space.050">
          <Label labelFor={`block-${row.slot}`}>Why?</Label>
          <Textfield
            id={`block-${row.slot}`}
            name={`block-${row.slot}`}
            value={note}
            maxLength={200}
            onChange={(event) => {
              setNote(String(event.target.value));
            }}
          />
          <Inline>
            <LoadingButton
              spacing="compact"
              isLoading={busy}
              isDisabled={note.trim().length < 3}
              onClick={act(() => call('pools/block', { poolId, slot: row.slot, note }))}
            >
              Block it
            </LoadingButton>
          </Inline>
        </Stack>
      )}
    </Stack>
  );
};

/** A seat for somebody who is about to join. */
const KeepSeat = ({ pool, onChanged }: Omit<SeatActionProps, 'row'>) => {
  const { busy, error, run } = useAction();
  const [workerId, setWorkerId] = useState('');
  const [until, setUntil] = useState('');
  const keep = (): Promise<void> =>
    run(async () => {
      await call('pools/reserve', {
        poolId: pool.poolId,
        workerId,
        until: Date.parse(until),
      });
      setWorkerId('');
      await onChanged();
    });
  return (
    <Stack space="space.100">
      <Heading as="h4" size="small">
        Keep a seat for a joiner
      </Heading>
      <ActionError title="Not kept" message={error} />
      <Inline space="space.150" alignBlock="end" shouldWrap>
        <Stack>
          <Label labelFor="keep-worker">Worker id, by the roster</Label>
          <Textfield
            id="keep-worker"
            name="keep-worker"
            value={workerId}
            maxLength={64}
            onChange={(event) => {
              setWorkerId(String(event.target.value));
            }}
          />
        </Stack>
        <Stack>
          <Label labelFor="keep-until">Until (UTC)</Label>
          <DatePicker
            id="keep-until"
            name="keep-until"
            onChange={(date: string) => {
              setUntil(date);
            }}
          />
        </Stack>
        <LoadingButton
          isLoading={busy}
          isDisabled={workerId.trim() === '' || until === ''}
          onClick={() => void keep()}
        >
          Keep a seat
        </LoadingButton>
      </Inline>
    </Stack>
  );
};
