import { DynamicTable, Heading, Inline, Link, SectionMessage, Stack, Text } from '@forge/react';
import type { KpiTicketRow } from '../../src/kpis/contract/kpi';
import type { LeadGadgetCalls, MeasureReport } from '../../src/kpis/contract/lead-gadget';
import type { KpiTarget } from '../../src/kpis/rules/definitions';
import type { Rate } from '../../src/kpis/rules/kpi';
import { KpiTrend } from '../components/kpi-trend';
import { TargetMark } from '../components/target-mark';
import { Failed } from '../components/failed';
import { LoadingLines } from '../components/loading';
import { TicketLink } from '../components/ticket-link';
import { callOf } from '../lib/call';
import { spanWords, type ClockWords } from '../lib/clock-words';
import { useClockWords } from '../lib/use-clock-words';
import { useLoaded } from '../lib/use-loaded';
import { useReloadOn } from '../lib/use-reload-on';
import {
  beginning,
  changeWords,
  costSentence,
  mostChanged,
  targetWords,
  unknownSentence,
  valueWithBasis,
  valueWords,
} from '../lib/kpi-words';
import { MEASURE_WORDS } from './measure-words';
import * as messages from './messages';

const call = callOf<LeadGadgetCalls>();

/** One measure of the access desk on a lead's dashboard, with its trend and the tickets behind it. */
export const LeadGadget = () => {
  const words = useClockWords();
  const { loaded, reload } = useLoaded(() => call('gadget/report', {}));
  useReloadOn('JIRA_DASHBOARD_GADGET_REFRESH', reload);
  switch (loaded.kind) {
    case 'loading':
      return <LoadingLines lines={6} label={messages.loading} />;
    case 'failed':
      return <Failed message={loaded.message} forbidden={loaded.forbidden} onRetry={reload} />;
    case 'ready':
      return loaded.data.kind === 'report' ? <Report report={loaded.data} words={words} /> : <NotSetUp />;
  }
};

const NotSetUp = () => (
  <SectionMessage appearance="information" title={messages.notSetUp.title}>
    <Text>{messages.notSetUp.text}</Text>
  </SectionMessage>
);

interface ReportProps {
  readonly report: MeasureReport;
  readonly words: ClockWords;
}

const Report = ({ report, words }: ReportProps) => {
  const { definition, configuration, rate, target } = report;
  const { name, unit } = definition;
  const { listTitle } = MEASURE_WORDS[configuration.measure];
  if (rate.value === null) {
    return (
      <Stack space="space.100">
        <Heading as="h3" size="small">
          {name}
        </Heading>
        <Only report={report} />
        <Text>{emptyWords(report)}</Text>
      </Stack>
    );
  }
  const facts = [
    ...(report.before.value === null && report.trend.length === 0
      ? [messages.asOfNow]
      : [changeWords(report)]),
    ...(target === null ? [] : [messages.target(targetWords(target, unit))]),
    ...(report.trend.length === 0 ? [] : [messages.period(configuration.days)]),
    ...(definition.target === null || isSameTarget(target, definition.target)
      ? []
      : [messages.ownTarget(targetWords(definition.target, unit))]),
  ];
  return (
    <Stack space="space.200">
      <Inline space="space.150" alignBlock="center" shouldWrap>
        <Heading as="h3" size="small">
          {name}
        </Heading>
        <Heading as="h4" size="large">
          {valueWords(rate.value, unit, target)}
        </Heading>
        <TargetMark rate={rate} target={target} unit={unit} />
        <Text color="color.text.subtle">{beginning(facts.join(' · '))}</Text>
      </Inline>
      <Only report={report} />
      <Text>
        {[MEASURE_WORDS[configuration.measure].sentence(report), costSentence(report)]
          .filter((words) => words !== null)
          .join(' ')}
      </Text>
      <KpiTrend definition={definition} trend={report.trend} target={target} words={words} />
      <Breakdown report={report} />
      {listTitle !== '' && <Tickets report={report} words={words} />}
      {report.unmeasured > 0 && (
        <Text size="small" color="color.text.subtle">
          {messages.unmeasured(report.unmeasured)}
        </Text>
      )}
    </Stack>
  );
};

const isSameTarget = (one: KpiTarget | null, other: KpiTarget): boolean =>
  JSON.stringify(one) === JSON.stringify(other);

const MOST_NAMED = 3;

