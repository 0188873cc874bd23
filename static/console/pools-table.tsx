import {
  Button,
  DynamicTable,
  EmptyState,
  Heading,
  Inline,
  Label,
  Lozenge,
  Pagination,
  Select,
  Stack,
  Text,
  Textfield,
  User,
} from '@forge/react';
import { useState } from 'react';
import { POOLS_A_PAGE, type POOL_SORTS, type PoolRow } from '../../src/contracts/pools';
import { Failed } from '../components/failed';
import { LinkButton } from '../components/link-button';
import { LoadingLines } from '../components/loading';
import type { ClockWords } from '../lib/clock-words';
import { useClockWords } from '../lib/use-clock-words';
import { useLoaded } from '../lib/use-loaded';
import { useSettled } from '../lib/use-settled';
import { priceWords } from '../lib/words';
import { Unknown } from './catalog-words';
import { PoolMeter, seatsInWords } from './pool-meter';
import { call } from './use-pools';

type Sort = (typeof POOL_SORTS)[number];

const BY_NAME = { label: 'Name', value: 'name' } as const;
const SORTS: readonly { readonly label: string; readonly value: Sort }[] = [
  BY_NAME,
  { label: 'Fullest first', value: 'utilization' },
  { label: 'Fewest free first', value: 'free' },
  { label: 'Most waiting first', value: 'waiting' },
];
const SEARCH_SETTLES_MS = 300;

interface Props {
  readonly onOpen: (poolId: string) => void;
  readonly onImport: () => void;
}

/** All license pools: searched, ordered and turned page by page. */
export const PoolsTable = ({ onOpen, onImport }: Props) => {
  const words = useClockWords();
  const [search, setSearch] = useState('');
  const [sort, setSort] = useState<Sort>('name');
  const [page, setPage] = useState(0);
  const settled = useSettled(search, SEARCH_SETTLES_MS);
  const { loaded, reload } = useLoaded(
    () => call('pools/list', { search: settled, sort, page }),
    JSON.stringify([settled, sort, page]),
  );
  if (loaded.kind === 'loading') return <LoadingLines lines={8} label="Loading the license pools" />;
  if (loaded.kind === 'failed')
    return <Failed message={loaded.message} forbidden={loaded.forbidden} onRetry={reload} />;
  const { rows, total } = loaded.data;
  const pages = Math.ceil(total / POOLS_A_PAGE);
  return (
    <Stack space="space.150">
      <Inline space="space.150" alignBlock="center" spread="space-between" shouldWrap>
        <Heading as="h3" size="small">
          License pools
        </Heading>
        <Button onClick={onImport}>Import users and activity</Button>
      </Inline>
      <Inline space="space.150" alignBlock="end" shouldWrap>
        <Stack>
          <Label labelFor="pool-search">Search</Label>
          <Textfield
            id="pool-search"
            name="pool-search"
            value={search}
            placeholder="Application or tier"
            onChange={(event) => {
              setSearch(String(event.target.value));
              setPage(0);
            }}
          />
        </Stack>
        <Stack>
          <Label labelFor="pool-order">Order</Label>
          <Select
            inputId="pool-order"
            options={[...SORTS]}
            defaultValue={BY_NAME}
            onChange={(option: { readonly value: Sort } | null) => {
              setSort(option?.value ?? 'name');
              setPage(0);
            }}
          />
        </Stack>
        <Text color="color.text.subtle">{total === 1 ? '1 pool' : `${total} pools`}</Text>
      </Inline>
      <DynamicTable
        label="License pools"
        head={{
          cells: [
            { key: 'pool', content: 'Pool', width: 22 },
            { key: 'meter', content: 'Seats', width: 24 },
            { key: 'rest', content: 'Of these', width: 18 },
            { key: 'price', content: 'Price of one', width: 12 },
            { key: 'end', content: 'Contract ends', width: 12 },
            { key: 'owner', content: 'Owner', width: 12 },
          ],
        }}
        rows={rows.map((row) => rowOf(row, words, onOpen))}
        emptyView={
          settled === '' ? (
            <EmptyState
              header="There are no license pools yet"
              description="Import applications with their tiers; each tier has a pool."
            />
          ) : (
            <EmptyState header="No pool is called like this" description="Search for other words." />
          )
        }
      />
      {pages > 1 && (
        <Pagination
          pages={Array.from({ length: pages }, (_, index) => index + 1)}
          selectedIndex={page}
          label="Pages of pools"
          onChange={(_event, chosen) => {
            setPage(Number(chosen) - 1);
          }}
        />
      )}
    </Stack>
  );
};

function rowOf(pool: PoolRow, words: ClockWords, onOpen: (poolId: string) => void) {
  const name = `${pool.application} ${pool.tier}`;
  return {
    key: pool.poolId,
    cells: [
      {
        key: 'pool',
        content: (
          <Inline space="space.075" alignBlock="center" shouldWrap>
            <LinkButton
              text={name}
              onClick={() => {
                onOpen(pool.poolId);
              }}
            />
            {pool.premium && <Lozenge appearance="new">premium</Lozenge>}
          </Inline>
        ),
      },
      { key: 'meter', content: <PoolMeter pool={pool} name={name} /> },
      { key: 'rest', content: seatsInWords(pool) },
      { key: 'price', content: pool.price ? <Text>{priceWords(pool.price)}</Text> : <Unknown /> },
      {
        key: 'end',
        content: pool.contractEnd === null ? <Unknown /> : <Text>{words.date(pool.contractEnd)}</Text>,
      },
      { key: 'owner', content: pool.ownerId === null ? <Unknown /> : <User accountId={pool.ownerId} /> },
    ],
  };
}
