import { DynamicTable, Link, Lozenge, SectionMessage, Stack, Text } from '@forge/react';
import { PersonName } from '../components/person-name';
import type { ConflictCalls, ConflictsView, ConflictView } from '../../src/conflicts/contract/conflicts';
import { Failed } from '../components/failed';
import { LoadingLines } from '../components/loading';
import { callOf } from '../lib/call';
import type { ClockWords } from '../lib/clock-words';
import { useClockWords } from '../lib/use-clock-words';
import { useLoaded } from '../lib/use-loaded';
import { adminPageMessages } from './messages';

const messages = adminPageMessages.conflicts;

const call = callOf<ConflictCalls>();

/** Who has what the policy does not let one person have together. */
export const ConflictsTab = () => {
  const words = useClockWords();
  const { loaded, reload } = useLoaded(() => call('conflicts/show', {}));
  switch (loaded.kind) {
    case 'loading':
      return <LoadingLines lines={6} label={messages.loading} />;
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
        <SectionMessage appearance="warning" title={messages.summary(view.lasting)}>
          <Text>{messages.help}</Text>
        </SectionMessage>
      )}
      <DynamicTable
        caption={messages.title}
        head={{
          cells: [
            { key: 'who', content: messages.who, width: 25 },
            { key: 'what', content: messages.seats, width: 50 },
            { key: 'since', content: messages.found, width: 25 },
          ],
        }}
        rows={view.conflicts.map((conflict) => row(conflict, words))}
        rowsPerPage={20}
        emptyView={<Text>{emptyWords(view)}</Text>}
      />
      <Text color="color.text.subtle">
        {view.lookedAt === null
          ? messages.neverChecked
          : messages.checked(words.moment(view.lookedAt, view.now))}
        {view.lasting > listed ? messages.newest(listed, view.lasting) : ''}
      </Text>
    </Stack>
  );
};

const emptyWords = ({ lookedAt }: ConflictsView): string =>
  lookedAt === null ? messages.notYet : messages.none;

function row(conflict: ConflictView, words: ClockWords) {
  const { holderId, entitlement, others, ruleId, reason, issueKey, since, resolvedAt } = conflict;
  return {
    key: `${holderId} ${entitlement} ${ruleId}`,
    cells: [
      { key: 'who', content: <PersonName accountId={holderId} /> },
      {
        key: 'what',
        content: (
          <Stack space="space.025">
            <Text weight="medium">{[entitlement, ...others].join(messages.and)}</Text>
            <Text>{reason}</Text>
            <Text size="small" color="color.text.subtle">
              {messages.rule(ruleId)}
            </Text>
          </Stack>
        ),
      },
      {
        key: 'since',
        content: (
          <Stack space="space.050" alignInline="start">
            {issueKey === null ? (
              <Text>{messages.noTicket}</Text>
            ) : (
              <Link href={`/browse/${issueKey}`}>{issueKey}</Link>
            )}
            <Text>{words.day(since)}</Text>
            {resolvedAt !== null && <Lozenge appearance="success">{messages.resolved}</Lozenge>}
            {resolvedAt !== null && <Text>{words.day(resolvedAt)}</Text>}
          </Stack>
        ),
      },
    ],
  };
}
