import { Heading, Inline, Stack, Text } from '@forge/react';
import type { PoolView } from '../../src/flows/contract/issue-panel';
import { Holder } from '../components/holder';
import { OverAllocated, PoolBar, takenWords, usageParts } from '../components/pool-bar';
import type { ClockWords } from '../lib/clock-words';
import { seatPriceWords } from '../lib/words';
import * as messages from './pool-messages';

/** The license pool: how full it is, what a seat costs, and what this request has of it. */
export const Pool = ({ pool, words }: { readonly pool: PoolView; readonly words: ClockWords }) => (
  <Stack space="space.075">
    <Inline spread="space-between" shouldWrap space="space.100">
      <Heading as="h4" size="xxsmall">
        {messages.title(pool.name)}
      </Heading>
      <Text weight="medium">{takenWords(pool)}</Text>
    </Inline>
    <PoolBar pool={pool} name={pool.name} />
    <OverAllocated pool={pool} />
    <Text color="color.text.subtle">{details(pool, words).join(' · ')}</Text>
    {pool.idlest.length > 0 && <Idlest pool={pool} words={words} />}
  </Stack>
);

/** Who might release a seat, with what is known of their last use. */
const Idlest = ({ pool, words }: { readonly pool: PoolView; readonly words: ClockWords }) => (
  <Stack space="space.050">
    <Text weight="medium">{messages.idlest}</Text>
    {pool.idlest.map(({ holderId, since, source, observedAt }) => (
      <Inline key={holderId} space="space.075" alignBlock="center" shouldWrap>
        <Holder holderId={holderId} />
        <Text color="color.text.subtle">
          {messages.inactive(since === null ? null : words.day(since), source, words.day(observedAt))}
        </Text>
      </Inline>
    ))}
  </Stack>
);

function details(pool: PoolView, words: ClockWords): string[] {
  const parts = [...usageParts(pool), messages.free(pool.free)];
  if (pool.waiting > 0) parts.push(messages.waiting(pool.waiting));
  if (pool.keepsPosition) parts.push(messages.keepsPosition);
  if (pool.hasReleasedSeat) parts.push(messages.seatReleased);
  const price = seatPriceWords(pool.prices, words.locale);
  if (price !== null) parts.push(messages.price(price));
  if (pool.contractEnd !== null) parts.push(messages.contractEnd(words.date(pool.contractEnd)));
  if (pool.seat)
    parts.push(
      pool.seat.state === 'held' ? messages.seatHeld(pool.seat.slot) : messages.seatAssigned(pool.seat.slot),
    );
  return parts;
}
