import { Button, DynamicTable, Heading, Inline, Stack, Text, useProductContext } from '@forge/react';
import { PersonName } from '../../components/person-name';
import { useState } from 'react';
import type { KpiCalls, KpiReading, KpiReport, KpiReportQuestion } from '../../../src/kpis/contract/kpi';
import type { KpiDefinition, KpiId, KpiTarget, KpiUnit } from '../../../src/kpis/rules/definitions';
import type { KpiChange, Rate } from '../../../src/kpis/rules/kpi';
import { Back } from '../../components/back';
import { ExportText } from '../../components/export-text';
import { Failed } from '../../components/failed';
import { KpiMeaning } from '../../components/kpi-meaning';
import { LinkButton } from '../../components/link-button';
import { LoadingLines } from '../../components/loading';
import { TargetMark } from '../../components/target-mark';
import { WideEnough } from '../../components/wide-enough';
import { callOf } from '../../lib/call';
import {
  basisWords,
  frameWords,
  judgedWords,
  sparkline,
  SPARKS,
  sparksWords,
  targetWords,
  unknownSentence,
  valueWords,
} from '../../lib/kpi-words';
import { useClockWords } from '../../lib/use-clock-words';
import { useLoaded } from '../../lib/use-loaded';
import { FactsCheck } from './facts-check';
import { BiFeed } from './bi-feed';
import { KpiDetails, type DetailsProps } from './kpi-details';
import { kpiMessages } from './messages';
import { PastTickets } from './past-tickets';
import { ReportChoices } from './report-choices';
import { ReportDownload } from './report-download';
import { WeeklyReport } from './weekly-report';

const call = callOf<KpiCalls>();
const messages = kpiMessages.report;

/** Every KPI of the project in one table, against its target and another period. */
export const ReportsTab = ({ onPool }: Pick<DetailsProps, 'onPool'>) => {
  const context = useProductContext();
  // days, weeks and months are those of whoever looks: not before their time zone is known
  return context === undefined ? (
    <LoadingLines lines={8} label={messages.loading} />
  ) : (
    <Reports timeZone={context.timezone} onPool={onPool} />
  );
};

const firstQuestion = (timeZone: string): KpiReportQuestion => ({
  period: { kind: 'last', days: 30 },
  against: { kind: 'before' },
  grain: 'week',
  slice: null,
  timeZone,
});

const Reports = ({ timeZone, onPool }: { readonly timeZone: string } & Pick<DetailsProps, 'onPool'>) => {
  const words = useClockWords();
  const [first] = useState(() => firstQuestion(timeZone));
  const [asked, setAsked] = useState(first);
  const [opened, setOpened] = useState<KpiId | null>(null);
  const [isDefining, setDefining] = useState(false);
  const [isImporting, setImporting] = useState(false);
  const question = JSON.stringify(asked);
  const { loaded, reload } = useLoaded(() => call('kpi/report', asked), question);
  const shown =
    loaded.kind === 'ready'
      ? loaded.data.readings.find(({ definition }) => definition.id === opened)
      : undefined;
  if (shown && loaded.kind === 'ready') {
    return (
      <Stack space="space.200">
        <Back
          label={messages.all}
          onBack={() => {
            setOpened(null);
          }}
        />
        <KpiDetails
          reading={shown}
          report={loaded.data}
          period={asked.period}
          words={words}
          onPool={onPool}
        />
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
  // what nobody has chosen yet fails for everything on this page alike, and is said once
  if (loaded.kind === 'failed' && asked === first) {
    return (
      <Stack space="space.200">
        <Heading as="h3" size="small">
          {messages.title}
        </Heading>
        <Failed message={loaded.message} forbidden={loaded.forbidden} onRetry={reload} />
      </Stack>
    );
  }
  return (
    <Stack space="space.200">
      <Stack space="space.100">
        <Heading as="h3" size="small">
          {messages.title}
        </Heading>
        <Text color="color.text.subtle">{messages.intro}</Text>
      </Stack>
      <ReportChoices asked={asked} onChange={setAsked} />
      <Inline space="space.150" alignBlock="end" shouldWrap rowSpace="space.100">
        <Button
          onClick={() => {
            setDefining((was) => !was);
          }}
        >
          {isDefining ? messages.showValues : messages.showDefinitions}
        </Button>
        <ExportText
          label={messages.export.action}
          title={messages.export.title}
          note={messages.export.note}
          load={async () => (await call('kpi/export', asked)).csv}
        />
        {loaded.kind === 'ready' && (
          // a file is of what was asked for: another question makes another
          <ReportDownload key={question} asked={asked} />
        )}
        {loaded.kind === 'ready' && loaded.data.mayImport && (
          <Button
            onClick={() => {
              setImporting(true);
            }}
          >
            {messages.importPast}
          </Button>
        )}
      </Inline>
      {loaded.kind === 'ready' && loaded.data.imported > 0 && (
        <Text color="color.text.subtle">{messages.imported(loaded.data.imported)}</Text>
      )}
      {loaded.kind === 'loading' && <LoadingLines lines={8} label={messages.loading} />}
      {loaded.kind === 'failed' && (
        <Failed message={loaded.message} forbidden={loaded.forbidden} onRetry={reload} />
      )}
      {loaded.kind === 'ready' &&
        (isDefining ? (
          <Definitions report={loaded.data} />
        ) : (
          <Stack space="space.200">
            <Text color="color.text.subtle">
              {`${frameWords(loaded.data, words)} ${sparksWords(loaded.data)}`}
            </Text>
            <Figures report={loaded.data} onOpen={setOpened} />
          </Stack>
        ))}
      <Stack space="space.400">
        <FactsCheck onRepaired={reload} />
        <WeeklyReport />
        <BiFeed />
      </Stack>
    </Stack>
  );
};

/** Every KPI in words, for whoever has to defend the values. */
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
  <WideEnough holds="name">
    <LinkButton
      text={name}
      onClick={() => {
        onOpen(id);
      }}
    />
  </WideEnough>
);

const Waiting = ({ report, onOpen }: TableProps) => (
  <DynamicTable
    caption={messages.waiting.caption}
    head={{
      cells: [
        { key: 'kpi', content: messages.waiting.columns.kpi, width: 35 },
        { key: 'missing', content: messages.waiting.columns.missing, width: 65 },
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
                {
                  key: 'missing',
                  content: (
                    <WideEnough holds="text">
                      <Text>{definition.measure.missing}</Text>
                    </WideEnough>
                  ),
                },
              ],
            },
          ],
    )}
  />
);

