import {
  Box,
  Button,
  DynamicTable,
  EmptyState,
  Heading,
  Inline,
  Lozenge,
  Stack,
  Text,
  xcss,
} from '@forge/react';
import { PersonName } from '../../components/person-name';
import { useState } from 'react';
import type { ApplicationListView, ApplicationRow } from '../../../src/catalog/contract/catalog';
import type { ApplicationOrder } from '../../../src/catalog/rules/application-list';
import { ExportText } from '../../components/export-text';
import { Failed } from '../../components/failed';
import { LinkButton } from '../../components/link-button';
import { ListTools } from '../../components/list-tools';
import { LoadingLines } from '../../components/loading';
import { Pages } from '../../components/pages';
import { WaitingChanges, type Changes } from '../../components/waiting-changes';
import type { ClockWords } from '../../lib/clock-words';
import { useClockWords } from '../../lib/use-clock-words';
import { useLoaded } from '../../lib/use-loaded';
import { useSettled } from '../../lib/use-settled';
import { priceLinesWords } from '../../lib/words';
import { EndDate, Level, NoticeDate, seatsWords, Unknown } from '../shared/catalog-words';
import { catalogMessages } from './messages';
import { call } from './use-catalog';

interface Order {
  readonly label: string;
  readonly value: ApplicationOrder;
}

const orderBy = (value: ApplicationOrder): Order => ({ label: catalogMessages.list.orders[value], value });
const ORDERS: readonly [Order, ...Order[]] = [
  orderBy('name'),
  orderBy('criticality'),
  orderBy('risk'),
  orderBy('notice'),
  orderBy('contract-end'),
];
const SEARCH_SETTLES_MS = 300;

const tiersColumn = xcss({ minWidth: '140px' });

interface Props {
  /** What waits for a second admin, which stands above; the table is read again after each decision. */
  readonly changes: Changes;
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
    JSON.stringify([settled, order, page, props.changes.decisions]),
  );
  if (loaded.kind === 'loading') return <LoadingLines lines={8} label={catalogMessages.list.loading} />;
  if (loaded.kind === 'failed')
    return (
      <Failed
        message={loaded.message}
        forbidden={loaded.forbidden}
        onRetry={() => Promise.all([reload(), props.changes.reload()])}
      />
    );
  const view = loaded.data;
  const { columns } = catalogMessages.list;
  return (
    <Stack space="space.150">
      <WaitingChanges changes={props.changes} />
      <Actions view={view} onImport={props.onImport} />
      {view.total > 0 && (
        <ListTools
          id="application"
          search={search}
          placeholder={catalogMessages.list.placeholder}
          orders={ORDERS}
          counted={catalogMessages.list.counted(view.found, view.total)}
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
        label={catalogMessages.list.title}
        head={{
          cells: [
            { key: 'name', content: columns.name, width: 18 },
            { key: 'owner', content: columns.owner, width: 16 },
            { key: 'criticality', content: columns.criticality, width: 10 },
            { key: 'risk', content: columns.risk, width: 9 },
            { key: 'tiers', content: columns.tiers, width: 23 },
            { key: 'notice', content: columns.notice, width: 12 },
            { key: 'end', content: columns.end, width: 12 },
          ],
        }}
        rows={view.applications.map((row) => rowOf(row, view.day, words, props.onOpen))}
        emptyView={emptyView(view)}
      />
      <Pages
        label={catalogMessages.list.pages}
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
        {catalogMessages.list.title}
      </Heading>
      <Inline space="space.100" shouldWrap rowSpace="space.100">
        {view.mayEdit && <Button onClick={onImport}>{catalogMessages.import.action}</Button>}
        <ExportText
          label={catalogMessages.export.json.action}
          title={catalogMessages.export.json.title}
          load={async () => (await call('catalog/export', { format: 'json' })).text}
          download={() => call('catalog/download', { format: 'json' })}
        />
        <ExportText
          label={catalogMessages.export.applications.action}
          title={catalogMessages.export.applications.title}
          load={async () => (await call('catalog/export', { format: 'applications-csv' })).text}
          download={() => call('catalog/download', { format: 'applications-csv' })}
        />
        <ExportText
          label={catalogMessages.export.contracts.action}
          title={catalogMessages.export.contracts.title}
          load={async () => (await call('catalog/export', { format: 'contracts-csv' })).text}
          download={() => call('catalog/download', { format: 'contracts-csv' })}
        />
      </Inline>
    </Inline>
    {!view.mayEdit && <Text color="color.text.subtle">{catalogMessages.list.readOnly}</Text>}
  </Stack>
);

// a table takes elements of UI Kit for this, no component
const emptyView = (view: ApplicationListView) =>
  view.total === 0 ? (
    <EmptyState
      header={catalogMessages.list.empty.title}
      description={view.mayEdit ? catalogMessages.list.empty.forAdmins : catalogMessages.list.empty.forOthers}
    />
  ) : (
    <EmptyState
      header={catalogMessages.list.noneFound.title}
      description={catalogMessages.list.noneFound.hint}
    />
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
      { key: 'owner', content: row.ownerId === null ? <Unknown /> : <PersonName accountId={row.ownerId} /> },
      { key: 'criticality', content: <Level level={row.criticality} /> },
      { key: 'risk', content: <Level level={row.risk} /> },
      {
        key: 'tiers',
        content: (
          <Box xcss={tiersColumn}>
            <Stack space="space.050">
              {row.tiers.map(({ key, name, premium, seats, priceLines }) => (
                <Stack key={key}>
                  <Inline space="space.050" alignBlock="center" shouldWrap>
                    <Text>{catalogMessages.list.tier(name, seatsWords(seats))}</Text>
                    {premium && <Lozenge appearance="new">{catalogMessages.tiers.premium}</Lozenge>}
                  </Inline>
                  {priceLinesWords(priceLines).map((line) => (
                    <Text key={line} size="small" color="color.text.subtle">
                      {line}
                    </Text>
                  ))}
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
