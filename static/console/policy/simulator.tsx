import type { Simulation } from '../../../src/flows/contract/simulator';
import {
  Box,
  Checkbox,
  Heading,
  HelperMessage,
  Inline,
  Label,
  LoadingButton,
  SectionMessage,
  Stack,
  Text,
  Textfield,
  xcss,
} from '@forge/react';
import { useState } from 'react';
import type { PolicyView } from '../../../src/policy/contract/policy';
import { PreviewedStages } from '../../components/previewed-stages';
import { messageOf } from '../../lib/call';
import { problemWords, stageWords, stageWordsInside } from '../../lib/words';
import { policyMessages } from './messages';
import { call } from './use-policy';

const { simulator } = policyMessages;

const FIELDS = ['email', 'application', 'tier', 'days'] as const;

const text = xcss({ width: '190px' });

const WIDTHS = {
  email: xcss({ width: '260px' }),
  application: text,
  tier: text,
  days: xcss({ width: '240px' }),
};

type Values = Readonly<Record<(typeof FIELDS)[number], string>>;

const EMPTY: Values = { email: '', application: '', tier: '', days: '' };

/** Asks the policy in force or the draft who would have to approve a request, and records nothing. */
export const Simulator = ({ view }: { readonly view: PolicyView }) => {
  const [isDraft, setDraft] = useState(false);
  const [values, setValues] = useState(EMPTY);
  const [busy, setBusy] = useState(false);
  const [answer, setAnswer] = useState<Simulation | { readonly kind: 'failed'; readonly message: string }>();
  const { email, application, tier, days } = values;
  const isComplete = [email, application, tier].every((value) => value.trim() !== '');

  const ask = async (): Promise<void> => {
    setBusy(true);
    const durationDays = days.trim() === '' ? null : days.trim();
    const version = isDraft ? (view.draft?.version ?? null) : null;
    const input = { email: email.trim(), application, tier, durationDays, version };
    setAnswer(
      await call('policy/simulate', input).catch((failure: unknown) => ({
        kind: 'failed' as const,
        message: messageOf(failure),
      })),
    );
    setBusy(false);
  };

  return (
    <Stack space="space.100">
      <Heading as="h3" size="small">
        {simulator.title}
      </Heading>
      <Inline space="space.150" alignBlock="end" shouldWrap>
        {FIELDS.map((name) => (
          <Box key={name} xcss={WIDTHS[name]}>
            <Label labelFor={`simulate-${name}`}>{simulator.fields[name]}</Label>
            <Textfield
              id={`simulate-${name}`}
              name={`simulate-${name}`}
              value={values[name]}
              onChange={(event) => {
                setValues({ ...values, [name]: String(event.target.value) });
                // it was about something else
                setAnswer(undefined);
              }}
            />
          </Box>
        ))}
        {view.draft && (
          <Checkbox
            label={simulator.useDraft}
            isChecked={isDraft}
            onChange={(event) => {
              setDraft(event.target.checked === true);
              setAnswer(undefined);
            }}
          />
        )}
        <LoadingButton isDisabled={!isComplete} isLoading={busy} onClick={() => void ask()}>
          {simulator.action}
        </LoadingButton>
      </Inline>
      {answer === undefined ? (
        <HelperMessage>{simulator.help}</HelperMessage>
      ) : answer.kind === 'failed' ? (
        <SectionMessage appearance="error" title={simulator.failed}>
          <Text>{answer.message}</Text>
        </SectionMessage>
      ) : (
        <Answer answer={answer} />
      )}
    </Stack>
  );
};

const Answer = ({ answer }: { readonly answer: Simulation }) => {
  if (answer.kind === 'nobody') {
    return (
      <SectionMessage appearance="warning" title={simulator.nobody.title}>
        <Text>{simulator.nobody.text}</Text>
      </SectionMessage>
    );
  }
  if (answer.kind === 'incomplete') {
    return (
      <SectionMessage appearance="warning" title={simulator.incomplete[answer.turn]}>
        {answer.problems.map((problem) => (
          <Text key={problem.code}>{problemWords(problem)}</Text>
        ))}
      </SectionMessage>
    );
  }
  const reasons = answer.reasons.join(' ');
  switch (answer.effect) {
    case 'deny':
      return (
        <SectionMessage appearance="error" title={simulator.denied}>
          <Text>{reasons}</Text>
        </SectionMessage>
      );
    case 'auto-approve':
      return (
        <SectionMessage appearance="success" title={simulator.approved}>
          <Text>{reasons}</Text>
        </SectionMessage>
      );
    case 'require-approval':
      return (
        <SectionMessage
          appearance={answer.unassigned.length > 0 ? 'warning' : 'information'}
          title={answer.unassigned.length > 0 ? simulator.stuck : simulator.approvers}
        >
          <PreviewedStages stages={answer.approvers} />
          {answer.unassigned.map(({ stage, groupName }) => (
            <Text key={stageWords(stage, groupName)}>
              {simulator.unassigned(stageWordsInside(stage, groupName))}
            </Text>
          ))}
          <Text>{reasons}</Text>
        </SectionMessage>
      );
  }
};
