import {
  Box,
  Button,
  DynamicTable,
  Heading,
  Inline,
  Label,
  Select,
  Stack,
  Text,
  User,
  xcss,
} from '@forge/react';
import { useState } from 'react';
import type { KpiOutputs, KpiReading, KpiReport } from '../../src/contracts/kpi';
import { REPORT_PERIODS_DAYS, type ReportDays } from '../../src/contracts/kpi-values';
import type { KpiId, KpiSlice } from '../../src/domain/kpi/definitions';
import { Back } from '../components/back';
import { ExportText } from '../components/export-text';
import { Failed } from '../components/failed';
import { KpiMeaning } from '../components/kpi-meaning';
import { LinkButton } from '../components/link-button';
import { LoadingLines } from '../components/loading';
import { TargetMark } from '../components/target-mark';
import { callOf } from '../lib/call';
import { sparkline, targetWords, valueWords } from '../lib/kpi-words';
import { useClockWords } from '../lib/use-clock-words';
import { useLoaded } from '../lib/use-loaded';
import { FactsCheck } from './facts-check';
import { BiFeed } from './bi-feed';
import { KpiDetails } from './kpi-details';
import { PastTickets } from './past-tickets';
import { WeeklyReport } from './weekly-report';

const call = callOf<KpiOutputs>();

const choiceWidth = xcss({ width: '200px' });

interface Choice<T> {
  readonly label: string;
  readonly value: T;
}

const PERIODS: readonly Choice<ReportDays>[] = REPORT_PERIODS_DAYS.map((days) => ({
  value: days,
  label: days === 365 ? 'Last 365 days' : `Last ${days} days`,
}));

const SLICES: readonly Choice<KpiSlice>[] = [
  { value: 'application', label: 'Application' },
  { value: 'tier', label: 'Tier' },
  { value: 'department', label: 'Department' },
  { value: 'assignee', label: 'Fulfiller' },
  { value: 'request-type', label: 'Request type' },
];

const THIRTY_DAYS = PERIODS.find(({ value }) => value === 30);

/** Every KPI of the project in one table, against its target and the period before. */
export const ReportsTab = () => {
  const words = useClockWords();
  const [days, setDays] = useState<ReportDays>(30);
  const [slice, setSlice] = useState<KpiSlice | null>(null);
  const [opened, setOpened] = useState<KpiId | null>(null);
  const [isDefining, setDefining] = useState(false);
  const [isImporting, setImporting] = useState(false);
  const { loaded, reload } = useLoaded(() => call('kpi/report', { days, slice }), `${days} ${slice ?? ''}`);
  const shown =
    loaded.kind === 'ready'
      ? loaded.data.readings.find(({ definition }) => definition.id === opened)
      : undefined;
  if (shown && loaded.kind === 'ready') {
    return (
      <Stack space="space.200">
        <Back
          label="All KPIs"
          onBack={() => {
            setOpened(null);
          }}
        />
        <KpiDetails reading={shown} report={loaded.data} days={days} words={words} />
      </Stack>
    );
  }
  if (isImporting) {
    return (
      <PastTickets
        onBack={() => {
          setImporting(false);
          void reload();
        }}
      />
    );
  }
  return (
    <Stack space="space.200">
      <Stack space="space.100">
        <Heading as="h3" size="small">
          KPIs of the access desk
        </Heading>
        <Text color="color.text.subtle">
          Each is defined once; open one to see what it counts, what it leaves out, and the tickets behind it.
        </Text>
      </Stack>
      <Inline space="space.150" alignBlock="end" shouldWrap rowSpace="space.100">
        <Box xcss={choiceWidth}>
          <Label labelFor="report-period">Period</Label>
          <Select
            inputId="report-period"
            options={[...PERIODS]}
            value={PERIODS.find(({ value }) => value === days) ?? THIRTY_DAYS}
            onChange={(chosen: Choice<ReportDays> | null) => {
              setDays(chosen?.value ?? 30);
            }}
          />
        </Box>
        <Box xcss={choiceWidth}>
          <Label labelFor="report-slice">Cut by</Label>
          <Select
            inputId="report-slice"
            options={[...SLICES]}
            value={SLICES.find(({ value }) => value === slice) ?? null}
            placeholder="Nothing"
            isClearable
            onChange={(chosen: Choice<KpiSlice> | null) => {
              setSlice(chosen?.value ?? null);
            }}
          />
        </Box>
        <Button
          onClick={() => {
            setDefining((was) => !was);
          }}
        >
          {isDefining ? 'Show figures' : 'Show definitions'}
        </Button>
        <ExportText
          label="Export as CSV"
          title="KPIs as CSV"
          language="text"
          note="Values are in the unit of the row; times are in UTC."
          load={async () => (await call('kpi/export', { days, slice })).csv}
        />
        {loaded.kind === 'ready' && loaded.data.mayImport && (
          <Button
            onClick={() => {
              setImporting(true);
            }}
          >
            Past tickets
          </Button>
        )}
      </Inline>
      {loaded.kind === 'ready' && loaded.data.imported > 0 && (
        <Text color="color.text.subtle">
          {`SLA adherence and reopen rate include ${loaded.data.imported.toLocaleString('en')} past tickets that were imported.`}
        </Text>
      )}
      {loaded.kind === 'loading' && <LoadingLines lines={8} label="Loading the KPIs" />}
      {loaded.kind === 'failed' && (
        <Failed message={loaded.message} forbidden={loaded.forbidden} onRetry={reload} />
      )}
      {loaded.kind === 'ready' &&
        (isDefining ? (
          <Definitions report={loaded.data} />
        ) : (
          <Figures report={loaded.data} onOpen={setOpened} />
        ))}
      <FactsCheck onMended={reload} />
      <WeeklyReport />
      <BiFeed />
    </Stack>
  );
};

