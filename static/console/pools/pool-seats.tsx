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
import { poolMessages } from './messages';
import { SeatQuestion, type AskedSeat } from './seat-question';
import { SelectedSeats } from './selected-seats';
import { useSelection, type Selection } from './use-selection';

const messages = poolMessages.seats;

const TONES = { free: 'default', held: 'inprogress', allocated: 'success', blocked: 'moved' } as const;

interface Filter {
  readonly label: string;
  readonly value: SeatFilter | 'all';
}

const filterOf = (value: Filter['value']): Filter => ({ label: messages.filters[value], value });
const ALL = filterOf('all');
const FILTERS: readonly Filter[] = [
  ALL,
  ...(['allocated', 'inactive', 'held', 'free', 'blocked'] as const).map(filterOf),
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

/** The seats of a pool, and what those who manage it do with the ones that no request has. */
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
          {messages.title}
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
          <Label labelFor="seat-state">{messages.show}</Label>
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
        label={messages.title}
        head={{
          cells: [
            { key: 'slot', content: messages.columns.slot, width: 10 },
            { key: 'state', content: messages.columns.state, width: 11 },
            { key: 'who', content: messages.columns.who, width: 22 },
            { key: 'request', content: messages.columns.request, width: 10 },
            { key: 'since', content: messages.columns.since, width: 11 },
            { key: 'until', content: messages.columns.until, width: 11 },
            { key: 'note', content: messages.columns.note, width: mayChange ? 13 : 25 },
            ...(mayChange ? [{ key: 'change', content: messages.columns.change, width: 12 }] : []),
          ],
        }}
        rows={list.rows.map((seat) => rowOf(seat, mayChange, props, selection, setAsked))}
        emptyView={emptyView(state)}
      />
      <Pages label={messages.pages} page={list.page} pages={list.pages} onPage={onPage} />
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
    <EmptyState header={messages.empty.title} description={messages.empty.hint} />
  ) : (
    <EmptyState header={messages.noneFound.title} description={messages.noneFound.hint} />
  );

/** Why no seat can be reserved; null when one can. */
function keepingProblem({ isMine, waiting, free }: PoolRow): string | null {
  const { problems } = poolMessages.reserve;
  if (!isMine) return problems.notMine;
  if (waiting > 0) return problems.waiting;
  return free === 0 ? problems.noneFree : null;
}

const Keeping = ({ pool, onKeep }: { readonly pool: PoolRow; readonly onKeep: () => void }) => {
  const problem = keepingProblem(pool);
  return (
    <Inline space="space.150" alignBlock="center" shouldWrap>
      <Button isDisabled={problem !== null} onClick={onKeep}>
        {poolMessages.reserve.action}
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
            {seat.isOver && <Lozenge appearance="removed">{messages.beyondPurchased}</Lozenge>}
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
  // while more are in use than are purchased, a slot that happens to be empty is not free
  const isEmptyOnly = seat.state === 'free' && pool.free === 0;
  return (
    <Lozenge appearance={TONES[seat.state]}>
      {isEmptyOnly ? messages.vacant : messages.states[seat.state]}
    </Lozenge>
  );
};

const Who = ({ seat: { holderId, hasLeft, reservedFor } }: { readonly seat: SeatRow }) => {
  if (holderId === null && reservedFor === null) return <Unknown />;
  return (
    <Stack space="space.050">
      {holderId !== null && (
        <Inline space="space.075" alignBlock="center" shouldWrap>
          <Holder holderId={holderId} />
          {hasLeft && <Lozenge appearance="removed">{messages.hasLeft}</Lozenge>}
        </Inline>
      )}
      {reservedFor !== null && (
        <Text size="small" color="color.text.subtle">
          {messages.reservedFor(reservedFor)}
        </Text>
      )}
    </Stack>
  );
};

interface SeatChange {
  readonly label: string;
  readonly asked: AskedSeat;
}

function changeOf({ slot, state, issueKey, reservedFor }: SeatRow): SeatChange | null {
  if (state === 'free') return { label: messages.block, asked: { kind: 'block', slot } };
  if (state === 'blocked') return { label: messages.unblock, asked: { kind: 'unblock', slot } };
  if (reservedFor === null || issueKey !== null) return null;
  return { label: messages.release, asked: { kind: 'drop', slot, workerId: reservedFor } };
}
