import { DynamicTable, Heading, Inline, Stack, Text } from '@forge/react';
import { useState } from 'react';
import type { KpiCalls, KpiLicenseRow, KpiReport } from '../../../src/kpis/contract/kpi';
import type { ReportPeriod } from '../../../src/kpis/rules/report-frame';
import { Failed } from '../../components/failed';
import { Holder } from '../../components/holder';
import { LoadingLines } from '../../components/loading';
import { Pages } from '../../components/pages';
import { TicketLink } from '../../components/ticket-link';
import { callOf } from '../../lib/call';
import type { ClockWords } from '../../lib/clock-words';
import { useLoaded } from '../../lib/use-loaded';
import { kpiMessages } from './messages';

const call = callOf<KpiCalls>();
const messages = kpiMessages.details.licenses;

interface Props {
  readonly report: KpiReport;
  /** As it was asked for. */
  readonly period: ReportPeriod;
  readonly words: ClockWords;
}

/** Premium licenses that nobody approved, each with who has it, since when and why it does not count. */
export const KpiLicenses = ({ report, period, words }: Props) => {
  const [page, setPage] = useState(0);
  const { loaded, reload } = useLoaded(
    () => call('kpi/licenses', { period, timeZone: report.timeZone, page }),
    String(page),
  );
  return (
    <Stack space="space.150">
      <Stack space="space.050">
        <Heading as="h4" size="small">
          {messages.title}
        </Heading>
        <Text color="color.text.subtle">{messages.intro}</Text>
      </Stack>
      {loaded.kind === 'loading' && <LoadingLines lines={5} label={messages.loading} />}
      {loaded.kind === 'failed' && (
        <Failed message={loaded.message} forbidden={loaded.forbidden} onRetry={reload} />
      )}
      {loaded.kind === 'ready' && (
        <Stack space="space.150">
          <DynamicTable
            caption={messages.count(loaded.data.total)}
            head={{
              cells: [
                { key: 'pool', content: messages.columns.pool },
                { key: 'holder', content: messages.columns.holder },
                { key: 'since', content: messages.columns.since },
                { key: 'why', content: messages.columns.why },
                { key: 'ticket', content: messages.columns.ticket },
              ],
            }}
            rows={loaded.data.rows.map((row, index) => ({
              key: String(index),
              cells: [
                { key: 'pool', content: row.pool ?? messages.noPool },
                { key: 'holder', content: <Who row={row} /> },
                {
                  key: 'since',
                  content: row.since === null ? messages.noDate : words.moment(row.since, report.now),
                },
                { key: 'why', content: <Why row={row} /> },
                { key: 'ticket', content: <Ticket row={row} /> },
              ],
            }))}
            emptyView={<Text>{messages.none}</Text>}
          />
          <Pages label={messages.pages} page={loaded.data.page} pages={loaded.data.pages} onPage={setPage} />
        </Stack>
      )}
    </Stack>
  );
};

const Who = ({ row: { holderId, isHidden } }: { readonly row: KpiLicenseRow }) => {
  if (holderId !== null) return <Holder holderId={holderId} />;
  return <Text>{isHidden ? messages.hidden : messages.nobody}</Text>;
};

const Why = ({ row: { why, deletedById } }: { readonly row: KpiLicenseRow }) => (
  <Stack>
    <Text>{messages.why[why]}</Text>
    {deletedById !== null && (
      <Inline space="space.050" alignBlock="center">
        <Text>{messages.deletedBy}</Text>
        <Holder holderId={deletedById} />
      </Inline>
    )}
  </Stack>
);

const Ticket = ({ row: { issueKey, why } }: { readonly row: KpiLicenseRow }) => {
  if (issueKey === null) return <Text>{messages.noTicket}</Text>;
  return why === 'deleted' ? <Text>{issueKey}</Text> : <TicketLink issueKey={issueKey} isInJira />;
};
