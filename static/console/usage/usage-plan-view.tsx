import { DynamicTable, Heading, Inline, Lozenge, SectionMessage, Stack, Text } from '@forge/react';
import type { UsagePlan, UsagePlanPool, UsagePlanSource } from '../../../src/imports/contract/usage';
import { Holder } from '../../components/holder';
import { Problems } from '../../components/plan-view';
import { WideEnough } from '../../components/wide-enough';
import type { ClockWords } from '../../lib/clock-words';
import { useClockWords } from '../../lib/use-clock-words';
import { OwnerMessages } from './owner-messages';

interface Props {
  readonly plan: UsagePlan;
  /** Today, in UTC. */
  readonly day: string;
}

/** What a list of who uses what would change, and what follows from it; nothing has been changed yet. */
export const UsagePlanView = ({ plan, day }: Props) => {
  const words = useClockWords();
  return (
    <Stack space="space.300">
      <Stack space="space.150">
        <Heading as="h4" size="small">
          Dry run
        </Heading>
        {!plan.applicable && (
          <SectionMessage appearance="error" title="This cannot be applied as it is">
            <Text>
              {plan.pools.length === 0
                ? 'None of its rows can be used. Nothing was changed.'
                : `It would be of a day after ${words.date(day)}. Nothing was changed.`}
            </Text>
          </SectionMessage>
        )}
        <Doubts sources={plan.sources} />
        <Text>{summary(plan, words)}</Text>
        {plan.pools.length > 0 && <Pools pools={plan.pools} />}
      </Stack>
      {plan.pools.length > 0 && <Idle plan={plan} words={words} />}
      {plan.problemCount > 0 && <NotUnderstood plan={plan} />}
      <OwnerMessages plan={plan} />
    </Stack>
  );
};

function summary(
  { source, observedAt, rows, problemCount, repeatedRows }: UsagePlan,
  words: ClockWords,
): string {
  const parts = [`${rows} ${rows === 1 ? 'row' : 'rows'}`];
  if (problemCount > 0) parts.push(`${problemCount} of them cannot be used`);
  if (repeatedRows > 0) parts.push(`${repeatedRows} repeat a person and license, the latest activity counts`);
  const day = words.date(new Date(observedAt).toISOString().slice(0, 10));
  return `By ${source} as of ${day}: ${parts.join('; ')}. Nobody loses a seat.`;
}

const MOST_DOUBTS = 5;

/** Lists that are not believed to say who is idle, each with what to do. */
const Doubts = ({ sources }: { readonly sources: readonly UsagePlanSource[] }) => {
  const doubtful = sources.filter(({ state }) => state !== 'good');
  return (
    <>
      {doubtful.slice(0, MOST_DOUBTS).map((source) => (
        <SectionMessage
          key={source.applicationKey}
          appearance="warning"
          title={`${source.application}: ${doubtTitle(source)}`}
        >
          <Text>{doubtText(source)}</Text>
        </SectionMessage>
      ))}
      {doubtful.length > MOST_DOUBTS && (
        <Text>{`The same is so for ${doubtful.length - MOST_DOUBTS} more applications of the list.`}</Text>
      )}
    </>
  );
};

const peopleWords = (count: number): string => `${count} ${count === 1 ? 'person' : 'people'}`;

const doubtTitle = ({ state, people, previousPeople }: UsagePlanSource): string =>
  state === 'stale'
    ? 'the list is older than 7 days'
    : state === 'empty'
      ? 'the list names nobody'
      : `only ${peopleWords(people)}, ${previousPeople ?? 0} before`;

const doubtText = ({ state }: UsagePlanSource): string => {
  const effect = 'It makes nobody idle, and nothing is taken away.';
  return state === 'shrunk'
    ? `${effect} If there really are fewer people, discard this, tick “Believe that there are fewer people”, and run it again.`
    : `${effect} Signs of activity in it count all the same.`;
};

