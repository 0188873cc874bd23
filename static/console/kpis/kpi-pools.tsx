import { DynamicTable, Heading, Stack, Text } from '@forge/react';
import { useState } from 'react';
import type { KpiCalls, KpiPoolRow, KpiReading, KpiReport } from '../../../src/kpis/contract/kpi';
import type { KpiUnit } from '../../../src/kpis/rules/definitions';
import type { ReportPeriod } from '../../../src/kpis/rules/report-frame';
import { Failed } from '../../components/failed';
import { LinkButton } from '../../components/link-button';
import { LoadingLines } from '../../components/loading';
import { Pages } from '../../components/pages';
import { TargetMark } from '../../components/target-mark';
import { callOf } from '../../lib/call';
import { valueWords } from '../../lib/kpi-words';
import { useLoaded } from '../../lib/use-loaded';
import type { OpenedPool } from '../pools/pools-tab';
import { kpiMessages } from './messages';

const call = callOf<KpiCalls>();
const messages = kpiMessages.details.pools;

interface Props {
  readonly reading: KpiReading;
  readonly report: KpiReport;
  /** As it was asked for. */
  readonly period: ReportPeriod;
  readonly onPool: (pool: OpenedPool) => void;
}

/** The license pools behind a figure, those that are furthest from its target first, each with a way to its seats. */
export const KpiPools = ({ reading, report, period, onPool }: Props) => {
  const { id, unit, target } = reading.definition;
  const [page, setPage] = useState(0);
  const { loaded, reload } = useLoaded(
    () => call('kpi/pools', { kpi: id, period, timeZone: report.timeZone, page }),
    String(page),
  );
  return (
    <Stack space="space.150">
      <Stack space="space.050">
        <Heading as="h4" size="small">
          {messages.title}
        </Heading>
        <Text color="color.text.subtle">{`${messages.intro} ${messages.access}`}</Text>
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
                { key: 'pool', content: messages.columns.pool, width: 40 },
                { key: 'value', content: messages.columns.value, width: 20 },
                { key: 'of', content: messages.columns.of, width: 25 },
                // a target of the whole says nothing of a count of one part
                ...(unit === 'percent' || unit === 'days'
                  ? [{ key: 'target', content: messages.columns.target, width: 15 }]
                  : []),
              ],
            }}
            rows={loaded.data.pools.map((pool) => ({
              key: pool.poolId,
              cells: [
                {
                  key: 'pool',
                  content: pool.mayOpen ? (
                    <LinkButton
                      text={pool.name}
                      onClick={() => {
                        onPool({
                          poolId: pool.poolId,
                          filter: id === 'inactive-paid-licenses' ? 'inactive' : null,
                        });
                      }}
                    />
                  ) : (
                    <Text>{pool.isInCatalog ? pool.name : messages.notInCatalog(pool.name)}</Text>
                  ),
                },
                {
                  key: 'value',
                  content: pool.value === null ? kpiMessages.noData : valueWords(pool.value, unit, target),
                },
                { key: 'of', content: madeOf(pool, unit) },
                ...(unit === 'percent' || unit === 'days'
                  ? [
                      {
                        key: 'target',
                        content: <TargetMark rate={pool} target={target} unit={unit} />,
                      },
                    ]
                  : []),
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

/** What a pool's figure is made of, in the words of its records. */
function madeOf({ hits, of }: KpiPoolRow, unit: KpiUnit): string {
  if (unit === 'percent') return messages.seatDays(hits, of);
  return unit === 'days' ? messages.takenBack(of) : messages.paidInUse(hits, of);
}