/** Every KPI in words, for whoever has to defend the figures. */
const Definitions = ({ report }: { readonly report: KpiReport }) => (
  <Stack space="space.300">
    {report.readings.map(({ definition }) => (
      <Stack key={definition.id} space="space.100">
        <Heading as="h4" size="small">
          {definition.name}
        </Heading>
        <KpiMeaning definition={definition} />
      </Stack>
    ))}
  </Stack>
);

interface TableProps {
  readonly report: KpiReport;
  readonly onOpen: (id: KpiId) => void;
}

/** KPIs with data first; those that wait for theirs say what is missing, below. */
const Figures = ({ report, onOpen }: TableProps) => (
  <Stack space="space.300">
    <Measured report={report} onOpen={onOpen} />
    <Waiting report={report} onOpen={onOpen} />
  </Stack>
);

const Name = ({
  definition: { id, name },
  onOpen,
}: Pick<TableProps, 'onOpen'> & Pick<KpiReading, 'definition'>) => (
  <LinkButton
    text={name}
    onClick={() => {
      onOpen(id);
    }}
  />
);

const Waiting = ({ report, onOpen }: TableProps) => (
  <DynamicTable
    caption="No data yet"
    head={{
      cells: [
        { key: 'kpi', content: 'KPI', width: 35 },
        { key: 'missing', content: 'What is missing', width: 65 },
      ],
    }}
    rows={report.readings.flatMap(({ definition }) =>
      definition.measure.kind === 'measured'
        ? []
        : [
            {
              key: definition.id,
              cells: [
                {
                  key: 'kpi',
                  content: <Name definition={definition} onOpen={onOpen} />,
                },
                { key: 'missing', content: definition.measure.missing },
              ],
            },
          ],
    )}
  />
);

const Measured = ({ report, onOpen }: TableProps) => (
  <DynamicTable
    caption="KPIs"
    head={{
      cells: [
        { key: 'kpi', content: 'KPI', width: 26 },
        { key: 'value', content: 'Now', width: 14 },
        { key: 'target', content: 'Target', width: 20 },
        { key: 'before', content: 'Period before', width: 14 },
        { key: 'trend', content: 'Trend', width: 26 },
      ],
    }}
    rows={report.readings
      .filter(({ definition }) => definition.measure.kind === 'measured')
      .flatMap((reading) => [rowOf(reading, onOpen), ...reading.slices.map(partRow(reading))])}
  />
);

function rowOf(reading: KpiReading, onOpen: (id: KpiId) => void) {
  const { definition, rate, before, trend } = reading;
  const { id, unit, target } = definition;
  return {
    key: id,
    cells: [
      {
        key: 'kpi',
        content: <Name definition={definition} onOpen={onOpen} />,
      },
      {
        key: 'value',
        content:
          rate.value === null ? (
            <Text color="color.text.subtle">no data yet</Text>
          ) : (
            valueWords(rate.value, unit)
          ),
      },
      {
        key: 'target',
        content: (
          <Inline space="space.100" alignBlock="center" shouldWrap>
            <Text>{target === null ? 'none' : targetWords(target, unit)}</Text>
            <TargetMark value={rate.value} target={target} unit={unit} />
          </Inline>
        ),
      },
      { key: 'before', content: before.value === null ? '–' : valueWords(before.value, unit) },
      { key: 'trend', content: sparkline(trend) },
    ],
  };
}

/** A part of the KPI above it. */
const partRow =
  ({ definition }: KpiReading) =>
  (part: KpiReading['slices'][number]) => ({
    key: `${definition.id}:${part.slice}`,
    cells: [
      {
        key: 'kpi',
        content: (
          <Inline space="space.100" alignBlock="center">
            <Text color="color.text.subtle">└</Text>
            {part.isAccount ? <User accountId={part.slice} /> : <Text>{part.label}</Text>}
          </Inline>
        ),
      },
      { key: 'value', content: part.value === null ? '–' : valueWords(part.value, definition.unit) },
      { key: 'target', content: <Text color="color.text.subtle">{`of ${part.of}`}</Text> },
      {
        key: 'before',
        content: part.valueBefore === null ? '–' : valueWords(part.valueBefore, definition.unit),
      },
      { key: 'trend', content: '' },
    ],
  });