/** `Only Figma, Slack and 2 more · only Design`, where a lead has limited what counts. */
const Only = ({ report: { only } }: Pick<ReportProps, 'report'>) => {
  const parts = [only.applications, only.departments].filter((names) => names.length > 0);
  if (parts.length === 0) return null;
  return <Text color="color.text.subtle">{parts.map(onlyWords).join(' · ')}</Text>;
};

function onlyWords(names: readonly string[]): string {
  const more = names.length - MOST_NAMED;
  const named = names.slice(0, MOST_NAMED).join(', ');
  return more > 0 ? messages.onlyAndMore(named, more) : messages.only(named);
}

function emptyWords({ configuration: { measure, days }, unmeasured, rate }: MeasureReport): string {
  const unknown = unknownSentence(rate);
  if (unknown !== null) return unknown;
  if (unmeasured > 0) return messages.noneMeasured(unmeasured, days);
  return messages.nothing(MEASURE_WORDS[measure].nothing, days);
}

const MOST_PARTS = 3;

/** `Missed: Figma 6, Slack 3, others 5.`, and what changed most. */
const Breakdown = ({ report }: { readonly report: MeasureReport }) => {
  const changed = mostChanged(report);
  const parts = partsWords(report);
  if (parts === null && changed === null) return null;
  return <Text>{[parts, changed].filter((words) => words !== null).join(' ')}</Text>;
};

function partsWords({ configuration, definition, slices, rate }: MeasureReport): string | null {
  const { counted } = MEASURE_WORDS[configuration.measure];
  if (counted === null) {
    const parts = slices
      .slice(0, MOST_PARTS)
      .flatMap(({ label, ...rate }) =>
        rate.value === null ? [] : [messages.part(label, valueWithBasis(definition, rate))],
      );
    return parts.length === 0 ? null : messages.parts(parts);
  }
  const countOf = ({ hits, of }: Rate): number => (counted.side === 'hits' ? hits : of - hits);
  const parts = slices
    .map((part) => ({ label: part.label, count: countOf(part) }))
    .filter(({ count }) => count > 0)
    .sort((a, b) => b.count - a.count);
  if (parts.length === 0) return null;
  const shown = parts.slice(0, MOST_PARTS);
  const others = countOf(rate) - shown.reduce((sum, { count }) => sum + count, 0);
  const named = shown.map(({ label, count }) => messages.part(label, String(count)));
  return messages.countedParts(counted.word, [...named, ...(others > 0 ? [messages.others(others)] : [])]);
}

const tookWords = (elapsed: number | null): string =>
  elapsed === null ? messages.tickets.notMeasured : spanWords(elapsed);

const Tickets = ({ report, words }: ReportProps) => {
  const { listTitle, noneListed } = MEASURE_WORDS[report.configuration.measure];
  const areOpen = report.trend.length === 0;
  const elapsedOf = ({ at, elapsed }: KpiTicketRow): number | null => (areOpen ? report.to - at : elapsed);
  return (
    <Stack space="space.100">
      <DynamicTable
        caption={listTitle}
        head={{
          cells: [
            { key: 'ticket', content: messages.tickets.ticket, isSortable: true, width: 17 },
            { key: 'application', content: messages.tickets.application, isSortable: true, width: 30 },
            {
              key: 'when',
              content: areOpen ? messages.tickets.requested : messages.tickets.fulfilled,
              isSortable: true,
              width: 34,
            },
            {
              key: 'took',
              content: areOpen ? messages.tickets.openFor : messages.tickets.took,
              isSortable: true,
              width: 19,
            },
          ],
        }}
        rows={report.tickets.map((ticket) => ({
          key: `${ticket.issueId}:${ticket.at}`,
          cells: [
            {
              key: ticket.issueKey,
              content: <TicketLink {...ticket} />,
            },
            { key: ticket.applicationName, content: ticket.applicationName },
            { key: String(ticket.at), content: words.moment(ticket.at, report.to) },
            {
              key: String(elapsedOf(ticket) ?? 0).padStart(15, '0'),
              content: tookWords(elapsedOf(ticket)),
            },
          ],
        }))}
        isFixedSize
        rowsPerPage={5}
        emptyView={<Text>{noneListed}</Text>}
      />
      {report.jql !== null && (
        <Text>
          <Link href={`/issues/?jql=${encodeURIComponent(report.jql)}`}>
            {messages.tickets.view(report.tickets.length)}
          </Link>
        </Text>
      )}
    </Stack>
  );
};
