import { Text } from '@forge/react';
import type { PoolHistory as History } from '../../../src/pools/contract/pools';
import { Failed } from '../../components/failed';
import type { ClockWords } from '../../lib/clock-words';
import { useLoaded } from '../../lib/use-loaded';
import { costsWords } from '../../lib/words';
import { poolMessages } from './messages';
import { call } from './use-pools';

const messages = poolMessages.history;

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
  if (takenAt === null || inactive === null || unknown === null) return messages.none;
  const unused = messages.unused(inactive);
  const use = messages.asOf(words.day(takenAt), [
    waste === null || waste.costs.length === 0
      ? unused
      : messages.unusedAt(unused, unpricedToo(costsWords(waste.costs), waste.unpriced)),
    ...(unknown === 0 ? [] : [messages.unknown(unknown)]),
  ]);
  return `${use} ${forecastSentence(runOut, words)}`;
}

const unpricedToo = (costs: string, unpriced: number): string =>
  unpriced === 0 ? costs : messages.costsAndUnpriced(costs, unpriced);

function forecastSentence(runOut: History['runOut'], words: ClockWords): string {
  const { forecast } = messages;
  switch (runOut.kind) {
    case 'not-enough-history':
      return forecast[runOut.kind](runOut.days, runOut.needed);
    case 'full':
    case 'not-in-sight':
      return forecast[runOut.kind];
    case 'range':
      return runOut.to === null
        ? forecast.open(words.date(runOut.from))
        : forecast.range(words.date(runOut.from), words.date(runOut.to));
  }
}
