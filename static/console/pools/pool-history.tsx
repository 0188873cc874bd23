import { Text } from '@forge/react';
import type { PoolHistory as History } from '../../../src/pools/contract/pools';
import { Failed } from '../../components/failed';
import type { ClockWords } from '../../lib/clock-words';
import { useLoaded } from '../../lib/use-loaded';
import { priceWords } from '../../lib/words';
import { call } from './use-pools';

interface Props {
  readonly poolId: string;
  readonly words: ClockWords;
}

/** What the daily snapshots of a pool say: what is not used, what that costs, and when it runs out. */
export const PoolHistory = ({ poolId, words }: Props) => {
  const { loaded, reload } = useLoaded(() => call('pools/history', { poolId }), poolId);
  switch (loaded.kind) {
    case 'loading':
      return <></>;
    case 'failed':
      return <Failed message={loaded.message} forbidden={loaded.forbidden} onRetry={reload} />;
    case 'ready':
      return <Text color="color.text.subtle">{historySentence(loaded.data, words)}</Text>;
  }
};

function historySentence({ runOut, waste, inactive, unknown, takenAt }: History, words: ClockWords): string {
  if (takenAt === null) return 'Its first daily snapshot is taken tonight.';
  const use = `As of ${words.day(takenAt)}, ${inactive ?? 0} not used${waste ? ` (${priceWords(waste)})` : ''}, of ${unknown ?? 0} nobody knows.`;
  switch (runOut.kind) {
    case 'not-enough-history':
      return `${use} When it runs out can be told after two weeks of snapshots; there are ${runOut.days} days.`;
    case 'full':
      return `${use} It is full.`;
    case 'not-in-sight':
      return `${use} It does not run out in sight.`;
    case 'range':
      return `${use} It runs out between ${words.date(runOut.from)} and ${runOut.to === null ? 'not at all, in its slower weeks' : words.date(runOut.to)}.`;
  }
}
