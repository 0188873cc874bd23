import { Text } from '@forge/react';
import type { PoolRow } from '../../../src/pools/contract/pools';
import { KeepSeat } from './keep-seat';
import { Question } from '../../components/question';
import { ReasonQuestion } from '../shared/reason-question';
import { poolMessages } from './messages';
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

/** The last question before a seat that no request has is reserved, blocked, unblocked or released. */
export const SeatQuestion = ({ asked, pool, now, reload, onClose }: Props) => {
  const { poolId } = pool;
  const name = poolMessages.poolName(pool.application, pool.tier);
  switch (asked.kind) {
    case 'keep':
      return <KeepSeat poolId={poolId} name={name} now={now} onDone={reload} onClose={onClose} />;
    case 'block':
      return (
        <ReasonQuestion
          title={poolMessages.block.title(asked.slot, name)}
          label={poolMessages.block.send}
          text={poolMessages.block.text}
          help={poolMessages.block.help}
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
          title={poolMessages.unblock.title(asked.slot, name)}
          label={poolMessages.unblock.send}
          isComplete
          onSend={async () => {
            await call('pools/unblock', { poolId, slot: asked.slot });
            await reload();
          }}
          onClose={onClose}
        >
          <Text>{poolMessages.unblock.text}</Text>
        </Question>
      );
    case 'drop':
      return (
        <Question
          title={poolMessages.release.title(asked.slot, name)}
          label={poolMessages.release.send}
          isComplete
          onSend={async () => {
            await call('pools/drop-reservation', { poolId, workerId: asked.workerId });
            await reload();
          }}
          onClose={onClose}
        >
          <Text>{poolMessages.release.text(asked.workerId)}</Text>
        </Question>
      );
  }
};
