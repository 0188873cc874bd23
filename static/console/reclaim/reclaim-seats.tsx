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
import { Unknown } from '../shared/catalog-words';
import { reclaimMessages } from './messages';
import { Started } from './reclaim-plan';
import { call } from './use-reclaim';

const { chosen } = reclaimMessages;

interface Props {
  readonly list: SeatList;
  readonly slots: readonly number[];
  /** Called once it is begun. */
  readonly onStarted: () => Promise<unknown>;
  readonly onClose: () => void;
}

/** Shows what taking back chosen seats would do with each, and does that and nothing else when somebody confirms. */
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
          <ModalTitle>{chosen.title(slots.length, `${pool.application} ${pool.tier}`)}</ModalTitle>
        </ModalHeader>
        <ModalBody>
          <Stack space="space.150">
            <ActionError title={chosen.failed} message={error} />
            {loaded.kind === 'loading' && <LoadingLines lines={6} label={chosen.loading} />}
            {loaded.kind === 'failed' && (
              <Failed message={loaded.message} forbidden={loaded.forbidden} onRetry={reload} />
            )}
            {started && <Begun run={started} />}
            {plan && !started && <PlanOfSeats plan={plan} />}
          </Stack>
        </ModalBody>
        <ModalFooter>
          {!mayReclaim && <Text color="color.text.subtle">{chosen.forbidden}</Text>}
          {error !== null && !started && (
            <Button isDisabled={busy} onClick={() => void reload()}>
              {chosen.refresh}
            </Button>
          )}
          <Button appearance="subtle" isDisabled={busy} onClick={close}>
            {started ? chosen.close : chosen.cancel}
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
  if (wouldOpen === 0) return chosen.nothing;
  const asked = rows.filter(({ does }) => does === 'ask').length;
  const taken = wouldOpen - asked;
  if (taken === 0) return reclaimMessages.plan.askHolders(asked);
  return asked === 0 ? chosen.takeBack(taken) : chosen.askAndTakeBack(asked, taken);
}

const Begun = ({ run }: { readonly run: RunRow }) => (
  <Stack space="space.100">
    <Started run={run} />
    <Text>{chosen.begun}</Text>
  </Stack>
);

/** What becomes of each seat, and why. */
const PlanOfSeats = ({ plan }: { readonly plan: SelectionPlan }) => {
  const words = useClockWords();
  return (
    <Stack space="space.150">
      <Text>
        {`${chosen.outcome(plan.wouldOpen, plan.rows.length)} ${chosen.limits(plan.ceiling, plan.mostCases)}`}
      </Text>
      {plan.problem !== null && (
        <SectionMessage appearance="warning" title={chosen.blockedTitle}>
          <Text>{chosen.problem(plan.what, plan.problem)}</Text>
        </SectionMessage>
      )}
      <DynamicTable
        label={chosen.label}
        head={{
          cells: [
            { key: 'slot', content: chosen.columns.slot, width: 8 },
            { key: 'who', content: chosen.columns.who, width: 24 },
            { key: 'does', content: chosen.columns.does, width: 26 },
            { key: 'why', content: chosen.columns.why, width: 42 },
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
  if (row.does === 'nothing') return <Lozenge>{chosen.stays}</Lozenge>;
  return (
    <Stack space="space.050" alignInline="start">
      <Lozenge appearance="moved">{row.does === 'ask' ? chosen.asked : chosen.removed}</Lozenge>
      {row.movesTo !== null && (
        <Text size="small" color="color.text.subtle">
          {chosen.movesTo(row.movesTo)}
        </Text>
      )}
    </Stack>
  );
};

function whyWords(row: SelectionRow, words: ClockWords): string {
  if (row.does !== 'nothing') return evidenceSentence(row.evidence, words);
  return `${row.reason.charAt(0).toUpperCase()}${row.reason.slice(1)}.`;
}
