import {
  Button,
  DynamicTable,
  Inline,
  LoadingButton,
  Lozenge,
  SectionMessage,
  Stack,
  Text,
} from '@forge/react';
import { PersonName } from '../../components/person-name';
import { useState } from 'react';
import type { ListedRun } from '../../../src/reclaim/contract/reclaim';
import { ActionError } from '../../components/action-error';
import { Failed } from '../../components/failed';
import { LoadingLines } from '../../components/loading';
import type { ClockWords } from '../../lib/clock-words';
import { useAction } from '../../lib/use-action';
import { useClockWords } from '../../lib/use-clock-words';
import { useLoaded } from '../../lib/use-loaded';
import { reclaimMessages } from './messages';
import { call } from './use-reclaim';

const { runs, undo: undoWords } = reclaimMessages;

const TONES = { running: 'inprogress', done: 'success', stopped: 'moved', undone: 'default' } as const;

/** The searches for idle seats, and undoing one as a whole. */
export const ReclaimRuns = () => {
  const words = useClockWords();
  const { loaded, reload } = useLoaded(() => call('reclaim/runs', {}));
  const [undoing, setUndoing] = useState<ListedRun | null>(null);
  if (loaded.kind === 'loading') return <LoadingLines lines={5} label={runs.loading} />;
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
        label={runs.label}
        head={{
          cells: [
            { key: 'when', content: runs.columns.when, width: 18 },
            { key: 'kind', content: runs.columns.kind, width: 14 },
            { key: 'state', content: runs.columns.state, width: 12 },
            { key: 'found', content: runs.columns.found, width: 18 },
            { key: 'rest', content: runs.columns.rest, width: 24 },
            { key: 'do', content: runs.columns.do, width: 14 },
          ],
        }}
        rows={loaded.data.rows.map((run) => rowOf(run, words, setUndoing))}
        emptyView={<Text>{runs.none}</Text>}
        rowsPerPage={25}
      />
    </Stack>
  );
};

function rowOf(run: ListedRun, words: ClockWords, onUndo: (run: ListedRun) => void) {
  const kind = run.isChosen ? runs.chosenSeats : runs.kinds[run.kind];
  return {
    key: run.runId,
    cells: [
      {
        key: 'when',
        content: (
          <Stack>
            <Text>{words.day(run.createdAt)}</Text>
            {run.createdBy !== '' && <PersonName accountId={run.createdBy} />}
          </Stack>
        ),
      },
      {
        key: 'kind',
        content: run.what === null ? kind : runs.inPool(kind, run.what),
      },
      { key: 'state', content: <Lozenge appearance={TONES[run.state]}>{runs.states[run.state]}</Lozenge> },
      { key: 'found', content: runs.result(run.examined, run.opened) },
      {
        key: 'rest',
        content: [
          ...(run.stopped === null ? [] : [run.stopped]),
          ...run.leftOut.map(({ what, reason }) => runs.skipped(what, reason)),
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
              {runs.undo}
            </Button>
          ),
      },
    ],
  };
}

const Undo = ({ run: shown, onDone }: { readonly run: ListedRun; readonly onDone: () => Promise<void> }) => {
  const { busy, error, run } = useAction();
  const [left, setLeft] = useState(0);
  const undo = (): Promise<void> =>
    run(async () => {
      const result = await call('reclaim/undo-run', { runId: shown.runId });
      setLeft(result.left);
      if (result.left === 0) await onDone();
    });
  return (
    <SectionMessage appearance="warning" title={undoWords.title(shown.opened)}>
      <Stack space="space.100">
        <Text>{undoWords.text}</Text>
        {left > 0 && <Text>{undoWords.left(left)}</Text>}
        <ActionError title={undoWords.failed} message={error} />
        <Inline space="space.100" shouldWrap>
          <LoadingButton appearance="warning" isLoading={busy} onClick={() => void undo()}>
            {undoWords.confirm}
          </LoadingButton>
          <Button isDisabled={busy} onClick={() => void onDone()}>
            {undoWords.cancel}
          </Button>
        </Inline>
      </Stack>
    </SectionMessage>
  );
};
