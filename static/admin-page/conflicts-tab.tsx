import { DynamicTable, Link, Lozenge, SectionMessage, Stack, Text, User } from '@forge/react';
import type { ConflictCalls, ConflictsView, ConflictView } from '../../src/conflicts/contract/conflicts';
import { Failed } from '../components/failed';
import { LoadingLines } from '../components/loading';
import { callOf } from '../lib/call';
import type { ClockWords } from '../lib/clock-words';
import { useClockWords } from '../lib/use-clock-words';
import { useLoaded } from '../lib/use-loaded';

const call = callOf<ConflictCalls>();

/** Who has what the policy does not let one person have together. */
export const ConflictsTab = () => {
  const words = useClockWords();
  const { loaded, reload } = useLoaded(() => call('conflicts/show', {}));
  switch (loaded.kind) {
    case 'loading':
      return <LoadingLines lines={6} label="Loading conflicting duties" />;
    case 'failed':
      return <Failed message={loaded.message} forbidden={loaded.forbidden} onRetry={reload} />;
    case 'ready':
      return <Conflicts view={loaded.data} words={words} />;
  }
};

const Conflicts = ({ view, words }: { readonly view: ConflictsView; readonly words: ClockWords }) => {
  const listed = view.conflicts.filter(({ resolvedAt }) => resolvedAt === null).length;
  return (
    <Stack space="space.150">
      {view.lasting > 0 && (
        <SectionMessage appearance="warning" title={summary(view.lasting)}>
          <Text>
            The ticket through which the newer seat came says so too. Take one of the seats back, or change
            the rule; it is marked resolved the next night.
          </Text>
        </SectionMessage>
      )}
      <DynamicTable
        caption="Conflicting duties"
        head={{
          cells: [
            { key: 'who', content: 'Who', width: 25 },
            { key: 'what', content: 'Has together', width: 50 },
            { key: 'since', content: 'Found', width: 25 },
          ],
        }}
        rows={view.conflicts.map((conflict) => row(conflict, words))}
        rowsPerPage={20}
        emptyView={<Text>{emptyWords(view)}</Text>}
      />
      <Text color="color.text.subtle">
        {view.lookedAt === null
          ? 'All seats in use are looked through every night, for the first time tonight.'
          : `All seats in use are looked through every night, last ${words.moment(view.lookedAt, view.now)}.`}
        {view.lasting > listed ? ` The newest ${listed} of ${view.lasting} are listed.` : ''}
      </Text>
    </Stack>
  );
};

const summary = (lasting: number): string =>
  lasting === 1 ? 'One person’s seats conflict with a rule' : `${lasting} conflicts between seats and rules`;

const emptyWords = ({ lookedAt }: ConflictsView): string =>
  lookedAt === null ? 'Nobody has looked yet.' : 'Nobody has what the policy does not let one person have.';

function row(conflict: ConflictView, words: ClockWords) {
  const { holderId, entitlement, others, ruleId, reason, issueKey, since, resolvedAt } = conflict;
  return {
    key: `${holderId} ${entitlement} ${ruleId}`,
    cells: [
      { key: 'who', content: <User accountId={holderId} /> },
      {
        key: 'what',
        content: (
          <Stack space="space.025">
            <Text weight="medium">{[entitlement, ...others].join(' and ')}</Text>
            <Text>{reason}</Text>
            <Text size="small" color="color.text.subtle">
              {`Rule ${ruleId}`}
            </Text>
          </Stack>
        ),
      },
      {
        key: 'since',
        content: (
          <Stack space="space.050" alignInline="start">
            {issueKey === null ? (
              <Text>through no ticket</Text>
            ) : (
              <Link href={`/browse/${issueKey}`}>{issueKey}</Link>
            )}
            <Text>{words.day(since)}</Text>
            {resolvedAt !== null && <Lozenge appearance="success">resolved</Lozenge>}
            {resolvedAt !== null && <Text>{words.day(resolvedAt)}</Text>}
          </Stack>
        ),
      },
    ],
  };
}
