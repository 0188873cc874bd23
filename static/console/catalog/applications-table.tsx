import {
  Box,
  Button,
  DynamicTable,
  EmptyState,
  Heading,
  Inline,
  Stack,
  Text,
  User,
  xcss,
} from '@forge/react';
import { useState } from 'react';
import type { ApplicationListView, ApplicationRow } from '../../../src/catalog/contract/catalog';
import type { ApplicationOrder } from '../../../src/catalog/rules/application-list';
import { ExportText } from '../../components/export-text';
import { Failed } from '../../components/failed';
import { LinkButton } from '../../components/link-button';
import { ListTools } from '../../components/list-tools';
import { LoadingLines } from '../../components/loading';
import { Pages } from '../../components/pages';
import type { ClockWords } from '../../lib/clock-words';
import { useClockWords } from '../../lib/use-clock-words';
import { useLoaded } from '../../lib/use-loaded';
import { useSettled } from '../../lib/use-settled';
import { priceWords } from '../../lib/words';
import { EndDate, Level, NoticeDate, seatsWords, Unknown } from '../shared/catalog-words';
import { call } from './use-catalog';

interface Order {
  readonly label: string;
  readonly value: ApplicationOrder;
}

const ORDERS: readonly [Order, ...Order[]] = [
  { label: 'Name', value: 'name' },
  { label: 'Most critical first', value: 'criticality' },
  { label: 'Riskiest first', value: 'risk' },
  { label: 'Next notice first', value: 'notice' },
  { label: 'First to end first', value: 'contract-end' },
];
const SEARCH_SETTLES_MS = 300;

const tiersColumn = xcss({ minWidth: '140px' });

interface Props {
  readonly onOpen: (key: string) => void;
  readonly onImport: () => void;
}

/** All applications: searched, ordered and turned page by page. */
export const ApplicationsTable = (props: Props) => {
  const words = useClockWords();
  const [search, setSearch] = useState('');
  const [order, setOrder] = useState<ApplicationOrder>('name');
  const [page, setPage] = useState(1);
  const settled = useSettled(search, SEARCH_SETTLES_MS);
  const { loaded, reload } = useLoaded(
    () => call('catalog/list', { search: settled, order, page }),
    JSON.stringify([settled, order, page]),
  );
  if (loaded.kind === 'loading') return <LoadingLines lines={8} label="Loading the applications" />;
  if (loaded.kind === 'failed')
    return <Failed message={loaded.message} forbidden={loaded.forbidden} onRetry={reload} />;
  const view = loaded.data;
  return (
    <Stack space="space.150">
      <Actions view={view} onImport={props.onImport} />
      {view.total > 0 && (
        <ListTools
          id="application"
          search={search}
          placeholder="Name, tier, supplier, region"
          orders={ORDERS}
          counted={`${view.found} of ${view.total}`}
          onSearch={(wanted) => {
            setSearch(wanted);
            setPage(1);
          }}
          onOrder={(wanted) => {
            setOrder(wanted);
            setPage(1);
          }}
        />
      )}
      <DynamicTable
        label="Applications"
        head={{
          cells: [
            { key: 'name', content: 'Application', width: 18 },
            { key: 'owner', content: 'Owner', width: 16 },
            { key: 'criticality', content: 'Criticality', width: 10 },
            { key: 'risk', content: 'Risk', width: 9 },
            { key: 'tiers', content: 'Tiers, seats, price of one', width: 23 },
            { key: 'notice', content: 'Notice by', width: 12 },
            { key: 'end', content: 'Contract ends', width: 12 },
          ],
        }}
        rows={view.applications.map((row) => rowOf(row, view.day, words, props.onOpen))}
        emptyView={emptyView(view)}
      />
      <Pages
        label="Pages of applications"
        page={view.page - 1}
        pages={view.pages}
        onPage={(chosen) => {
          setPage(chosen + 1);
        }}
      />
    </Stack>
  );
};

const Actions = ({
  view,
  onImport,
}: {
  readonly view: ApplicationListView;
  readonly onImport: () => void;
}) => (
  <Stack space="space.100">
    <Inline space="space.150" alignBlock="center" spread="space-between" shouldWrap>
      <Heading as="h3" size="small">
        Applications
      </Heading>
      <Inline space="space.100" shouldWrap rowSpace="space.100">
        {view.mayEdit && <Button onClick={onImport}>Import</Button>}
        <ExportText
          label="Export JSON"
          title="Applications, contracts and role mappings as JSON"
          language="json"
          load={async () => (await call('catalog/export', { format: 'json' })).text}
        />
        <ExportText
          label="Applications as CSV"
          title="Applications as CSV, a row for each tier"
          language="text"
          load={async () => (await call('catalog/export', { format: 'applications-csv' })).text}
        />
        <ExportText
          label="Contracts as CSV"
          title="Contracts as CSV, a row for each tier"
          language="text"
          load={async () => (await call('catalog/export', { format: 'contracts-csv' })).text}
        />
      </Inline>
    </Inline>
    {!view.mayEdit && (
      <Text color="color.text.subtle">
        You can look and export. Only people who administer this project import applications and contracts.
      </Text>
    )}
  </Stack>
);

// a table takes elements of UI Kit for this, no component
const emptyView = (view: ApplicationListView) =>
  view.total === 0 ? (
    <EmptyState
      header="There are no applications yet"
      description={
        view.mayEdit
          ? 'Import a catalog: a JSON document, or a CSV with a row for each tier.'
          : 'Somebody who administers this project imports them.'
      }
    />
  ) : (
    <EmptyState header="No application is like this" description="Search for other words." />
  );

function rowOf(row: ApplicationRow, day: string, words: ClockWords, onOpen: (key: string) => void) {
  const open = (): void => {
    onOpen(row.key);
  };
  return {
    key: row.key,
    cells: [
      {
        key: 'name',
        content: (
          <Stack alignInline="start">
            <LinkButton text={row.name} onClick={open} />
            {row.region !== null && (
              <Text size="small" color="color.text.subtle">
                {row.region}
              </Text>
            )}
          </Stack>
        ),
      },
      { key: 'owner', content: row.ownerId === null ? <Unknown /> : <User accountId={row.ownerId} /> },
      { key: 'criticality', content: <Level level={row.criticality} /> },
      { key: 'risk', content: <Level level={row.risk} /> },
      {
        key: 'tiers',
        content: (
          <Box xcss={tiersColumn}>
            <Stack space="space.050">
              {row.tiers.map(({ key, name, seats, price }) => (
                <Stack key={key}>
                  <Text>{`${name}, ${seatsWords(seats)}`}</Text>
                  {price && (
                    <Text size="small" color="color.text.subtle">
                      {priceWords(price)}
                    </Text>
                  )}
                </Stack>
              ))}
            </Stack>
          </Box>
        ),
      },
      { key: 'notice', content: <NoticeDate date={row.noticeBy} day={day} words={words} /> },
      { key: 'end', content: <EndDate date={row.contractEnd} day={day} words={words} /> },
    ],
  };
}
