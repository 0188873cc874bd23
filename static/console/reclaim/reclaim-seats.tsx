import {
  Button,
  DynamicTable,
  LoadingButton,
  Lozenge,
  Modal,
  ModalBody,
  ModalFooter,
  ModalHeader,
  ModalTitle,
  ModalTransition,
  SectionMessage,
  Stack,
  Text,
} from '@forge/react';
import { useState } from 'react';
import type { SeatList } from '../../../src/pools/contract/pools';
import type { RunRow, SelectionPlan, SelectionRow } from '../../../src/reclaim/contract/reclaim';
import { ActionError } from '../../components/action-error';
import { Failed } from '../../components/failed';
import { Holder } from '../../components/holder';
import { LoadingLines } from '../../components/loading';
import { WideEnough } from '../../components/wide-enough';
import { evidenceSentence } from '../../lib/case-words';
import type { ClockWords } from '../../lib/clock-words';
import { useAction } from '../../lib/use-action';
import { useClockWords } from '../../lib/use-clock-words';
import { useLoaded } from '../../lib/use-loaded';
import { seatsWords, Unknown } from '../shared/catalog-words';
import { askWords, Started } from './reclaim-plan';
import { call } from './use-reclaim';

interface Props {
  readonly list: SeatList;
  readonly slots: readonly number[];
  /** Called once it is begun. */
  readonly onStarted: () => Promise<unknown>;
  readonly onClose: () => void;
}

/** Shows what taking back chosen seats would do with each, and does that and nothing else when told to. */
export const ReclaimSeats = ({ list, slots, onStarted, onClose }: Props) => {
  const { pool, mayReclaim } = list;
  const { busy, error, run } = useAction();
  const [started, setStarted] = useState<RunRow | null>(null);
  // the same id is the same run, so an answer that was lost starts no second one
  const [runId] = useState(() => crypto.randomUUID());
  const { loaded, reload } = useLoaded(() =>
    call('reclaim/plan-seats', { poolId: pool.poolId, slots: [...slots] }),
  );
  const plan = loaded.kind === 'ready' ? loaded.data : null;
  const start = ({ planId }: SelectionPlan): Promise<void> =>
    run(async () => {
      const { poolId } = pool;
      setStarted(await call('reclaim/start-seats', { runId, poolId, slots: [...slots], planId }));
    });
  const close = (): void => {
    onClose();
    if (started) void onStarted();
  };
  return (
    <ModalTransition>
      <Modal width="x-large" onClose={close}>
        <ModalHeader>
          <ModalTitle>{`Take back ${seatsWords(slots.length)} of ${pool.application} ${pool.tier}`}</ModalTitle>
        </ModalHeader>
        <ModalBody>
          <Stack space="space.150">
            <ActionError title="Nothing was taken back" message={error} />
            {loaded.kind === 'loading' && <LoadingLines lines={6} label="Working out the plan" />}
            {loaded.kind === 'failed' && (
              <Failed message={loaded.message} forbidden={loaded.forbidden} onRetry={reload} />
            )}
            {started && <Begun run={started} />}
            {plan && !started && <PlanOfSeats plan={plan} />}
          </Stack>
        </ModalBody>
        <ModalFooter>
          {!mayReclaim && (
            <Text color="color.text.subtle">Only people who administer this project take seats back.</Text>
          )}
          {error !== null && !started && (
            <Button isDisabled={busy} onClick={() => void reload()}>
              Show the plan anew
            </Button>
          )}
          <Button appearance="subtle" isDisabled={busy} onClick={close}>
            {started ? 'Close' : 'Cancel'}
          </Button>
          {plan && !started && (
            <LoadingButton
              appearance="primary"
              isLoading={busy}
              isDisabled={!mayReclaim || plan.wouldOpen === 0}
              onClick={() => void start(plan)}
            >
              {doWords(plan)}
            </LoadingButton>
          )}
        </ModalFooter>
      </Modal>
    </ModalTransition>
  );
};

function doWords({ rows, wouldOpen }: SelectionPlan): string {
  if (wouldOpen === 0) return 'Nothing to take back';
  const asked = rows.filter(({ does }) => does === 'ask').length;
  const taken = wouldOpen - asked;
  if (taken === 0) return askWords(asked);
  const take = `take back ${seatsWords(taken)}`;
  return asked === 0 ? `Take back ${seatsWords(taken)}` : `${askWords(asked)}, ${take}`;
}

const Begun = ({ run }: { readonly run: RunRow }) => (
  <Stack space="space.100">
    <Started run={run} />
    <Text>
      The cases stand on the Reclaim tab. Under Runs there the whole is undone: open cases are canceled, seats
      that are gone by then are given back.
    </Text>
  </Stack>
);

/** What becomes of each seat, and why. */
const PlanOfSeats = ({ plan }: { readonly plan: SelectionPlan }) => {
  const words = useClockWords();
  const stays = plan.rows.length - plan.wouldOpen;
  return (
    <Stack space="space.150">
      <Text>
        {`${plan.wouldOpen} of ${seatsWords(plan.rows.length)} ${plan.wouldOpen === 1 ? 'gets' : 'get'} a reclaim case, ${stays} ${stays === 1 ? 'stays' : 'stay'}. One run takes ${plan.ceiling} of this pool at most, and ${plan.mostCases} in all. Use is looked up once more before a seat goes.`}
      </Text>
      {plan.problem !== null && (
        <SectionMessage appearance="warning" title="Nothing idle is taken back here">
          <Text>{`${plan.what}: ${plan.problem}.`}</Text>
        </SectionMessage>
      )}
      <DynamicTable
        label="What becomes of each seat"
        head={{
          cells: [
            { key: 'slot', content: 'Seat', width: 8 },
            { key: 'who', content: 'Who', width: 24 },
            { key: 'does', content: 'What happens', width: 26 },
            { key: 'why', content: 'Why', width: 42 },
          ],
        }}
        rows={plan.rows.map((row) => ({
          key: String(row.slot),
          cells: [
            { key: 'slot', content: String(row.slot) },
            {
              key: 'who',
              content: (
                <WideEnough holds="name">
                  {row.holderId === null ? <Unknown /> : <Holder holderId={row.holderId} />}
                </WideEnough>
              ),
            },
            {
              key: 'does',
              content: (
                <WideEnough holds="name">
                  <Outcome row={row} />
                </WideEnough>
              ),
            },
            {
              key: 'why',
              content: (
                <WideEnough holds="text">
                  <Text>{whyWords(row, words)}</Text>
                </WideEnough>
              ),
            },
          ],
        }))}
        rowsPerPage={15}
      />
    </Stack>
  );
};

const Outcome = ({ row }: { readonly row: SelectionRow }) => {
  if (row.does === 'nothing') return <Lozenge>stays</Lozenge>;
  return (
    <Stack space="space.050" alignInline="start">
      <Lozenge appearance="moved">{row.does === 'ask' ? 'holder is asked' : 'to be removed'}</Lozenge>
      {row.movesTo !== null && (
        <Text size="small" color="color.text.subtle">{`moves to ${row.movesTo}`}</Text>
      )}
    </Stack>
  );
};

function whyWords(row: SelectionRow, words: ClockWords): string {
  if (row.does !== 'nothing') return evidenceSentence(row.evidence, words);
  return `${row.reason.charAt(0).toUpperCase()}${row.reason.slice(1)}.`;
}
