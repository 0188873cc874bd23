import { Inline, Lozenge, ProgressBar, Text } from '@forge/react';
import type { PoolUsage } from '../../src/pools/rules/pool';
import * as messages from './pool-bar-messages';

type Usage = Omit<PoolUsage, 'poolId'>;

const takenOf = ({ allocated, held, blocked }: Usage): number => allocated + held + blocked;

/** `47 of 50 seats taken` */
export const takenWords = (pool: Usage): string =>
  pool.purchased === 0 ? messages.none : messages.taken(takenOf(pool), pool.purchased);

/** `44 in use`, `3 held`, `1 blocked`: what the seats that are taken are doing. */
export function usageParts({ allocated, held, blocked }: Usage): string[] {
  const parts = [messages.inUse(allocated), messages.held(held)];
  return blocked > 0 ? [...parts, messages.blocked(blocked)] : parts;
}

/** How full a pool is; a full one is no success, so it is not green. */
export const PoolBar = ({ pool, name }: { readonly pool: Usage; readonly name: string }) =>
  pool.purchased === 0 ? (
    <></>
  ) : (
    <ProgressBar
      value={Math.min(1, takenOf(pool) / pool.purchased)}
      ariaLabel={messages.bar(name, takenOf(pool), pool.purchased)}
    />
  );

/** What it means that more seats are in use than were bought; nothing where that is not so. */
export const OverAllocated = ({ pool: { over, purchased } }: { readonly pool: Usage }) =>
  over === 0 ? (
    <></>
  ) : (
    <Inline space="space.075" alignBlock="center" shouldWrap>
      <Lozenge appearance="removed">{messages.overAllocated}</Lozenge>
      <Text>{messages.over(over, purchased)}</Text>
    </Inline>
  );
