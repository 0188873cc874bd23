import { Inline, Lozenge, ProgressBar, Stack, Text } from '@forge/react';
import type { PoolUsage } from '../../src/domain/pool/pool';

/** How full a pool is, in a bar and in words. */
export const PoolMeter = ({ pool, name }: { readonly pool: PoolUsage; readonly name: string }) => {
  const taken = pool.allocated + pool.held + pool.blocked;
  const { purchased } = pool;
  return (
    <Stack space="space.050">
      <Inline space="space.075" alignBlock="center" shouldWrap>
        <Text>{`${taken} of ${purchased} taken`}</Text>
        {pool.over > 0 && <Lozenge appearance="removed">{`${pool.over} over`}</Lozenge>}
        {pool.over === 0 && pool.free === 0 && purchased > 0 && <Lozenge appearance="moved">full</Lozenge>}
      </Inline>
      <ProgressBar
        value={purchased === 0 ? 0 : Math.min(1, taken / purchased)}
        ariaLabel={`${taken} of ${purchased} seats of ${name} are taken`}
      />
    </Stack>
  );
};

/** What the seats of a pool are doing, apart from being in use. */
export function seatsInWords({ held, blocked, free, waiting }: PoolUsage): string {
  return [
    ...(held > 0 ? [`${held} held`] : []),
    ...(blocked > 0 ? [`${blocked} blocked`] : []),
    `${free} free`,
    ...(waiting > 0 ? [`${waiting} waiting`] : []),
  ].join(' · ');
}
