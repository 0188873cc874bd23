import { DynamicTable, Heading, Inline, Stack, Text } from '@forge/react';
import { useState } from 'react';
import { SEATS_AN_EXPORT } from '../../../src/common/contract/export-limits';
import type { HeldTwiceList, HeldTwiceRow } from '../../../src/pools/contract/pools';
import { ExportParts } from '../../components/export-parts';
import { Failed } from '../../components/failed';
import { Holder } from '../../components/holder';
import { LinkButton } from '../../components/link-button';
import { LoadingLines } from '../../components/loading';
import { Pages } from '../../components/pages';
import { WideEnough } from '../../components/wide-enough';
import { useLoaded } from '../../lib/use-loaded';
import { costsWords } from '../../lib/words';
import { EXPORT_NOTE, Unknown } from '../shared/catalog-words';
import { poolMessages } from './messages';
import { call } from './use-pools';

const messages = poolMessages.overlaps;

interface Props {
  readonly onOpen: (poolId: string, filter: 'allocated') => void;
}

/** Who has several tiers of one application, and what that costs; nothing while nobody has. */
export const HeldTwice = ({ onOpen }: Props) => {
  const [page, setPage] = useState(0);
  const { loaded, reload } = useLoaded(() => call('pools/held-twice', { page }), String(page));
  if (loaded.kind === 'loading') return <LoadingLines lines={2} label={messages.loading} />;
  if (loaded.kind === 'failed')
    return loaded.forbidden ? <></> : <Failed message={loaded.message} forbidden={false} onRetry={reload} />;
  const list = loaded.data;
  if (list.total === 0) return <></>;
  return (
    <Stack space="space.100">
      <Inline space="space.150" alignBlock="center" spread="space-between" shouldWrap>
        <Heading as="h3" size="small">
          {messages.title(list.total)}
        </Heading>
        <ExportParts
          what={messages.exported}
          name={messages.label}
          total={list.total}
          perPart={SEATS_AN_EXPORT}
          counted={messages.people}
          note={EXPORT_NOTE}
          load={async (part) => (await call('pools/export-held-twice', { part })).text}
        />
      </Inline>
      <Text>{sentence(list)}</Text>
      <DynamicTable
        label={messages.label}
        head={{
          cells: [
            { key: 'who', content: messages.columns.who, width: 22 },
            { key: 'application', content: messages.columns.application, width: 18 },
            { key: 'kept', content: messages.columns.kept, width: 20 },
            { key: 'extra', content: messages.columns.extra, width: 20 },
            { key: 'cost', content: messages.columns.cost, width: 20 },
          ],
        }}
        rows={list.rows.map((row) => rowOf(row, onOpen))}
      />
      <Pages label={messages.pages} page={list.page} pages={list.pages} onPage={setPage} />
    </Stack>
  );
};

function sentence({ total, costs, unpriced, isCut }: HeldTwiceList): string {
  return [
    messages.summary(total),
    ...(costs.length === 0 ? [] : [messages.cost(costsWords(costs))]),
    ...(unpriced === 0 ? [] : [messages.unpriced(unpriced)]),
    ...(isCut ? [messages.cut] : []),
  ].join(' ');
}

function rowOf(
  { application, holderId, kept, extra, costs, unpriced }: HeldTwiceRow,
  onOpen: Props['onOpen'],
) {
  const tierOf = ({ poolId, tier, slot }: HeldTwiceRow['kept']) => (
    <Inline key={poolId} space="space.075" alignBlock="center" shouldWrap>
      <LinkButton
        text={tier}
        onClick={() => {
          onOpen(poolId, 'allocated');
        }}
      />
      <Text color="color.text.subtle">{messages.seat(slot)}</Text>
    </Inline>
  );
  return {
    key: `${kept.poolId} ${holderId}`,
    cells: [
      {
        key: 'who',
        content: (
          <WideEnough holds="name">
            <Holder holderId={holderId} />
          </WideEnough>
        ),
      },
      { key: 'application', content: application },
      { key: 'kept', content: <WideEnough holds="name">{tierOf(kept)}</WideEnough> },
      {
        key: 'extra',
        content: (
          <WideEnough holds="name">
            <Stack space="space.050">{extra.map(tierOf)}</Stack>
          </WideEnough>
        ),
      },
      {
        key: 'cost',
        content: (
          <WideEnough holds="date">
            {costs.length > 0 && <Text>{costsWords(costs)}</Text>}
            {costs.length === 0 && <Unknown />}
            {unpriced > 0 && (
              <Text size="small" color="color.text.subtle">
                {messages.withoutPrice(unpriced)}
              </Text>
            )}
          </WideEnough>
        ),
      },
    ],
  };
}
