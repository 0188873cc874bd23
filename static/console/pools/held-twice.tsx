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
import { call } from './use-pools';

interface Props {
  readonly onOpen: (poolId: string, filter: 'allocated') => void;
}

const peopleWords = (people: number): string => (people === 1 ? '1 person' : `${people} people`);

/** Who has several tiers of one application, and what that costs; nothing while nobody has. */
export const HeldTwice = ({ onOpen }: Props) => {
  const [page, setPage] = useState(0);
  const { loaded, reload } = useLoaded(() => call('pools/held-twice', { page }), String(page));
  if (loaded.kind === 'loading') return <LoadingLines lines={2} label="Loading who has several tiers" />;
  if (loaded.kind === 'failed')
    return loaded.forbidden ? <></> : <Failed message={loaded.message} forbidden={false} onRetry={reload} />;
  const list = loaded.data;
  if (list.total === 0) return <></>;
  return (
    <Stack space="space.100">
      <Inline space="space.150" alignBlock="center" spread="space-between" shouldWrap>
        <Heading as="h3" size="small">
          {`Paid twice (${list.total})`}
        </Heading>
        <ExportParts
          what="People"
          name="Paid twice"
          total={list.total}
          perPart={SEATS_AN_EXPORT}
          counted={peopleWords}
          note={EXPORT_NOTE}
          load={async (part) => (await call('pools/export-held-twice', { part })).text}
        />
      </Inline>
      <Text>{sentence(list)}</Text>
      <DynamicTable
        label="Paid twice"
        head={{
          cells: [
            { key: 'who', content: 'Holder', width: 22 },
            { key: 'application', content: 'Application', width: 18 },
            { key: 'kept', content: 'Has', width: 20 },
            { key: 'extra', content: 'And also', width: 20 },
            { key: 'cost', content: 'Which costs', width: 20 },
          ],
        }}
        rows={list.rows.map((row) => rowOf(row, onOpen))}
      />
      <Pages
        label="Pages of people who have several tiers"
        page={list.page}
        pages={list.pages}
        onPage={setPage}
      />
    </Stack>
  );
};

function sentence({ total, costs, unpriced, isCut }: HeldTwiceList): string {
  const cost = costs.length === 0 ? '' : `, which costs ${costsWords(costs)} more than one would`;
  const unknown = unpriced === 0 ? '' : ` Of ${unpriced} nobody knows the price.`;
  const rest = isCut ? ' There are more than are counted here.' : '';
  return `${peopleWords(total)} ${total === 1 ? 'has' : 'have'} more than one tier of an application${cost}.${unknown}${rest}`;
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
      <Text color="color.text.subtle">{`seat ${slot}`}</Text>
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
              <Text size="small" color="color.text.subtle">{`${unpriced} without price`}</Text>
            )}
          </WideEnough>
        ),
      },
    ],
  };
}
