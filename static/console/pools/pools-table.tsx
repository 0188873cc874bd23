import { Button, DynamicTable, EmptyState, Heading, Inline, Lozenge, Stack, Text } from '@forge/react';
import { PersonName } from '../../components/person-name';
import { useState, type ReactNode } from 'react';
import type { POOL_SORTS, PoolList, PoolRow } from '../../../src/pools/contract/pools';
import { Failed } from '../../components/failed';
import { LinkButton } from '../../components/link-button';
import { ListTools } from '../../components/list-tools';
import { LoadingLines } from '../../components/loading';
import { Pages } from '../../components/pages';
import { PoolBar, takenWords, usageParts } from '../../components/pool-bar';
import { WideEnough } from '../../components/wide-enough';
import type { ClockWords } from '../../lib/clock-words';
import { useClockWords } from '../../lib/use-clock-words';
import { useLoaded } from '../../lib/use-loaded';
import { useSettled } from '../../lib/use-settled';
import { EndDate, Prices, Unknown } from '../shared/catalog-words';
import { poolMessages } from './messages';
import { call } from './use-pools';

const messages = poolMessages.list;

type PoolSort = (typeof POOL_SORTS)[number];

interface Order {
  readonly label: string;
  readonly value: PoolSort;
}

const orderOf = (value: PoolSort): Order => ({ label: messages.orders[value], value });
const ORDERS: readonly [Order, ...Order[]] = [
  orderOf('name'),
  orderOf('utilization'),
  orderOf('free'),
  orderOf('waiting'),
];
const SEARCH_SETTLES_MS = 300;

interface Props {
  readonly onOpen: (poolId: string) => void;
  /** @param day today, in UTC */
  readonly onImport: (day: string) => void;
  /** What stands below, once there are pools to show. */
  readonly children: ReactNode;
}

/** All license pools: searched, ordered and turned page by page. */
export const PoolsTable = (props: Props) => {
  const words = useClockWords();
  const [search, setSearch] = useState('');
  const [sort, setSort] = useState<PoolSort>('name');
  const [page, setPage] = useState(0);
  const settled = useSettled(search.slice(0, 60), SEARCH_SETTLES_MS);
  const { loaded, reload } = useLoaded(
    () => call('pools/list', { search: settled, sort, page }),
    JSON.stringify([settled, sort, page]),
  );
  if (loaded.kind === 'loading') return <LoadingLines lines={8} label={messages.loading} />;
  if (loaded.kind === 'failed')
    return <Failed message={loaded.message} forbidden={loaded.forbidden} onRetry={reload} />;
  const view = loaded.data;
  const isAll = settled.trim() === '';
  return (
    <Stack space="space.150">
      <Actions view={view} onImport={props.onImport} />
      {!(isAll && view.total === 0) && (
        <ListTools
          id="pool"
          search={search}
          placeholder={messages.placeholder}
          orders={ORDERS}
          counted={messages.counted(view.total, isAll)}
          onSearch={(wanted) => {
            setSearch(wanted);
            setPage(0);
          }}
          onOrder={(wanted) => {
            setSort(wanted);
            setPage(0);
          }}
        />
      )}
      <DynamicTable
        label={messages.title}
        head={{
          cells: [
            { key: 'pool', content: messages.columns.pool, width: 20 },
            { key: 'seats', content: messages.columns.seats, width: 24 },
            { key: 'free', content: messages.columns.free, width: 7 },
            { key: 'waiting', content: messages.columns.waiting, width: 9 },
            { key: 'price', content: messages.columns.price, width: 13 },
            { key: 'end', content: messages.columns.end, width: 12 },
            { key: 'owner', content: messages.columns.owner, width: 15 },
          ],
        }}
        rows={view.rows.map((row) => rowOf(row, view.day, words, props.onOpen))}
        emptyView={emptyView(view, isAll)}
      />
      <Pages label={messages.pages} page={view.page} pages={view.pages} onPage={setPage} />
      {props.children}
    </Stack>
  );
};

const Actions = ({
  view,
  onImport,
}: {
  readonly view: PoolList;
  readonly onImport: (day: string) => void;
}) => (
  <Stack space="space.100">
    <Inline space="space.150" alignBlock="center" spread="space-between" shouldWrap>
      <Heading as="h3" size="small">
        {messages.title}
      </Heading>
      <Button
        isDisabled={!view.mayImport}
        onClick={() => {
          onImport(view.day);
        }}
      >
        {poolMessages.tab.import}
      </Button>
    </Inline>
    {!view.mayImport && <Text color="color.text.subtle">{messages.readOnly}</Text>}
  </Stack>
);

// a table takes elements of UI Kit for this, no component
const emptyView = (view: PoolList, isAll: boolean) =>
  isAll ? (
    <EmptyState
      header={messages.empty.title}
      description={view.mayImport ? messages.empty.forAdmins : messages.empty.forOthers}
    />
  ) : (
    <EmptyState header={messages.noneFound.title} description={messages.noneFound.hint} />
  );

function rowOf(row: PoolRow, day: string, words: ClockWords, onOpen: (poolId: string) => void) {
  const name = poolMessages.poolName(row.application, row.tier);
  return {
    key: row.poolId,
    cells: [
      {
        key: 'pool',
        content: (
          <WideEnough holds="name">
            <Stack alignInline="start" space="space.050">
              <LinkButton
                text={name}
                onClick={() => {
                  onOpen(row.poolId);
                }}
              />
              {row.premium && <Lozenge appearance="new">{poolMessages.premium}</Lozenge>}
            </Stack>
          </WideEnough>
        ),
      },
      {
        key: 'seats',
        content: (
          <WideEnough holds="text">
            <Stack space="space.050">
              <Inline space="space.075" alignBlock="center" shouldWrap>
                <Text>{takenWords(row)}</Text>
                {row.over === 0 && row.free === 0 && row.purchased > 0 && (
                  <Lozenge appearance="moved">{poolMessages.full}</Lozenge>
                )}
                {row.over > 0 && (
                  <Lozenge appearance="removed">{poolMessages.overAllocated(row.over)}</Lozenge>
                )}
              </Inline>
              <PoolBar pool={row} name={name} />
              <Text size="small" color="color.text.subtle">
                {usageParts(row).join(' · ')}
              </Text>
            </Stack>
          </WideEnough>
        ),
      },
      { key: 'free', content: <Text>{poolMessages.number(row.free)}</Text> },
      {
        key: 'waiting',
        content: (
          <Text weight={row.waiting > 0 ? 'bold' : 'regular'}>{poolMessages.number(row.waiting)}</Text>
        ),
      },
      { key: 'price', content: <Prices lines={row.priceLines} /> },
      { key: 'end', content: <EndDate date={row.contractEnd} day={day} words={words} /> },
      { key: 'owner', content: row.ownerId === null ? <Unknown /> : <PersonName accountId={row.ownerId} /> },
    ],
  };
}
