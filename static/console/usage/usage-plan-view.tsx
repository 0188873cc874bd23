import { DynamicTable, Heading, Inline, Lozenge, SectionMessage, Stack, Text } from '@forge/react';
import type { UsagePlan, UsagePlanPool, UsagePlanSource } from '../../../src/imports/contract/usage';
import { Holder } from '../../components/holder';
import { Problems } from '../../components/plan-view';
import { WideEnough } from '../../components/wide-enough';
import type { ClockWords } from '../../lib/clock-words';
import { useClockWords } from '../../lib/use-clock-words';
import { usageMessages } from './messages';
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
          {usageMessages.plan.title}
        </Heading>
        {!plan.applicable && (
          <SectionMessage appearance="error" title={usageMessages.plan.notApplicable.title}>
            <Text>
              {plan.pools.length === 0
                ? usageMessages.plan.notApplicable.noRows
                : usageMessages.plan.notApplicable.future(words.date(day))}
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
  const { plan } = usageMessages;
  const parts = [plan.rows(rows)];
  if (problemCount > 0) parts.push(plan.unusable(problemCount));
  if (repeatedRows > 0) parts.push(plan.repeated(repeatedRows));
  const day = words.date(new Date(observedAt).toISOString().slice(0, 10));
  return plan.summary(source, day, parts);
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
          title={usageMessages.doubts.title(source.application, doubtTitle(source))}
        >
          <Text>{doubtText(source)}</Text>
        </SectionMessage>
      ))}
      {doubtful.length > MOST_DOUBTS && (
        <Text>{usageMessages.doubts.more(doubtful.length - MOST_DOUBTS)}</Text>
      )}
    </>
  );
};

const doubtTitle = ({ state, people, previousPeople, staleDays }: UsagePlanSource): string =>
  state === 'stale'
    ? usageMessages.doubts.stale(staleDays)
    : state === 'empty'
      ? usageMessages.doubts.empty
      : usageMessages.doubts.shrunk(people, previousPeople ?? 0);

const doubtText = ({ state }: UsagePlanSource): string => {
  const { effect, shrunkHelp, activityCounts } = usageMessages.doubts;
  return `${effect} ${state === 'shrunk' ? shrunkHelp : activityCounts}`;
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
    label={usageMessages.pools.label}
    head={{
      cells: [
        { key: 'pool', content: usageMessages.pools.columns.pool, width: 24 },
        { key: 'purchased', content: usageMessages.pools.columns.purchased, width: 11 },
        { key: 'before', content: usageMessages.pools.columns.before, width: 11 },
        { key: 'after', content: usageMessages.pools.columns.after, width: 11 },
        { key: 'added', content: usageMessages.pools.columns.added, width: 8 },
        { key: 'missing', content: usageMessages.pools.columns.missing, width: 13 },
        { key: 'inactive', content: usageMessages.pools.columns.inactive, width: 8 },
        { key: 'unknown', content: usageMessages.pools.columns.unknown, width: 14 },
      ],
    }}
    rows={pools.map((pool) => ({
      key: pool.poolId,
      cells: [
        {
          key: 'pool',
          content: (
            <WideEnough holds="name">
              <Inline space="space.075" alignBlock="center" shouldWrap>
                <Text weight="medium">{pool.what}</Text>
                {pool.over > 0 && (
                  <Lozenge appearance="removed">{usageMessages.pools.overAllocated(pool.over)}</Lozenge>
                )}
                {pool.merged > 0 && (
                  <Lozenge appearance="inprogress">{usageMessages.pools.merged(pool.merged)}</Lozenge>
                )}
              </Inline>
            </WideEnough>
          ),
        },
        ...numbers(pool).map(([key, count]) => ({
          key,
          content: <Text>{usageMessages.pools.number(count)}</Text>,
        })),
        {
          key: 'unknown',
          content:
            pool.unknown > 0 ? (
              <Lozenge appearance="moved">{usageMessages.pools.unknown(pool.unknown)}</Lozenge>
            ) : (
              <Text>{usageMessages.pools.number(0)}</Text>
            ),
        },
      ],
    }))}
    rowsPerPage={20}
  />
);

const Idle = ({ plan, words }: { readonly plan: UsagePlan; readonly words: ClockWords }) => {
  const { candidates, candidateCount, pools } = plan;
  const messages = usageMessages.idle;
  const nameOf = (poolId: string): string => pools.find((pool) => pool.poolId === poolId)?.what ?? poolId;
  return (
    <Stack space="space.100">
      <Heading as="h4" size="small">
        {messages.title}
      </Heading>
      <Text color="color.text.subtle">
        {`${candidateCount === 0 ? messages.none : messages.some(candidateCount)} ${messages.unknown}`}
      </Text>
      {candidates.length > 0 && (
        <DynamicTable
          label={messages.title}
          head={{
            cells: [
              { key: 'who', content: messages.columns.who, width: 45 },
              { key: 'pool', content: messages.columns.pool, width: 30 },
              { key: 'since', content: messages.columns.since, width: 25 },
            ],
          }}
          rows={candidates.map(({ poolId, holderId, since }) => ({
            key: `${poolId} ${holderId}`,
            cells: [
              { key: 'who', content: <Holder holderId={holderId} /> },
              { key: 'pool', content: <Text>{nameOf(poolId)}</Text> },
              {
                key: 'since',
                content: <Text>{since === null ? messages.never : words.day(since)}</Text>,
              },
            ],
          }))}
          rowsPerPage={10}
        />
      )}
      {candidateCount > candidates.length && (
        <Text color="color.text.subtle">
          {usageMessages.plan.firstShown(candidates.length, candidateCount)}
        </Text>
      )}
    </Stack>
  );
};

const NotUnderstood = ({ plan: { problems, problemCount } }: { readonly plan: UsagePlan }) => (
  <Stack space="space.100">
    <Heading as="h4" size="small">
      {usageMessages.problems.title}
    </Heading>
    <Problems
      rows={problems.map(({ line, message }) => [usageMessages.problems.line(line), message])}
      isTitled={false}
    />
    {problemCount > problems.length && (
      <Text color="color.text.subtle">{usageMessages.plan.firstShown(problems.length, problemCount)}</Text>
    )}
  </Stack>
);
