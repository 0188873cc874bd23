import {
  Button,
  DynamicTable,
  Inline,
  LoadingButton,
  Lozenge,
  SectionMessage,
  Stack,
  Text,
  User,
} from '@forge/react';
import { useState } from 'react';
import type { RunRow } from '../../../src/reclaim/contract/reclaim';
import { ActionError } from '../../components/action-error';
import { Failed } from '../../components/failed';
import { LoadingLines } from '../../components/loading';
import type { ClockWords } from '../../lib/clock-words';
import { useAction } from '../../lib/use-action';
import { useClockWords } from '../../lib/use-clock-words';
import { useLoaded } from '../../lib/use-loaded';
import { call } from './use-reclaim';

const MARKS = {
  running: { appearance: 'inprogress', word: 'running' },
  done: { appearance: 'success', word: 'done' },
  stopped: { appearance: 'moved', word: 'stopped' },
  undone: { appearance: 'default', word: 'undone' },
} as const;

const KINDS = { sweep: 'Nightly', demand: 'On demand', swap: 'For those who wait' } as const;

/** The searches for idle seats, and undoing one as a whole. */
export const ReclaimRuns = () => {
  const words = useClockWords();
  const { loaded, reload } = useLoaded(() => call('reclaim/runs', {}));
  const [undoing, setUndoing] = useState<RunRow | null>(null);
  if (loaded.kind === 'loading') return <LoadingLines lines={5} label="Loading the runs" />;
  if (loaded.kind === 'failed')
    return <Failed message={loaded.message} forbidden={loaded.forbidden} onRetry={reload} />;
  return (
    <Stack space="space.150">
      {undoing && (
        <Undo
          run={undoing}
          onDone={async () => {
            setUndoing(null);
            await reload();
          }}
        />
      )}
      <DynamicTable
        label="Runs"
        head={{
          cells: [
            { key: 'when', content: 'Begun', width: 18 },
            { key: 'kind', content: 'Kind', width: 14 },
            { key: 'state', content: 'State', width: 12 },
            { key: 'found', content: 'Seats looked at, cases', width: 18 },
            { key: 'rest', content: 'Left out', width: 24 },
            { key: 'do', content: 'To do', width: 14 },
          ],
        }}
        rows={loaded.data.rows.map((run) => rowOf(run, words, setUndoing))}
        emptyView={<Text>There was no run yet.</Text>}
        rowsPerPage={25}
      />
    </Stack>
  );
};

function rowOf(run: RunRow, words: ClockWords, onUndo: (run: RunRow) => void) {
  const mark = MARKS[run.state];
  return {
    key: run.runId,
    cells: [
      {
        key: 'when',
        content: (
          <Stack>
            <Text>{words.day(run.createdAt)}</Text>
            {run.createdBy !== '' && <User accountId={run.createdBy} />}
          </Stack>
        ),
      },
      {
        key: 'kind',
        content: `${run.isChosen ? 'Chosen seats' : KINDS[run.kind]}${run.poolId === null ? '' : `, ${run.poolId}`}`,
      },
      { key: 'state', content: <Lozenge appearance={mark.appearance}>{mark.word}</Lozenge> },
      { key: 'found', content: `${run.examined}, ${run.opened}` },
      {
        key: 'rest',
        content: [
          ...(run.stopped === null ? [] : [run.stopped]),
          ...run.leftOut.map(({ poolId, reason }) => `${poolId}: ${reason}`),
        ].join('; '),
      },
      {
        key: 'do',
        content:
          run.state === 'undone' || run.opened === 0 ? (
            ''
          ) : (
            <Button
              spacing="compact"
              onClick={() => {
                onUndo(run);
              }}
            >
              Undo
            </Button>
          ),
      },
    ],
  };
}

const Undo = ({ run: shown, onDone }: { readonly run: RunRow; readonly onDone: () => Promise<void> }) => {
  const { busy, error, run } = useAction();
  const [left, setLeft] = useState(0);
  const undo = (): Promise<void> =>
    run(async () => {
      const result = await call('reclaim/undo-run', { runId: shown.runId });
      setLeft(result.left);
      if (result.left === 0) await onDone();
    });
  return (
    <SectionMessage appearance="warning" title={`Undo the run with ${shown.opened} cases?`}>
      <Stack space="space.100">
        <Text>Its open cases are canceled, and the seats that it took away go back to who had them.</Text>
        {left > 0 && (
          <Text>{`${left} could not be undone, because there was no time or their pool is full by now. Try again.`}</Text>
        )}
        <ActionError title="Not undone" message={error} />
        <Inline space="space.100" shouldWrap>
          <LoadingButton appearance="warning" isLoading={busy} onClick={() => void undo()}>
            Undo it
          </LoadingButton>
          <Button isDisabled={busy} onClick={() => void onDone()}>
            Leave it
          </Button>
        </Inline>
      </Stack>
    </SectionMessage>
  );
};
