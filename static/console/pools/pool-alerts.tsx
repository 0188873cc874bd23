import { Heading, Inline, Lozenge, Stack, Text } from '@forge/react';
import type { SeatFilter } from '../../../src/pools/contract/pools';
import type { PoolAlert } from '../../../src/pools/rules/alerts';
import { Failed } from '../../components/failed';
import { LinkButton } from '../../components/link-button';
import { LoadingLines } from '../../components/loading';
import type { ClockWords } from '../../lib/clock-words';
import { useClockWords } from '../../lib/use-clock-words';
import { useLoaded } from '../../lib/use-loaded';
import { priceWords } from '../../lib/words';
import { call } from './use-pools';

interface Props {
  /** @param filter which of its seats the alert is about; null for all */
  readonly onOpen: (poolId: string, filter: SeatFilter | null) => void;
}

/** What has to be known of pools, as of the last night. */
export const PoolAlerts = ({ onOpen }: Props) => {
  const words = useClockWords();
  const { loaded, reload } = useLoaded(() => call('pools/alerts', {}));
  if (loaded.kind === 'loading') return <LoadingLines lines={2} label="Loading what has to be known" />;
  if (loaded.kind === 'failed')
    return loaded.forbidden ? <></> : <Failed message={loaded.message} forbidden={false} onRetry={reload} />;
  const { rows, total } = loaded.data;
  if (total === 0) return <></>;
  return (
    <Stack space="space.100">
      <Heading as="h3" size="small">
        {`What to look at (${total})`}
      </Heading>
      {rows.map(({ poolId, alert, raisedAt }) => (
        <Inline key={`${poolId} ${alert.kind}`} space="space.100" alignBlock="center" shouldWrap>
          <Lozenge appearance={alert.kind === 'over-allocated' ? 'removed' : 'moved'}>
            {MARKS[alert.kind]}
          </Lozenge>
          <LinkButton
            text={poolId}
            onClick={() => {
              onOpen(poolId, FILTERS[alert.kind] ?? null);
            }}
          />
          <Text>{alertSentence(alert, words)}</Text>
          <Text size="small" color="color.text.subtle">{`since ${words.day(raisedAt)}`}</Text>
        </Inline>
      ))}
      {rows.length < total && (
        <Text color="color.text.subtle">{`The latest ${rows.length} of ${total}.`}</Text>
      )}
    </Stack>
  );
};

const FILTERS: Readonly<Partial<Record<PoolAlert['kind'], SeatFilter>>> = {
  'inactive-paid': 'inactive',
  'sudden-growth': 'allocated',
};

const MARKS: Readonly<Record<PoolAlert['kind'], string>> = {
  utilization: 'fills up',
  'over-allocated': 'over-allocated',
  'contract-ends': 'contract ends',
  'notice-ends': 'give notice',
  'sudden-growth': 'grows suddenly',
  'inactive-paid': 'not used',
};

function alertSentence(alert: PoolAlert, words: ClockWords): string {
  switch (alert.kind) {
    case 'utilization':
      return `${alert.taken} of ${alert.purchased} seats are taken`;
    case 'over-allocated':
      return `${alert.over} more in use than purchased`;
    case 'contract-ends':
      return `seats end on ${words.date(alert.day)}`;
    case 'notice-ends':
      return `notice has to be given by ${words.date(alert.day)}`;
    case 'sudden-growth':
      return `${alert.seats} seats more in use since ${words.date(alert.since)}${alert.most === null ? '' : `; ${alert.most === 0 ? 'it did not grow' : `at most ${alert.most} more a week`} before`}`;
    case 'inactive-paid':
      return `${alert.seats} paid ${alert.seats === 1 ? 'seat is' : 'seats are'} not used${alert.cost === null ? '' : `: ${priceWords(alert.cost)}`}`;
  }
}
