import { DynamicTable, Stack, Text } from '@forge/react';
import type { HistoryImportRow, HistoryCalls, HistoryUndoPlan } from '../../../src/kpis/contract/history';
import { Failed } from '../../components/failed';
import { LoadingLines } from '../../components/loading';
import { callOf } from '../../lib/call';
import { valueWords } from '../../lib/kpi-words';
import { useLoaded } from '../../lib/use-loaded';
import { Question } from '../shared/question';

const call = callOf<HistoryCalls>();

interface Props {
  readonly row: HistoryImportRow;
  readonly onDone: () => Promise<unknown>;
  readonly onClose: () => void;
}

/** Takes an import away again, once it was told what that changes. */
export const PastUndo = ({ row: { importId, name, format }, onDone, onClose }: Props) => {
  const { loaded, reload } = useLoaded(() => call('history/plan-undo', { importId }));
  return (
    <Question
      title={`Undo the import of ${name}`}
      label="Take it away"
      isComplete={loaded.kind === 'ready'}
      onSend={async () => {
        await call('history/undo', { importId });
        await onDone();
      }}
      onClose={onClose}
    >
      {loaded.kind === 'loading' && <LoadingLines lines={3} label="Loading what would change" />}
      {loaded.kind === 'failed' && (
        <Failed message={loaded.message} forbidden={loaded.forbidden} onRetry={reload} />
      )}
      {loaded.kind === 'ready' && <Effect plan={loaded.data} isOfLogs={format !== 'jira'} />}
    </Question>
  );
};

const counted = (count: number): string => count.toLocaleString('en');
const share = (value: number | null): string => (value === null ? 'no data' : valueWords(value, 'percent'));

const Effect = ({
  plan: { events, now, then },
  isOfLogs,
}: {
  readonly plan: HistoryUndoPlan;
  /** Whether the import was of a file, of which the totals below are told. */
  readonly isOfLogs: boolean;
}) => (
  <Stack space="space.150">
    <Text>{`${counted(events)} records go, and with them what they count in KPIs. What other imports brought stays.`}</Text>
    {isOfLogs && (
      <DynamicTable
        caption="All past tickets of the project"
        head={{
          cells: [
            { key: 'what', content: '' },
            { key: 'now', content: 'Now' },
            { key: 'then', content: 'After the undo' },
          ],
        }}
        rows={[
          ['Past tickets', counted(now.tickets), counted(then.tickets)],
          ['Records', counted(now.events), counted(then.events)],
          ['SLA adherence', share(now.slaAdherence.value), share(then.slaAdherence.value)],
          ['Reopen rate', share(now.reopenRate.value), share(then.reopenRate.value)],
        ].map(([what = '', before = '', after = '']) => ({
          key: what,
          cells: [
            { key: 'what', content: what },
            { key: 'now', content: before },
            { key: 'then', content: after },
          ],
        }))}
      />
    )}
  </Stack>
);
