import { DynamicTable, Stack, Text } from '@forge/react';
import type { HistoryImportRow, HistoryCalls, HistoryUndoPlan } from '../../../src/kpis/contract/history';
import { Failed } from '../../components/failed';
import { LoadingLines } from '../../components/loading';
import { callOf } from '../../lib/call';
import { valueWords } from '../../lib/kpi-words';
import { useLoaded } from '../../lib/use-loaded';
import { Question } from '../../components/question';
import { kpiMessages } from './messages';

const messages = kpiMessages.past.undo;

const call = callOf<HistoryCalls>();

interface Props {
  readonly row: HistoryImportRow;
  readonly onDone: () => Promise<unknown>;
  readonly onClose: () => void;
}

/** Undoes an import, once it is shown what that changes. */
export const PastUndo = ({ row: { importId, name, format }, onDone, onClose }: Props) => {
  const { loaded, reload } = useLoaded(() => call('history/plan-undo', { importId }));
  return (
    <Question
      title={messages.title(name)}
      label={messages.send}
      isComplete={loaded.kind === 'ready'}
      onSend={async () => {
        await call('history/undo', { importId });
        await onDone();
      }}
      onClose={onClose}
    >
      {loaded.kind === 'loading' && <LoadingLines lines={3} label={messages.loading} />}
      {loaded.kind === 'failed' && (
        <Failed message={loaded.message} forbidden={loaded.forbidden} onRetry={reload} />
      )}
      {loaded.kind === 'ready' && <Effect plan={loaded.data} isOfLogs={format !== 'jira'} />}
    </Question>
  );
};

const share = (value: number | null): string =>
  value === null ? kpiMessages.noData : valueWords(value, 'percent');

const Effect = ({
  plan: { events, now, then },
  isOfLogs,
}: {
  readonly plan: HistoryUndoPlan;
  /** Whether the import was of a file, whose totals are shown below. */
  readonly isOfLogs: boolean;
}) => (
  <Stack space="space.150">
    <Text>{`${messages.records(events)} ${messages.othersStay}`}</Text>
    {isOfLogs && (
      <DynamicTable
        caption={messages.caption}
        head={{
          cells: [
            { key: 'what', content: messages.columns.what },
            { key: 'now', content: messages.columns.now },
            { key: 'then', content: messages.columns.then },
          ],
        }}
        rows={[
          [messages.tickets, messages.number(now.tickets), messages.number(then.tickets)],
          [messages.events, messages.number(now.events), messages.number(then.events)],
          [messages.slaAdherence, share(now.slaAdherence.value), share(then.slaAdherence.value)],
          [messages.reopenRate, share(now.reopenRate.value), share(then.reopenRate.value)],
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