const numbers = (pool: UsagePlanPool): readonly (readonly [string, number])[] => [
  ['purchased', pool.purchased],
  ['before', pool.before],
  ['after', pool.after],
  ['added', pool.added],
  ['missing', pool.missing],
  ['inactive', pool.inactive],
];

const Pools = ({ pools }: { readonly pools: readonly UsagePlanPool[] }) => (
  <DynamicTable
    label="What it changes"
    head={{
      cells: [
        { key: 'pool', content: 'Pool', width: 24 },
        { key: 'purchased', content: 'Purchased', width: 11 },
        { key: 'before', content: 'Holders now', width: 11 },
        { key: 'after', content: 'Afterwards', width: 11 },
        { key: 'added', content: 'New', width: 8 },
        { key: 'missing', content: 'Not in the list', width: 13 },
        { key: 'inactive', content: 'Idle', width: 8 },
        { key: 'unknown', content: 'Unknown', width: 14 },
      ],
    }}
    rows={pools.map((pool) => ({
      key: pool.poolId,
      cells: [
        {
          key: 'pool',
          content: (
            <WideEnough holds="name">
              {' '}
              <Inline space="space.075" alignBlock="center" shouldWrap>
                <Text weight="medium">{pool.what}</Text>
                {pool.over > 0 && <Lozenge appearance="removed">{`${pool.over} over-allocated`}</Lozenge>}
              </Inline>
            </WideEnough>
          ),
        },
        ...numbers(pool).map(([key, count]) => ({ key, content: <Text>{String(count)}</Text> })),
        {
          key: 'unknown',
          content:
            pool.unknown > 0 ? (
              <Lozenge appearance="moved">{`${pool.unknown} unknown`}</Lozenge>
            ) : (
              <Text>0</Text>
            ),
        },
      ],
    }))}
    rowsPerPage={20}
  />
);

const Idle = ({ plan, words }: { readonly plan: UsagePlan; readonly words: ClockWords }) => {
  const { candidates, candidateCount, pools } = plan;
  const nameOf = (poolId: string): string => pools.find((pool) => pool.poolId === poolId)?.what ?? poolId;
  return (
    <Stack space="space.100">
      <Heading as="h4" size="small">
        Idle people
      </Heading>
      <Text color="color.text.subtle">
        {candidateCount === 0
          ? 'Nobody. Who is unknown is never idle.'
          : `${candidateCount} of them. They keep their seats; each is asked before anything happens. Who is unknown is never idle.`}
      </Text>
      {candidates.length > 0 && (
        <DynamicTable
          label="Idle people"
          head={{
            cells: [
              { key: 'who', content: 'Who', width: 45 },
              { key: 'pool', content: 'Pool', width: 30 },
              { key: 'since', content: 'Idle since', width: 25 },
            ],
          }}
          rows={candidates.map(({ poolId, holderId, since }) => ({
            key: `${poolId} ${holderId}`,
            cells: [
              { key: 'who', content: <Holder holderId={holderId} /> },
              { key: 'pool', content: <Text>{nameOf(poolId)}</Text> },
              {
                key: 'since',
                content: <Text>{since === null ? 'never seen active' : words.day(since)}</Text>,
              },
            ],
          }))}
          rowsPerPage={10}
        />
      )}
      {candidateCount > candidates.length && (
        <Text color="color.text.subtle">{`These are the first ${candidates.length}.`}</Text>
      )}
    </Stack>
  );
};

const NotUnderstood = ({ plan: { problems, problemCount } }: { readonly plan: UsagePlan }) => (
  <Stack space="space.100">
    <Heading as="h4" size="small">
      Rows that cannot be used
    </Heading>
    <Problems rows={problems.map(({ line, message }) => [`Line ${line}`, message])} isTitled={false} />
    {problemCount > problems.length && (
      <Text color="color.text.subtle">{`These are the first ${problems.length} of ${problemCount}.`}</Text>
    )}
  </Stack>
);
