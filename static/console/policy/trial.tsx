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
import type { Outcome } from '../../../src/policy/rules/what-if';
import { messageOf } from '../../lib/call';
import type { ClockWords } from '../../lib/clock-words';
import { policyMessages } from './messages';
import { sentence, stageListWords } from './rule-words';
import { call } from './use-policy';

const { trial: messages } = policyMessages;

type State =
  | { readonly kind: 'unasked' | 'asking' }
  | { readonly kind: 'failed'; readonly message: string }
  | { readonly kind: 'tried'; readonly trial: PolicyTrial };

/** What the draft would have decided differently about the requests of the last days. */
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
          {messages.action}
        </LoadingButton>
      </Inline>
      {state.kind === 'failed' && (
        <SectionMessage appearance="error" title={messages.failed}>
          <Text>{state.message}</Text>
        </SectionMessage>
      )}
      {state.kind === 'tried' && <Outcomes trial={state.trial} words={words} />}
    </Stack>
  );
};

const Outcomes = ({ trial, words }: { readonly trial: PolicyTrial; readonly words: ClockWords }) => {
  const changed = trial.counts.reduce((sum, { count }) => sum + count, 0);
  return (
    <Stack space="space.150">
      <Text>{headline(trial, changed)}</Text>
      {trial.counts.length > 0 && (
        <List type="unordered">
          {trial.counts.map(({ from, to, approval, count }) => (
            <ListItem key={`${from} ${to} ${approval ?? ''}`}>
              {from === to
                ? messages.same(
                    count,
                    approval === 'terms' ? messages.sameApprovers : messages.sameOutcomes[from],
                  )
                : messages.different(count, messages.outcomes[from], messages.outcomes[to])}
            </ListItem>
          ))}
        </List>
      )}
      {trial.withoutFacts > 0 && (
        <Text color="color.text.subtle">{messages.withoutFacts(trial.withoutFacts)}</Text>
      )}
      {trial.notReached > 0 && (
        <SectionMessage appearance="warning">
          <Text>{messages.notReached(trial.notReached)}</Text>
        </SectionMessage>
      )}
      {trial.tickets.length < changed && (
        <Text color="color.text.subtle">{messages.newest(trial.tickets.length, changed)}</Text>
      )}
      {trial.tickets.length > 0 && (
        <DynamicTable
          label={messages.label}
          head={{
            cells: [
              { key: 'ticket', content: messages.columns.ticket, width: 12 },
              { key: 'decided', content: messages.columns.decided, width: 20 },
              { key: 'from', content: messages.columns.from, width: 34 },
              { key: 'to', content: messages.columns.to, width: 34 },
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
  if (replayed === 0) return messages.none(days);
  return changed === 0 ? messages.unchanged(replayed, days) : messages.changed(changed, replayed, days);
}

const OutcomeCell = ({ outcome }: { readonly outcome: Outcome }) => (
  <Stack>
    <Text>
      {sentence(
        outcome.kind === 'require-approval'
          ? messages.withStages(messages.outcomes[outcome.kind], stageListWords(outcome.stages))
          : messages.outcomes[outcome.kind],
      )}
    </Text>
    <Text size="small" color="color.text.subtle">
      {outcome.rules.join(', ')}
    </Text>
  </Stack>
);
