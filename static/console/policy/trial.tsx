import {
  DynamicTable,
  Inline,
  Link,
  List,
  ListItem,
  LoadingButton,
  SectionMessage,
  Stack,
  Text,
} from '@forge/react';
import { useState } from 'react';
import type { PolicyDraftView, PolicyTrial } from '../../../src/policy/contract/policy';
import type { Outcome, OutcomeKind } from '../../../src/policy/rules/what-if';
import { messageOf } from '../../lib/call';
import type { ClockWords } from '../../lib/clock-words';
import { stageListWords } from './rule-words';
import { call } from './use-policy';

const OUTCOMES: Readonly<Record<OutcomeKind, string>> = {
  deny: 'declined',
  'require-approval': 'asks for approval',
  'auto-approve': 'approved by rule',
  'too-long': 'asked for a shorter time',
};

const SAME_OUTCOME: Readonly<Record<OutcomeKind, string>> = {
  ...OUTCOMES,
  'require-approval': 'asks other people for approval',
  'too-long': 'asked for another time',
};

type State =
  | { readonly kind: 'unasked' | 'asking' }
  | { readonly kind: 'failed'; readonly message: string }
  | { readonly kind: 'tried'; readonly trial: PolicyTrial };

/** What the draft would have decided otherwise about the requests of the last days. */
export const Trial = ({ draft, words }: { readonly draft: PolicyDraftView; readonly words: ClockWords }) => {
  const [state, setState] = useState<State>({ kind: 'unasked' });
  const ask = async (): Promise<void> => {
    setState({ kind: 'asking' });
    setState(
      await call('policy/try', { version: draft.version }).then(
        (trial): State => ({ kind: 'tried', trial }),
        (failure: unknown): State => ({ kind: 'failed', message: messageOf(failure) }),
      ),
    );
  };
  return (
    <Stack space="space.150">
      <Inline>
        <LoadingButton isLoading={state.kind === 'asking'} onClick={() => void ask()}>
          Try it on the last 90 days
        </LoadingButton>
      </Inline>
      {state.kind === 'failed' && (
        <SectionMessage appearance="error" title="It could not be tried">
          <Text>{state.message}</Text>
        </SectionMessage>
      )}
      {state.kind === 'tried' && <Outcomes trial={state.trial} words={words} />}
    </Stack>
  );
};

const requests = (count: number): string => `${count} ${count === 1 ? 'request' : 'requests'}`;

const Outcomes = ({ trial, words }: { readonly trial: PolicyTrial; readonly words: ClockWords }) => {
  const changed = trial.counts.reduce((sum, { count }) => sum + count, 0);
  return (
    <Stack space="space.150">
      <Text>{headline(trial, changed)}</Text>
      {trial.counts.length > 0 && (
        <List type="unordered">
          {trial.counts.map(({ from, to, count }) => (
            <ListItem key={`${from} ${to}`}>
              {from === to
                ? `${requests(count)}: ${SAME_OUTCOME[from]}`
                : `${requests(count)}: ${OUTCOMES[from]} → ${OUTCOMES[to]}`}
            </ListItem>
          ))}
        </List>
      )}
      {trial.withoutFacts > 0 && (
        <Text color="color.text.subtle">
          {`About ${requests(trial.withoutFacts)} nothing can be said: what they were decided on was not kept.`}
        </Text>
      )}
      {trial.notReached > 0 && (
        <SectionMessage appearance="warning">
          <Text>{`There was no time for the ${requests(trial.notReached)} that are oldest.`}</Text>
        </SectionMessage>
      )}
      {trial.tickets.length < changed && (
        <Text color="color.text.subtle">{`The newest ${trial.tickets.length} of these ${changed}:`}</Text>
      )}
      {trial.tickets.length > 0 && (
        <DynamicTable
          label="Requests that would have been decided otherwise"
          head={{
            cells: [
              { key: 'ticket', content: 'Ticket', width: 12 },
              { key: 'decided', content: 'Decided', width: 20 },
              { key: 'from', content: 'In force', width: 34 },
              { key: 'to', content: 'Draft', width: 34 },
            ],
          }}
          rows={trial.tickets.map(({ issueKey, decidedAt, from, to }) => ({
            key: issueKey,
            cells: [
              { key: 'ticket', content: <Link href={`/browse/${issueKey}`}>{issueKey}</Link> },
              { key: 'decided', content: <Text>{words.day(decidedAt)}</Text> },
              { key: 'from', content: <OutcomeCell outcome={from} /> },
              { key: 'to', content: <OutcomeCell outcome={to} /> },
            ],
          }))}
          rowsPerPage={10}
        />
      )}
    </Stack>
  );
};

function headline({ replayed, days }: PolicyTrial, changed: number): string {
  if (replayed === 0) return `There is no request of the last ${days} days to try it on.`;
  return changed === 0
    ? `None of the ${requests(replayed)} of the last ${days} days would have been decided otherwise.`
    : `${changed} of the ${requests(replayed)} of the last ${days} days would have been decided otherwise.`;
}

const OutcomeCell = ({ outcome }: { readonly outcome: Outcome }) => (
  <Stack>
    <Text>
      {outcome.kind === 'require-approval'
        ? `${OUTCOMES[outcome.kind]}: ${stageListWords(outcome.stages)}`
        : OUTCOMES[outcome.kind]}
    </Text>
    <Text size="small" color="color.text.subtle">
      {outcome.rules.join(', ')}
    </Text>
  </Stack>
);
