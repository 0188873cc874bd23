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
  Textfield,
} from '@forge/react';
import { useState } from 'react';
import type { AdminOutputs } from '../../src/contracts/admin';
import type { ImportPlan } from '../../src/contracts/imports';
import { callOf, messageOf } from '../lib/call';
import { ErrorLines } from './error-lines';
import { PlanView } from './plan-view';
import { stageDocument } from './stage-document';

const call = callOf<AdminOutputs>();

const KINDS = {
  catalog: {
    label: 'Catalog (JSON or CSV)',
    help: 'A document with applications, contracts, role mappings and the access policy, or a table of applications or of contracts as it is exported. What is not in it stays as it is; role mappings, and the contracts of an application that it names, come as a whole.',
    done: 'The catalog was imported.',
  },
  roster: {
    label: 'HR roster (CSV)',
    help: 'One row a person, the first row naming the columns: WorkerID and WorkerStatus, and as far as you have them ManagerID, WorkerType, OnLeave, Department, Location, JobTitle, Email. Names are not kept.',
    done: 'The roster was imported.',
  },
} as const;

type Step =
  | { readonly kind: 'editing'; readonly error: string | null; readonly done: boolean }
  | {
      readonly kind: 'planned';
      readonly importId: string;
      readonly plan: ImportPlan;
      readonly error: string | null;
    };

/** Takes a document, shows what importing it would change, and applies exactly that when told to. */
export const ImportForm = ({
  kind,
  onApplied,
}: {
  readonly kind: keyof typeof KINDS;
  readonly onApplied: () => Promise<unknown>;
}) => {
  const words = KINDS[kind];
  const [text, setText] = useState('');
  const [pattern, setPattern] = useState('');
  const [busy, setBusy] = useState(false);
  const [step, setStep] = useState<Step>({ kind: 'editing', error: null, done: false });

  const run = async (work: () => Promise<Step>): Promise<void> => {
    setBusy(true);
    const next = await work().catch((failure: unknown): Step => ({ ...step, error: messageOf(failure) }));
    setStep(next);
    setBusy(false);
  };
  const plan = (): Promise<void> =>
    run(async () => {
      const importId = await stageDocument(text);
      const shown =
        kind === 'catalog'
          ? await call('import/plan-catalog', { importId })
          : await call('import/plan-roster', {
              importId,
              emailPattern: pattern.trim() === '' ? null : pattern,
            });
      return { kind: 'planned', importId, plan: shown, error: null };
    });
  const apply = (importId: string): Promise<void> =>
    run(async () => {
      await call('import/apply', { importId });
      await onApplied();
      setText('');
      return { kind: 'editing', error: null, done: true };
    });
  const discard = (importId: string): Promise<void> =>
    run(async () => {
      await call('import/discard', { importId });
      return { kind: 'editing', error: null, done: false };
    });

  return (
    <Stack space="space.200">
      {step.kind === 'editing' && step.done && (
        <SectionMessage appearance="success">
          <Text>{words.done}</Text>
        </SectionMessage>
      )}
      {step.error !== null && <ErrorLines title="This cannot be imported" text={step.error} />}
      {step.kind === 'planned' ? (
        <Stack space="space.200">
          <PlanView plan={step.plan} />
          <Inline>
            <ButtonGroup label="Decide on the import">
              <LoadingButton
                appearance="primary"
                isDisabled={!step.plan.applicable}
                isLoading={busy}
                onClick={() => void apply(step.importId)}
              >
                Apply these changes
              </LoadingButton>
              <Button onClick={() => void discard(step.importId)} isDisabled={busy}>
                Discard
              </Button>
            </ButtonGroup>
          </Inline>
        </Stack>
      ) : (
        <Stack space="space.100">
          <Label labelFor={`${kind}-text`}>{words.label}</Label>
          <TextArea
            id={`${kind}-text`}
            name={`${kind}-text`}
            isMonospaced
            minimumRows={8}
            maxHeight="320px"
            value={text}
            placeholder="Paste the file’s content"
            onChange={(event) => {
              setText(String(event.target.value));
            }}
          />
          <HelperMessage>{words.help}</HelperMessage>
          {kind === 'roster' && (
            <Stack space="space.050">
              <Label labelFor="email-pattern">E-mail addresses, where the file has none</Label>
              <Textfield
                id="email-pattern"
                name="email-pattern"
                placeholder="{UserID}@your-company.com"
                value={pattern}
                onChange={(event) => {
                  setPattern(String(event.target.value));
                }}
              />
              <HelperMessage>
                Names in braces are columns. The address joins a person with their Atlassian account.
              </HelperMessage>
            </Stack>
          )}
          <Inline>
            <ButtonGroup label="Look at the import">
              <LoadingButton
                appearance="primary"
                isDisabled={text.trim() === ''}
                isLoading={busy}
                onClick={() => void plan()}
              >
                Dry run
              </LoadingButton>
            </ButtonGroup>
          </Inline>
        </Stack>
      )}
    </Stack>
  );
};