const Measured = ({ report, onOpen }: TableProps) => (
  <DynamicTable
    caption={messages.measured.caption}
    head={{
      cells: [
        { key: 'kpi', content: messages.measured.columns.kpi, width: 27 },
        { key: 'value', content: messages.measured.columns.value, width: 14 },
        { key: 'target', content: messages.measured.columns.target, width: 18 },
        { key: 'before', content: messages.measured.columns.before, width: 13 },
        { key: 'change', content: messages.measured.columns.change, width: 16 },
        { key: 'trend', content: messages.measured.columns.trend, width: 12 },
      ],
    }}
    rows={report.readings
      .filter(({ definition }) => definition.measure.kind === 'measured')
      .flatMap((reading) => [rowOf(reading, onOpen), ...reading.slices.map(partRow(reading))])}
  />
);

function rowOf(reading: KpiReading, onOpen: (id: KpiId) => void) {
  const { definition, isAsOfNow, rate, before, change, trend } = reading;
  const { id, unit, target } = definition;
  const unknown = unknownSentence(rate);
  return {
    key: id,
    cells: [
      {
        key: 'kpi',
        content: <Name definition={definition} onOpen={onOpen} />,
      },
      {
        key: 'value',
        content: (
          <WideEnough holds="date">
            {rate.value === null ? (
              <Text color="color.text.subtle">{unknown ?? messages.measured.noData}</Text>
            ) : (
              <Stack space="space.0">
                <Value definition={definition} rate={rate} target={target} />
                {unknown !== null && <Text color="color.text.subtle">{unknown}</Text>}
                {isAsOfNow && <Text color="color.text.subtle">{messages.measured.asOfNow}</Text>}
              </Stack>
            )}
          </WideEnough>
        ),
      },
      {
        key: 'target',
        content: (
          <WideEnough holds="date">
            <Inline space="space.100" alignBlock="center" shouldWrap>
              <Text>{target === null ? messages.measured.noTarget : targetWords(target, unit)}</Text>
              <TargetMark rate={rate} target={target} unit={unit} />
            </Inline>
          </WideEnough>
        ),
      },
      {
        key: 'before',
        content: (
          <WideEnough holds="date">
            {isAsOfNow ? (
              <Text color="color.text.subtle">{messages.measured.notCompared}</Text>
            ) : (
              <Value definition={definition} rate={before} target={target} />
            )}
          </WideEnough>
        ),
      },
      { key: 'change', content: <Change change={change} unit={unit} /> },
      { key: 'trend', content: sparkline(trend.slice(-SPARKS)) },
    ],
  };
}

const Change = ({ change, unit }: { readonly change: KpiChange | null; readonly unit: KpiUnit }) => (
  <WideEnough holds="date">
    <Text>{change === null ? kpiMessages.noValue : judgedWords(change, unit)}</Text>
  </WideEnough>
);

interface ValueProps {
  readonly definition: KpiDefinition;
  readonly rate: Rate;
  readonly target: KpiTarget | null;
}

/** A value over what it is made of. */
const Value = ({ definition, rate, target }: ValueProps) => {
  if (rate.value === null) return <Text>{kpiMessages.noValue}</Text>;
  const basis = basisWords(definition, rate);
  return (
    <Stack space="space.0">
      <Text>{valueWords(rate.value, definition.unit, target)}</Text>
      {basis !== null && <Text color="color.text.subtle">{basis}</Text>}
    </Stack>
  );
};

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
            <Text color="color.text.subtle">{messages.measured.part}</Text>
            {part.isAccount ? <PersonName accountId={part.slice} /> : <Text>{part.label}</Text>}
          </Inline>
        ),
      },
      {
        key: 'value',
        content: <Value definition={definition} rate={part} target={null} />,
      },
      { key: 'target', content: '' },
      {
        key: 'before',
        content: <Value definition={definition} rate={part.before} target={null} />,
      },
      {
        key: 'change',
        content: <Change change={part.change} unit={definition.unit} />,
      },
      { key: 'trend', content: '' },
    ],
  });
