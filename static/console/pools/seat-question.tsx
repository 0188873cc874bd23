import { Text } from '@forge/react';
import type { PoolRow } from '../../../src/pools/contract/pools';
import { KeepSeat } from './keep-seat';
import { Question } from '../shared/question';
import { ReasonQuestion } from '../shared/reason-question';
import { call } from './use-pools';

/** What somebody wants to do with a seat of a pool. */
export type AskedSeat =
  | { readonly kind: 'keep' }
  | { readonly kind: 'block' | 'unblock'; readonly slot: number }
  | { readonly kind: 'drop'; readonly slot: number; readonly workerId: string };

interface Props {
  readonly asked: AskedSeat;
  readonly pool: PoolRow;
  readonly now: number;
  readonly reload: () => Promise<unknown>;
  readonly onClose: () => void;
}

/** The last question before a seat that no request has is kept, blocked or given back. */
export const SeatQuestion = ({ asked, pool, now, reload, onClose }: Props) => {
  const { poolId } = pool;
  const name = `${pool.application} ${pool.tier}`;
  switch (asked.kind) {
    case 'keep':
      return <KeepSeat poolId={poolId} name={name} now={now} onDone={reload} onClose={onClose} />;
    case 'block':
      return (
        <ReasonQuestion
          title={`Block seat ${asked.slot} of ${name}`}
          label="Block it"
          text="Nobody gets this seat until it is unblocked."
          help="It stands beside the seat as long as it is blocked."
          onSend={async (note) => {
            await call('pools/block', { poolId, slot: asked.slot, note });
            await reload();
          }}
          onClose={onClose}
        />
      );
    case 'unblock':
      return (
        <Question
          title={`Unblock seat ${asked.slot} of ${name}`}
          label="Unblock it"
          isComplete
          onSend={async () => {
            await call('pools/unblock', { poolId, slot: asked.slot });
            await reload();
          }}
          onClose={onClose}
        >
          <Text>It is free again, for the first in the line if anybody waits.</Text>
        </Question>
      );
    case 'drop':
      return (
        <Question
          title={`Let seat ${asked.slot} of ${name} go`}
          label="Let it go"
          isComplete
          onSend={async () => {
            await call('pools/drop-reservation', { poolId, workerId: asked.workerId });
            await reload();
          }}
          onClose={onClose}
        >
          <Text>
            {`It is no longer kept for worker ${asked.workerId}, and free again, for the first in the line if anybody waits.`}
          </Text>
        </Question>
      );
  }
};
