import { Heading, Stack } from '@forge/react';
import { useState } from 'react';
import { Back } from '../../components/back';
import type { SeatFilter } from '../../../src/pools/contract/pools';
import { HeldTwice } from './held-twice';
import { poolMessages } from './messages';
import { PoolAlerts } from './pool-alerts';
import { PoolDetails } from './pool-details';
import { PoolsTable } from './pools-table';
import { UsageImport } from '../usage/usage-import';

type Shown =
  | { readonly kind: 'list' }
  /** `day`: today, in UTC. */
  | { readonly kind: 'import'; readonly day: string }
  | ({ readonly kind: 'pool' } & OpenedPool);

/** A pool, and which of its seats are shown first; null for all. */
export interface OpenedPool {
  readonly poolId: string;
  readonly filter: SeatFilter | null;
}

/**
 * The license pools: all of them, one of them, or taking from a list who uses what.
 * @param opened what is shown to begin with; null for all pools
 */
export const PoolsTab = ({ opened }: { readonly opened: OpenedPool | null }) => {
  const [shown, setShown] = useState<Shown>(opened === null ? { kind: 'list' } : { kind: 'pool', ...opened });
  const open = (poolId: string, filter: SeatFilter | null = null): void => {
    setShown({ kind: 'pool', poolId, filter });
  };
  if (shown.kind === 'list')
    return (
      <PoolsTable
        onOpen={open}
        onImport={(day) => {
          setShown({ kind: 'import', day });
        }}
      >
        <Stack space="space.300">
          <PoolAlerts onOpen={open} />
          <HeldTwice onOpen={open} />
        </Stack>
      </PoolsTable>
    );
  return (
    <Stack space="space.200">
      <Back
        label={poolMessages.tab.all}
        onBack={() => {
          setShown({ kind: 'list' });
        }}
      />
      {shown.kind === 'pool' ? (
        <PoolDetails poolId={shown.poolId} filter={shown.filter} />
      ) : (
        <Stack space="space.200">
          <Heading as="h3" size="small">
            {poolMessages.tab.import}
          </Heading>
          <UsageImport day={shown.day} />
        </Stack>
      )}
    </Stack>
  );
};
