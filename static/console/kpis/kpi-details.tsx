import { DynamicTable, Heading, Inline, Label, Link, Select, Stack, Text, Box, xcss } from '@forge/react';
import { useState } from 'react';
import type { KpiCalls, KpiReading, KpiReport, KpiTicketRow } from '../../../src/kpis/contract/kpi';
import type { ReportPeriod } from '../../../src/kpis/rules/report-frame';
import { Failed } from '../../components/failed';
import { KpiMeaning } from '../../components/kpi-meaning';
import { KpiTrend } from '../../components/kpi-trend';
import { LoadingLines } from '../../components/loading';
import { Pages } from '../../components/pages';
import { TargetMark } from '../../components/target-mark';
import { TicketLink } from '../../components/ticket-link';
import { callOf } from '../../lib/call';
import { spanWords, type ClockWords } from '../../lib/clock-words';
import {
  basisWords,
  comparedWords,
  costSentence,
  frameWords,
  unknownSentence,
  valueWords,
} from '../../lib/kpi-words';
import { useLoaded } from '../../lib/use-loaded';
import { KpiLicenses } from './kpi-licenses';
import { KpiPools } from './kpi-pools';
import type { OpenedPool } from '../pools/pools-tab';
import { kpiMessages } from './messages';

const messages = kpiMessages.details;
const call = callOf<KpiCalls>();

const choiceWidth = xcss({ width: '240px' });

export interface DetailsProps {
  readonly reading: KpiReading;
  readonly report: KpiReport;
  /** As it was asked for. */
  readonly period: ReportPeriod;
  readonly words: ClockWords;
  /** Goes to a license pool, on another tab. */
  readonly onPool: (pool: OpenedPool) => void;
}

/** One KPI: its figure, what it is in words that can be defended, its course, and the records behind it. */
export const KpiDetails = ({ reading, report, period, words, onPool }: DetailsProps) => {
  const { definition, isAsOfNow, rate, trend } = reading;
  const { name, unit, target, measure } = definition;
  const basis = basisWords(definition, rate);
  const facts = [unknownSentence(rate), costSentence(reading)].filter((words) => words !== null);
  return (
    <Stack space="space.300">
      <Stack space="space.100">
        <Inline space="space.150" alignBlock="center" shouldWrap>
          <Heading as="h3" size="medium">
            {name}
          </Heading>
          {rate.value !== null && (
            <Heading as="h4" size="large">
              {valueWords(rate.value, unit, target)}
            </Heading>
          )}
          {basis !== null && <Text color="color.text.subtle">{basis}</Text>}
          <TargetMark rate={rate} target={target} unit={unit} />
        </Inline>
        <Text color="color.text.subtle">
          {measure.kind === 'waiting' ? messages.missing(measure.missing) : comparedWords(reading)}
        </Text>
        {facts.length > 0 && <Text>{facts.join(' ')}</Text>}
        {measure.kind === 'measured' && !isAsOfNow && (
          <Text color="color.text.subtle">{frameWords(report, words)}</Text>
        )}
      </Stack>
      <KpiTrend definition={definition} trend={trend} target={target} words={words} />
      <Stack space="space.100">
        <Heading as="h4" size="small">
          {messages.definition}
        </Heading>
        <KpiMeaning definition={definition} />
      </Stack>
      {measure.kind === 'measured' && measure.about === 'tickets' && (
        <Tickets reading={reading} report={report} period={period} words={words} />
      )}
      {measure.kind === 'measured' && measure.about === 'licenses' && (
        <KpiLicenses report={report} period={period} words={words} />
      )}
      {measure.kind === 'measured' && measure.about === 'pools' && (
        <KpiPools reading={reading} report={report} period={period} onPool={onPool} />
      )}
    </Stack>
  );
};

/** @param openAt when it is read, for a ticket that is still open: milliseconds since the epoch */
function tookWords({ at, elapsed }: KpiTicketRow, openAt: number | null): string {
  if (openAt !== null) return spanWords(openAt - at);
  return elapsed === null ? messages.tickets.notMeasured : spanWords(elapsed);
}

type Side = 'hits' | 'misses' | 'all';

interface SideChoice {
  readonly value: Side;
  readonly label: string;
}

const sideOf = (value: Side): SideChoice => ({ value, label: messages.tickets.sides[value] });
const ALL = sideOf('all');

function sidesOf({ definition: { measure } }: KpiReading): readonly SideChoice[] {
  if (measure.kind === 'waiting' || measure.source === 'time-to-fulfill') return [ALL];
  return [sideOf('misses'), sideOf('hits'), ALL];
}

const Tickets = ({ reading, report, period, words }: Omit<DetailsProps, 'onPool'>) => {
  const { definition, isAsOfNow } = reading;
  const { columns } = messages.tickets;
  const sides = sidesOf(reading);
  const look = definition.measure.kind === 'measured' ? definition.measure.look : 'all';
  const [side, setSide] = useState<Side>(look);
  const [page, setPage] = useState(0);
  const { loaded, reload } = useLoaded(
    () => call('kpi/tickets', { kpi: definition.id, period, timeZone: report.timeZone, side, page }),
    `${side} ${page}`,
  );
  return (
    <Stack space="space.150">
      <Heading as="h4" size="small">
        {messages.tickets.title}
      </Heading>
      {sides.length > 1 && (
        <Box xcss={choiceWidth}>
          <Label labelFor="kpi-side">{messages.tickets.show}</Label>
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
      {loaded.kind === 'loading' && <LoadingLines lines={5} label={messages.tickets.loading} />}
      {loaded.kind === 'failed' && (
        <Failed message={loaded.message} forbidden={loaded.forbidden} onRetry={reload} />
      )}
      {loaded.kind === 'ready' && (
        <Stack space="space.150">
          <DynamicTable
            caption={messages.tickets.count(loaded.data.total)}
            head={{
              cells: [
                { key: 'ticket', content: columns.ticket },
                { key: 'application', content: columns.application },
                { key: 'at', content: isAsOfNow ? columns.createdAt : columns.at },
                { key: 'took', content: isAsOfNow ? columns.openFor : columns.took },
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
                { key: 'at', content: words.moment(ticket.at, report.now) },
                { key: 'took', content: tookWords(ticket, isAsOfNow ? report.now : null) },
              ],
            }))}
            emptyView={<Text>{messages.tickets.none}</Text>}
          />
          <Pages
            label={messages.tickets.pages}
            page={loaded.data.page}
            pages={loaded.data.pages}
            onPage={setPage}
          />
          {loaded.data.jql !== null && (
            <Text>
              <Link href={`/issues/?jql=${encodeURIComponent(loaded.data.jql)}`}>
                {messages.tickets.openInJira}
              </Link>
            </Text>
          )}
        </Stack>
      )}
    </Stack>
  );
};
