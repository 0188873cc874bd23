import {
  DynamicTable,
  Heading,
  Inline,
  LineChart,
  Link,
  Lozenge,
  SectionMessage,
  Stack,
  Text,
} from '@forge/react';
import type { GadgetConfiguration, LeadGadgetOutputs, MeasureReport } from '../../src/contracts/lead-gadget';
import type { Rate } from '../../src/domain/kpi/kpi';
import { Failed } from '../components/failed';
import { LoadingLines } from '../components/loading';
import { callOf } from '../lib/call';
import { spanWords, type ClockWords } from '../lib/clock-words';
import { useClockWords } from '../lib/use-clock-words';
import { useLoaded } from '../lib/use-loaded';
import { useReloadOn } from '../lib/use-reload-on';
import { MEASURE_WORDS, percentWords } from './measure-words';

const call = callOf<LeadGadgetOutputs>();

/** One measure of the access desk on a lead's dashboard, with its trend and the tickets behind it. */
export const LeadGadget = () => {
  const words = useClockWords();
  const { loaded, reload } = useLoaded(() => call('gadget/report', {}));
  useReloadOn('JIRA_DASHBOARD_GADGET_REFRESH', reload);
  switch (loaded.kind) {
    case 'loading':
      return <LoadingLines lines={6} label="Loading the figures" />;
    case 'failed':
      return <Failed message={loaded.message} forbidden={loaded.forbidden} onRetry={reload} />;
    case 'ready':
      return loaded.data.kind === 'report' ? <Report report={loaded.data} words={words} /> : <NotSetUp />;
  }
};

const NotSetUp = () => (
  <SectionMessage appearance="information" title="Not set up yet">
    <Text>Choose a project and a measure in the gadget’s settings.</Text>
  </SectionMessage>
);

interface ReportProps {
  readonly report: MeasureReport;
  readonly words: ClockWords;
}

const Report = ({ report, words }: ReportProps) => {
  const { measure, days, target } = report.configuration;
  const name = MEASURE_WORDS[measure].name;
  if (report.tooMany) {
    return (
      <SectionMessage appearance="warning" title={name}>
        <Text>There are more tickets than one figure can cover. Choose a shorter period.</Text>
      </SectionMessage>
    );
  }
  if (report.rate.value === null) {
    return (
      <Stack space="space.100">
        <Heading as="h3" size="small">
          {name}
        </Heading>
        <Text>{emptyWords(report, days)}</Text>
      </Stack>
    );
  }
  return (
    <Stack space="space.200">
      <Inline space="space.150" alignBlock="center" shouldWrap>
        <Heading as="h3" size="small">
          {name}
        </Heading>
        <Heading as="h4" size="large">
          {percentWords(report.rate.value)}
        </Heading>
        <TargetMark rate={report.rate} configuration={report.configuration} />
        <Text color="color.text.subtle">{`${changeWords(report)} · target ${target}% · last ${days} days`}</Text>
      </Inline>
      <Text>{MEASURE_WORDS[measure].sentence(report.rate)}</Text>
      <Trend report={report} words={words} target={target} />
      <Tickets report={report} words={words} />
      {report.unmeasured > 0 && (
        <Text
          size="small"
          color="color.text.subtle"
        >{`${report.unmeasured} more without a measurement are left out.`}</Text>
      )}
    </Stack>
  );
};

const emptyWords = (report: MeasureReport, days: number): string =>
  report.unmeasured > 0
    ? `${report.unmeasured} requests were fulfilled in the last ${days} days, but none has a measurement. Map the SLA field on the admin page.`
    : `No access request was fulfilled in the last ${days} days, so there is nothing to measure yet.`;

const TargetMark = ({
  rate,
  configuration,
}: {
  readonly rate: Rate;
  readonly configuration: GadgetConfiguration;
}) => {
  const percent = (rate.value ?? 0) * 100;
  const met = MEASURE_WORDS[configuration.measure].moreIsBetter
    ? percent >= configuration.target
    : percent <= configuration.target;
  return met ? (
    <Lozenge appearance="success">on target</Lozenge>
  ) : (
    <Lozenge appearance="removed">off target</Lozenge>
  );
};

function changeWords({ rate, before }: MeasureReport): string {
  if (rate.value === null || before.value === null) return 'no figure for the period before';
  const points = Math.round((rate.value - before.value) * 1000) / 10;
  if (points === 0) return 'same as the period before';
  return `${points > 0 ? '▲' : '▼'} ${Math.abs(points)} points from the period before`;
}

const Trend = ({
  report,
  words,
  target,
}: {
  readonly report: MeasureReport;
  readonly words: ClockWords;
  readonly target: number;
}) => {
  const measured = report.trend.filter(({ value }) => value !== null);
  // one point is no trend
  if (measured.length < 2) return null;
  const name = MEASURE_WORDS[report.configuration.measure].name;
  const data = measured.flatMap(({ from, value }) => [
    { day: words.day(from), percent: Math.round((value ?? 0) * 1000) / 10, line: name },
    { day: words.day(from), percent: target, line: 'Target' },
  ]);
  return (
    <LineChart
      data={data}
      xAccessor="day"
      yAccessor="percent"
      colorAccessor="line"
      height={200}
      title={`${name}, percent`}
    />
  );
};

const Tickets = ({ report, words }: { readonly report: MeasureReport; readonly words: ClockWords }) => {
  const label = MEASURE_WORDS[report.configuration.measure].listTitle;
  return (
    <DynamicTable
      caption={label}
      head={{
        cells: [
          { key: 'ticket', content: 'Ticket', isSortable: true, width: 17 },
          { key: 'application', content: 'Application', isSortable: true, width: 30 },
          { key: 'fulfilled', content: 'Fulfilled', isSortable: true, width: 34 },
          { key: 'took', content: 'Took', isSortable: true, width: 19 },
        ],
      }}
      rows={report.tickets.map((ticket) => ({
        key: `${ticket.issueId}:${ticket.fulfilledAt}`,
        cells: [
          {
            key: ticket.issueKey,
            content: <Link href={`/browse/${ticket.issueKey}`}>{ticket.issueKey}</Link>,
          },
          { key: ticket.applicationName, content: ticket.applicationName },
          { key: String(ticket.fulfilledAt), content: words.moment(ticket.fulfilledAt, report.to) },
          {
            key: String(ticket.slaElapsed ?? 0).padStart(15, '0'),
            content: ticket.slaElapsed === null ? 'not measured' : spanWords(ticket.slaElapsed),
          },
        ],
      }))}
      isFixedSize
      rowsPerPage={5}
      emptyView={<Text>{MEASURE_WORDS[report.configuration.measure].noneListed}</Text>}
    />
  );
};
