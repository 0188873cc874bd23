import { DynamicTable, Heading, Inline, Label, Link, Select, Stack, Text, Box, xcss } from '@forge/react';
import { useState } from 'react';
import type { KpiOutputs, KpiReading, KpiReport } from '../../src/contracts/kpi';
import type { ReportDays } from '../../src/contracts/kpi-values';
import { Failed } from '../components/failed';
import { KpiMeaning } from '../components/kpi-meaning';
import { KpiTrend } from '../components/kpi-trend';
import { LoadingLines } from '../components/loading';
import { Pages } from '../components/pages';
import { TargetMark } from '../components/target-mark';
import { TicketLink } from '../components/ticket-link';
import { callOf } from '../lib/call';
import { spanWords, type ClockWords } from '../lib/clock-words';
import { changeWords, costSentence, valueWords } from '../lib/kpi-words';
import { useLoaded } from '../lib/use-loaded';

const call = callOf<KpiOutputs>();

const choiceWidth = xcss({ width: '240px' });

interface Props {
  readonly reading: KpiReading;
  readonly report: KpiReport;
  readonly days: ReportDays;
  readonly words: ClockWords;
}

/** One KPI: its figure, what it is in words that can be defended, its course, and the tickets behind it. */
export const KpiDetails = ({ reading, report, days, words }: Props) => {
  const { definition, rate, trend } = reading;
  const { name, unit, target, measure } = definition;
  const cost = costSentence(reading);
  return (
    <Stack space="space.300">
      <Stack space="space.100">
        <Inline space="space.150" alignBlock="center" shouldWrap>
          <Heading as="h3" size="medium">
            {name}
          </Heading>
          {rate.value !== null && (
            <Heading as="h4" size="large">
              {valueWords(rate.value, unit)}
            </Heading>
          )}
          <TargetMark value={rate.value} target={target} unit={unit} />
        </Inline>
        <Text color="color.text.subtle">
          {measure.kind === 'waiting'
            ? `No data yet. ${measure.missing}`
            : `${words.day(report.from)} to ${words.day(report.to)} · ${changeWords(reading)}`}
        </Text>
        {cost !== null && <Text>{cost}</Text>}
      </Stack>
      <KpiTrend definition={definition} trend={trend} target={target} words={words} />
      <Stack space="space.100">
        <Heading as="h4" size="small">
          What it means
        </Heading>
        <KpiMeaning definition={definition} />
      </Stack>
      {measure.kind === 'measured' && measure.about === 'tickets' && (
        <Tickets reading={reading} report={report} days={days} words={words} />
      )}
    </Stack>
  );
};

type Side = 'hits' | 'misses' | 'all';

interface SideChoice {
  readonly value: Side;
  readonly label: string;
}

const ALL: SideChoice = { value: 'all', label: 'All that it is about' };

function sidesOf({ definition: { measure } }: KpiReading): readonly SideChoice[] {
  if (measure.kind === 'waiting' || measure.source === 'time-to-fulfill') return [ALL];
  return [
    { value: 'misses', label: 'Those it does not count' },
    { value: 'hits', label: 'Those it counts' },
    ALL,
  ];
}

const Tickets = ({ reading, report, days, words }: Props) => {
  const { definition } = reading;
  const sides = sidesOf(reading);
  const look = definition.measure.kind === 'measured' ? definition.measure.look : 'all';
  const [side, setSide] = useState<Side>(look);
  const [page, setPage] = useState(0);
  const { loaded, reload } = useLoaded(
    () => call('kpi/tickets', { kpi: definition.id, days, side, page }),
    `${side} ${page}`,
  );
  return (
    <Stack space="space.150">
      <Heading as="h4" size="small">
        Tickets
      </Heading>
      {sides.length > 1 && (
        <Box xcss={choiceWidth}>
          <Label labelFor="kpi-side">Show</Label>
          <Select
            inputId="kpi-side"
            options={[...sides]}
            value={sides.find(({ value }) => value === side) ?? ALL}
            onChange={(chosen: SideChoice | null) => {
              setPage(0);
              setSide(chosen?.value ?? 'all');
            }}
          />
        </Box>
      )}
      {loaded.kind === 'loading' && <LoadingLines lines={5} label="Loading the tickets" />}
      {loaded.kind === 'failed' && (
        <Failed message={loaded.message} forbidden={loaded.forbidden} onRetry={reload} />
      )}
      {loaded.kind === 'ready' && (
        <Stack space="space.150">
          <DynamicTable
            caption={`${loaded.data.total} tickets`}
            head={{
              cells: [
                { key: 'ticket', content: 'Ticket' },
                { key: 'application', content: 'Application' },
                { key: 'at', content: 'When' },
                { key: 'took', content: 'Took' },
              ],
            }}
            rows={loaded.data.tickets.map((ticket) => ({
              key: `${ticket.issueId}:${ticket.at}`,
              cells: [
                {
                  key: 'ticket',
                  content: <TicketLink {...ticket} />,
                },
                { key: 'application', content: ticket.applicationName },
                { key: 'at', content: words.moment(ticket.at, report.to) },
                {
                  key: 'took',
                  content: ticket.elapsed === null ? 'not measured' : spanWords(ticket.elapsed),
                },
              ],
            }))}
            emptyView={<Text>There are none.</Text>}
          />
          <Pages label="Tickets" page={loaded.data.page} pages={loaded.data.pages} onPage={setPage} />
          {loaded.data.jql !== null && (
            <Text>
              <Link href={`/issues/?jql=${encodeURIComponent(loaded.data.jql)}`}>
                View these tickets in Jira
              </Link>
            </Text>
          )}
        </Stack>
      )}
    </Stack>
  );
};
