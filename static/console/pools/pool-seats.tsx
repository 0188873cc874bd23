import {
  Box,
  Button,
  Checkbox,
  DynamicTable,
  EmptyState,
  Heading,
  Inline,
  Label,
  Link,
  Lozenge,
  Select,
  Stack,
  Text,
  xcss,
} from '@forge/react';
import { useState } from 'react';
import type { PoolRow, SeatFilter, SeatList, SeatRow } from '../../../src/pools/contract/pools';
import { Holder } from '../../components/holder';
import { Pages } from '../../components/pages';
import { WideEnough } from '../../components/wide-enough';
import type { ClockWords } from '../../lib/clock-words';
import { seatsWords, Unknown } from '../shared/catalog-words';
import { ExportSeats } from './export-seats';
import { SeatQuestion, type AskedSeat } from './seat-question';
import { SelectedSeats } from './selected-seats';
import { useSelection, type Selection } from './use-selection';

const MARKS = {
  free: ['default', 'free'],
  held: ['inprogress', 'held'],
  allocated: ['success', 'in use'],
  blocked: ['moved', 'blocked'],
} as const;

interface Filter {
  readonly label: string;
  readonly value: SeatFilter | 'all';
}

const ALL: Filter = { label: 'All', value: 'all' };
const FILTERS: readonly Filter[] = [
  ALL,
  { label: 'In use', value: 'allocated' },
  { label: 'Not used', value: 'inactive' },
  { label: 'Held', value: 'held' },
  { label: 'Free', value: 'free' },
  { label: 'Blocked', value: 'blocked' },
];

const filterWidth = xcss({ width: '160px' });

interface Props {
  readonly list: SeatList;
  readonly words: ClockWords;
  /** Null for all. */
  readonly state: SeatFilter | null;
  readonly onState: (state: SeatFilter | null) => void;
  readonly onPage: (page: number) => void;
  readonly reload: () => Promise<unknown>;
}

/** The seats of a pool, and what those who look after it do with the ones that no request has. */
export const PoolSeats = (props: Props) => {
  const { list, state, onState, onPage, reload } = props;
  const { pool, total } = list;
  const [asked, setAsked] = useState<AskedSeat | null>(null);
  const inUse = list.rows.filter(isInUse).map(({ slot }) => slot);
  const selection = useSelection(inUse);
  const mayChange = pool.isMine && list.rows.some((seat) => changeOf(seat) !== null);
  return (
    <Stack space="space.150">
      <Inline space="space.150" alignBlock="center" spread="space-between" shouldWrap>
        <Heading as="h4" size="small">
          Seats
        </Heading>
        <ExportSeats pool={pool} state={state} total={total} />
      </Inline>
      <Keeping
        pool={pool}
        onKeep={() => {
          setAsked({ kind: 'keep' });
        }}
      />
      <Inline space="space.150" alignBlock="end" shouldWrap>
        <Box xcss={filterWidth}>
          <Label labelFor="seat-state">Show</Label>
          <Select
            inputId="seat-state"
            options={[...FILTERS]}
            value={FILTERS.find(({ value }) => value === state) ?? ALL}
            onChange={(filter: Filter | null) => {
              onState(filter === null || filter.value === 'all' ? null : filter.value);
            }}
          />
        </Box>
        <Text color="color.text.subtle">{seatsWords(total)}</Text>
      </Inline>
      <SelectedSeats list={list} selection={selection} reload={reload} />
      <DynamicTable
        label="Seats"
        head={{
          cells: [
            { key: 'slot', content: 'Seat', width: 10 },
            { key: 'state', content: 'State', width: 11 },
            { key: 'who', content: 'Who', width: 22 },
            { key: 'request', content: 'Request', width: 10 },
            { key: 'since', content: 'Since', width: 11 },
            { key: 'until', content: 'Until', width: 11 },
            { key: 'note', content: 'Note', width: mayChange ? 13 : 25 },
            ...(mayChange ? [{ key: 'change', content: 'Change', width: 12 }] : []),
          ],
        }}
        rows={list.rows.map((seat) => rowOf(seat, mayChange, props, selection, setAsked))}
        emptyView={emptyView(state)}
      />
      <Pages label="Pages of seats" page={list.page} pages={list.pages} onPage={onPage} />
      {asked && (
        <SeatQuestion
          asked={asked}
          pool={pool}
          now={list.now}
          reload={reload}
          onClose={() => {
            setAsked(null);
          }}
        />
      )}
    </Stack>
  );
};

/** Only what somebody uses can be taken back. */
const isInUse = ({ state, holderId }: SeatRow): boolean => state === 'allocated' && holderId !== null;

