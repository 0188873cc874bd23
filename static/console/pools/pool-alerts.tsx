import { Heading, Inline, Lozenge, Stack, Text } from '@forge/react';
import type { SeatFilter } from '../../../src/pools/contract/pools';
import type { PoolAlert } from '../../../src/pools/rules/alerts';
import { Failed } from '../../components/failed';
import { LinkButton } from '../../components/link-button';
import { LoadingLines } from '../../components/loading';
import type { ClockWords } from '../../lib/clock-words';
import { useClockWords } from '../../lib/use-clock-words';
import { useLoaded } from '../../lib/use-loaded';
import { costsWords } from '../../lib/words';
import { poolMessages } from './messages';
import { call } from './use-pools';

const messages = poolMessages.alerts;

interface Props {
  /** @param filter which of its seats the alert is about; null for all */
  readonly onOpen: (poolId: string, filter: SeatFilter | null) => void;
}

/** What needs attention in the pools, as of the last night. */
export const PoolAlerts = ({ onOpen }: Props) => {
  const words = useClockWords();
  const { loaded, reload } = useLoaded(() => call('pools/alerts', {}));
  if (loaded.kind === 'loading') return <LoadingLines lines={2} label={messages.loading} />;
  if (loaded.kind === 'failed')
    return loaded.forbidden ? <></> : <Failed message={loaded.message} forbidden={false} onRetry={reload} />;
  const { rows, total } = loaded.data;
  if (total === 0) return <></>;
  return (
    <Stack space="space.100">
      <Heading as="h3" size="small">
        {messages.title(total)}
      </Heading>
      {rows.map(({ poolId, name, alert, raisedAt }) => (
        <Inline key={`${poolId} ${alert.kind}`} space="space.100" alignBlock="center" shouldWrap>
          <Lozenge appearance={alert.kind === 'over-allocated' ? 'removed' : 'moved'}>
            {messages.marks[alert.kind]}
          </Lozenge>
          <LinkButton
            text={name}
            onClick={() => {
              onOpen(poolId, FILTERS[alert.kind] ?? null);
            }}
          />
          <Text>{alertSentence(alert, words)}</Text>
          <Text size="small" color="color.text.subtle">
            {messages.raised(words.day(raisedAt))}
          </Text>
        </Inline>
      ))}
      {rows.length < total && <Text color="color.text.subtle">{messages.latest(rows.length, total)}</Text>}
    </Stack>
  );
};

const FILTERS: Readonly<Partial<Record<PoolAlert['kind'], SeatFilter>>> = {
  'inactive-paid': 'inactive',
  'sudden-growth': 'allocated',
};

function alertSentence(alert: PoolAlert, words: ClockWords): string {
  switch (alert.kind) {
    case 'utilization':
      return messages.utilization(alert.taken, alert.purchased);
    case 'over-allocated':
      return messages.over(alert.over);
    case 'contract-ends':
      return messages.contractEnds(words.date(alert.day));
    case 'notice-ends':
      return messages.noticeEnds(words.date(alert.day));
    case 'sudden-growth': {
      const growth = messages.growth(alert.seats, words.date(alert.since));
      return alert.most === null ? growth : messages.growthBefore(growth, alert.most);
    }
    case 'inactive-paid': {
      const { seats, atLeast, costs } = alert;
      const unused = seats === atLeast ? messages.unused(seats) : messages.unusedUpTo(seats);
      return messages.withCost(unused, costsWords(costs));
    }
  }
}
