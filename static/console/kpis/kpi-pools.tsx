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

const call = callOf<KpiCalls>();

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
          License pools
        </Heading>
        <Text color="color.text.subtle">
          The whole company’s, not this project’s. A pool opens as it is today, for administrators and its
          owners.
        </Text>
      </Stack>
      {loaded.kind === 'loading' && <LoadingLines lines={5} label="Loading the license pools" />}
      {loaded.kind === 'failed' && (
        <Failed message={loaded.message} forbidden={loaded.forbidden} onRetry={reload} />
      )}
      {loaded.kind === 'ready' && (
        <Stack space="space.150">
          <DynamicTable
            caption={loaded.data.total === 1 ? '1 pool' : `${loaded.data.total} pools`}
            head={{
              cells: [
                { key: 'pool', content: 'Pool', width: 40 },
                { key: 'value', content: 'Value', width: 20 },
                { key: 'of', content: 'Made of', width: 25 },
                // a target of the whole says nothing of a count of one part
                ...(unit === 'percent' || unit === 'days'
                  ? [{ key: 'target', content: 'Target', width: 15 }]
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
                    <Text>{pool.isInCatalog ? pool.name : `${pool.name} (no longer in the catalog)`}</Text>
                  ),
                },
                { key: 'value', content: pool.value === null ? 'no data' : valueWords(pool.value, unit) },
                { key: 'of', content: madeOf(pool, unit) },
                ...(unit === 'percent' || unit === 'days'
                  ? [
                      {
                        key: 'target',
                        content: <TargetMark value={pool.value} target={target} unit={unit} />,
                      },
                    ]
                  : []),
              ],
            }))}
            emptyView={<Text>There are none.</Text>}
          />
          <Pages label="License pools" page={loaded.data.page} pages={loaded.data.pages} onPage={setPage} />
        </Stack>
      )}
    </Stack>
  );
};

const counted = (count: number, one: string): string => `${count} ${one}${count === 1 ? '' : 's'}`;

/** What a pool's figure is made of, in the words of its records. */
function madeOf({ hits, of }: KpiPoolRow, unit: KpiUnit): string {
  if (unit === 'percent') return `${hits} of ${counted(of, 'seat-day')}`;
  return unit === 'days'
    ? `${counted(of, 'seat')} taken back`
    : `${hits} of ${counted(of, 'paid seat')} in use`;
}