// a table takes elements of UI Kit for this, no component
const emptyView = (state: SeatFilter | null) =>
  state === null ? (
    <EmptyState header="This pool has no seats" description="Nothing was purchased, and nobody has one." />
  ) : (
    <EmptyState header="No seat is like this" description="Show all of them to see the others." />
  );

/** Why no seat can be kept; null when one can. */
function keepingProblem({ isMine, waiting, free }: PoolRow): string | null {
  if (!isMine) return 'Only people who administer this project, or own the application, change its seats.';
  if (waiting > 0) return 'People wait for a seat; the next one is theirs.';
  return free === 0 ? 'No seat is free.' : null;
}

const Keeping = ({ pool, onKeep }: { readonly pool: PoolRow; readonly onKeep: () => void }) => {
  const problem = keepingProblem(pool);
  return (
    <Inline space="space.150" alignBlock="center" shouldWrap>
      <Button isDisabled={problem !== null} onClick={onKeep}>
        Keep a seat for a joiner
      </Button>
      {problem !== null && <Text color="color.text.subtle">{problem}</Text>}
    </Inline>
  );
};

function rowOf(
  seat: SeatRow,
  mayChange: boolean,
  { list: { pool }, words }: Props,
  selection: Selection,
  onAsk: (asked: AskedSeat) => void,
) {
  const day = (at: number | null) =>
    at === null ? (
      <Unknown />
    ) : (
      <WideEnough holds="date">
        <Text>{words.day(at)}</Text>
      </WideEnough>
    );
  const change = changeOf(seat);
  return {
    key: String(seat.slot),
    cells: [
      {
        key: 'slot',
        content: (
          <Inline space="space.075" alignBlock="center" shouldWrap>
            {isInUse(seat) ? (
              <Checkbox
                label={String(seat.slot)}
                isChecked={selection.has(seat.slot)}
                onChange={() => {
                  selection.toggle(seat.slot);
                }}
              />
            ) : (
              <Text>{String(seat.slot)}</Text>
            )}
            {seat.isOver && <Lozenge appearance="removed">over</Lozenge>}
          </Inline>
        ),
      },
      { key: 'state', content: <State seat={seat} pool={pool} /> },
      {
        key: 'who',
        content: (
          <WideEnough holds="name">
            <Who seat={seat} />
          </WideEnough>
        ),
      },
      {
        key: 'request',
        content:
          seat.issueKey === null ? (
            <Unknown />
          ) : (
            <Link href={`/browse/${seat.issueKey}`}>{seat.issueKey}</Link>
          ),
      },
      { key: 'since', content: day(seat.since) },
      { key: 'until', content: day(seat.endsAt ?? seat.reservedUntil) },
      {
        key: 'note',
        content:
          seat.note === null ? (
            <Unknown />
          ) : (
            <WideEnough holds="text">
              <Text>{seat.note}</Text>
            </WideEnough>
          ),
      },
      ...(mayChange
        ? [
            {
              key: 'change',
              content: change && (
                <Button
                  spacing="compact"
                  onClick={() => {
                    onAsk(change.asked);
                  }}
                >
                  {change.label}
                </Button>
              ),
            },
          ]
        : []),
    ],
  };
}

const State = ({ seat, pool }: { readonly seat: SeatRow; readonly pool: PoolRow }) => {
  const [appearance, word] = MARKS[seat.state];
  // while more are in use than are purchased, a slot that happens to be empty is not free
  const isEmptyOnly = seat.state === 'free' && pool.free === 0;
  return <Lozenge appearance={appearance}>{isEmptyOnly ? 'empty' : word}</Lozenge>;
};

const Who = ({ seat: { holderId, hasLeft, reservedFor } }: { readonly seat: SeatRow }) => {
  if (holderId === null && reservedFor === null) return <Unknown />;
  return (
    <Stack space="space.050">
      {holderId !== null && (
        <Inline space="space.075" alignBlock="center" shouldWrap>
          <Holder holderId={holderId} />
          {hasLeft && <Lozenge appearance="removed">has left</Lozenge>}
        </Inline>
      )}
      {reservedFor !== null && (
        <Text size="small" color="color.text.subtle">{`kept for worker ${reservedFor}`}</Text>
      )}
    </Stack>
  );
};

interface SeatChange {
  readonly label: string;
  readonly asked: AskedSeat;
}

function changeOf({ slot, state, issueKey, reservedFor }: SeatRow): SeatChange | null {
  if (state === 'free') return { label: 'Block', asked: { kind: 'block', slot } };
  if (state === 'blocked') return { label: 'Unblock', asked: { kind: 'unblock', slot } };
  if (reservedFor === null || issueKey !== null) return null;
  return { label: 'Let it go', asked: { kind: 'drop', slot, workerId: reservedFor } };
}
