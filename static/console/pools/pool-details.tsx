import { Heading, Inline, Lozenge, Stack, Text } from '@forge/react';
import { PersonName } from '../../components/person-name';
import { useState } from 'react';
import type { PoolRow, SeatFilter } from '../../../src/pools/contract/pools';
import { FactRow } from '../../components/fact-row';
import { Failed } from '../../components/failed';
import { LoadingLines } from '../../components/loading';
import { OverAllocated, PoolBar, takenWords, usageParts } from '../../components/pool-bar';
import type { ClockWords } from '../../lib/clock-words';
import { useClockWords } from '../../lib/use-clock-words';
import { useLoaded } from '../../lib/use-loaded';
import { EndDate, Prices } from '../shared/catalog-words';
import { PoolHistory } from './pool-history';
import { PoolWaitlist } from './pool-waitlist';
import { PoolSeats } from './pool-seats';
import { poolMessages } from './messages';
import { call } from './use-pools';

const messages = poolMessages.details;

interface Props {
  readonly poolId: string;
  /** Which of its seats are shown first; null for all. */
  readonly filter: SeatFilter | null;
}

/** One license pool: how full it is, who waits for it, and who has its seats. */
export const PoolDetails = ({ poolId, filter }: Props) => {
  const words = useClockWords();
  const [state, setState] = useState<SeatFilter | null>(filter);
  const [page, setPage] = useState(0);
  const seats = useLoaded(
    () => call('pools/seats', { poolId, state, page }),
    JSON.stringify([poolId, state, page]),
  );
  const queue = useLoaded(() => call('pools/waitlist', { poolId }), poolId);
  if (seats.loaded.kind === 'loading') return <LoadingLines lines={10} label={messages.loading} />;
  if (seats.loaded.kind === 'failed')
    return (
      <Failed message={seats.loaded.message} forbidden={seats.loaded.forbidden} onRetry={seats.reload} />
    );
  const list = seats.loaded.data;
  return (
    <Stack space="space.300">
      <Facts pool={list.pool} day={list.day} words={words} />
      <PoolWaitlist
        pool={list.pool}
        now={list.now}
        words={words}
        loaded={queue.loaded}
        reload={() => Promise.all([queue.reload(), seats.reload()])}
      />
      <PoolSeats
        list={list}
        words={words}
        state={state}
        onState={(wanted) => {
          setState(wanted);
          setPage(0);
        }}
        onPage={setPage}
        reload={() => Promise.all([seats.reload(), queue.reload()])}
      />
    </Stack>
  );
};

interface FactsProps {
  readonly pool: PoolRow;
  /** Today, in UTC. */
  readonly day: string;
  readonly words: ClockWords;
}

const Facts = ({ pool, day, words }: FactsProps) => {
  const name = poolMessages.poolName(pool.application, pool.tier);
  return (
    <Stack space="space.100">
      <Inline space="space.100" alignBlock="center" spread="space-between" shouldWrap>
        <Inline space="space.100" alignBlock="center" shouldWrap>
          <Heading as="h3" size="medium">
            {name}
          </Heading>
          {pool.premium && <Lozenge appearance="new">{poolMessages.premium}</Lozenge>}
        </Inline>
        <Text weight="medium">{takenWords(pool)}</Text>
      </Inline>
      <PoolBar pool={pool} name={name} />
      <OverAllocated pool={pool} />
      <Text color="color.text.subtle">
        {[...usageParts(pool), messages.free(pool.free), messages.waiting(pool.waiting)].join(' · ')}
      </Text>
      <PoolHistory poolId={pool.poolId} words={words} />
      <FactRow name={messages.price}>
        <Prices lines={pool.priceLines} />
      </FactRow>
      <FactRow name={messages.end}>
        <EndDate date={pool.contractEnd} day={day} words={words} />
      </FactRow>
      <FactRow name={messages.owner}>
        <Person accountId={pool.ownerId} />
      </FactRow>
      <FactRow name={messages.backupOwner}>
        <Person accountId={pool.backupOwnerId} />
      </FactRow>
    </Stack>
  );
};

const Person = ({ accountId }: { readonly accountId: string | null }) =>
  accountId === null ? <Text>{messages.nobody}</Text> : <PersonName accountId={accountId} />;
