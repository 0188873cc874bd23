import type { ImportCalls } from '../../src/imports/contract/import-plan';
import {
  Button,
  ButtonGroup,
  HelperMessage,
  Inline,
  Label,
  LoadingButton,
  SectionMessage,
  Stack,
  Text,
  TextArea,
} from '@forge/react';
import { useState, type ReactNode } from 'react';
import { callOf, messageOf } from '../lib/call';
import { changeProposed } from '../lib/changes-proposed';
import { ErrorLines } from './error-lines';
import { Proposed } from './proposed';
import { stageDocument } from './stage-document';
import * as messages from './import-steps-messages';

const call = callOf<ImportCalls>();

interface Props<Plan> extends Outcome<Plan> {
  /** Of what is imported, for the ids of the fields. */
  readonly id: string;
  readonly label: string;
  readonly help: string;
  /** What has to be said besides the document itself. */
  readonly children?: ReactNode;
  /** Whether that is all said; it is where nothing has to be. */
  readonly isComplete?: boolean;
  readonly plan: (importId: string) => Promise<Plan>;
}

/** How a dry run and what came of it are shown. */
interface Outcome<Plan> {
  readonly show: (plan: Plan) => ReactNode;
  /** Whether the plan, as things stand, waits for a second admin and is not applied at once. */
  readonly proposes?: (plan: Plan) => boolean;
  /** What was done, in a sentence, and what else there is to see then. */
  readonly done: (plan: Plan) => string;
  readonly afterwards?: (plan: Plan) => ReactNode;
  readonly onApplied?: () => Promise<unknown>;
}

type Step<Plan> = { readonly error: string | null } & (
  | { readonly kind: 'editing' }
  | { readonly kind: 'planned'; readonly importId: string; readonly plan: Plan }
  | { readonly kind: 'done' | 'proposed'; readonly plan: Plan }
);

/** Takes a document, shows what importing it would change, and applies exactly that when somebody confirms. */
export const ImportSteps = <Plan extends { readonly applicable: boolean }>(props: Props<Plan>) => {
  const { id, label, help, children, isComplete, plan, ...outcome } = props;
  const [text, setText] = useState('');
  return (
    <PlannedSteps
      {...outcome}
      isComplete={text.trim() !== '' && isComplete !== false}
      plan={async () => {
        const importId = await stageDocument(text);
        return { importId, plan: await plan(importId) };
      }}
      onApplied={async () => {
        await outcome.onApplied?.();
        setText('');
      }}
    >
      <Label labelFor={`${id}-text`}>{label}</Label>
      <TextArea
        id={`${id}-text`}
        name={`${id}-text`}
        isMonospaced
        minimumRows={8}
        maxHeight="320px"
        value={text}
        placeholder={messages.placeholder}
        onChange={(event) => {
          setText(String(event.target.value));
        }}
      />
      <HelperMessage>{help}</HelperMessage>
      {children}
    </PlannedSteps>
  );
};

interface PlannedProps<Plan> extends Outcome<Plan> {
  /** What is asked before the dry run. */
  readonly children: ReactNode;
  readonly isComplete: boolean;
  readonly plan: () => Promise<{ readonly importId: string; readonly plan: Plan }>;
}

/** Shows what an import would change, wherever it comes from, and applies exactly that when somebody confirms. */
export const PlannedSteps = <Plan extends { readonly applicable: boolean }>(props: PlannedProps<Plan>) => {
  const [busy, setBusy] = useState(false);
  const [step, setStep] = useState<Step<Plan>>({ kind: 'editing', error: null });

  const run = async (work: () => Promise<Step<Plan>>): Promise<void> => {
    setBusy(true);
    setStep(await work().catch((failure: unknown) => ({ ...step, error: messageOf(failure) })));
    setBusy(false);
  };
  const plan = (): Promise<void> =>
    run(async () => ({ kind: 'planned', ...(await props.plan()), error: null }));
  const apply = (importId: string, shown: Plan): Promise<void> =>
    run(async () => {
      const { applied } = await call('import/apply', { importId });
      if (!applied) changeProposed();
      await props.onApplied?.();
      return { kind: applied ? 'done' : 'proposed', plan: shown, error: null };
    });
  const discard = (importId: string): Promise<void> =>
    run(async () => {
      await call('import/discard', { importId });
      return { kind: 'editing', error: null };
    });

  return (
    <Stack space="space.200">
      {step.kind === 'done' && (
        <SectionMessage appearance="success">
          <Text>{props.done(step.plan)}</Text>
        </SectionMessage>
      )}
      {step.kind === 'proposed' && <Proposed />}
      {step.kind === 'done' && props.afterwards?.(step.plan)}
      {step.error !== null && <ErrorLines title={messages.failed} text={step.error} />}
      {step.kind === 'planned' ? (
        <Stack space="space.200">
          {props.show(step.plan)}
          <Inline>
            <ButtonGroup label={messages.decide}>
              <LoadingButton
                appearance="primary"
                isDisabled={!step.plan.applicable}
                isLoading={busy}
                onClick={() => void apply(step.importId, step.plan)}
              >
                {props.proposes?.(step.plan) === true ? messages.propose : messages.apply}
              </LoadingButton>
              <Button onClick={() => void discard(step.importId)} isDisabled={busy}>
                {messages.back}
              </Button>
            </ButtonGroup>
          </Inline>
        </Stack>
      ) : (
        <Stack space="space.100">
          {props.children}
          <Inline>
            <ButtonGroup label={messages.start}>
              <LoadingButton
                appearance="primary"
                isDisabled={!props.isComplete}
                isLoading={busy}
                onClick={() => void plan()}
              >
                {messages.dryRun}
              </LoadingButton>
            </ButtonGroup>
          </Inline>
        </Stack>
      )}
    </Stack>
  );
};
