import {
  Button,
  ButtonGroup,
  ErrorMessage,
  Form,
  FormFooter,
  FormSection,
  HelperMessage,
  Label,
  Select,
  Text,
  Textfield,
  useForm,
} from '@forge/react';
import { useState } from 'react';
import { GADGET_PERIODS_DAYS } from '../../src/contracts/gadget-choices';
import type { GadgetSetup, LeadGadgetOutputs } from '../../src/contracts/lead-gadget';
import { Failed } from '../components/failed';
import { LoadingLines } from '../components/loading';
import { callOf, messageOf } from '../lib/call';
import { useLoaded } from '../lib/use-loaded';
import { saveConfiguration } from './save-configuration';

const call = callOf<LeadGadgetOutputs>();

/** The gadget's settings: project, measure, period, target. */
export const GadgetEditor = () => {
  const { loaded, reload } = useLoaded(() => call('gadget/setup', {}));
  switch (loaded.kind) {
    case 'loading':
      return <LoadingLines lines={5} label="Loading the settings" />;
    case 'failed':
      return <Failed message={loaded.message} forbidden={loaded.forbidden} onRetry={reload} />;
    case 'ready':
      return loaded.data.projects.length === 0 ? (
        <Text>No project that you may see is set up for Seatkeeper.</Text>
      ) : (
        <Fields {...loaded.data} />
      );
  }
};

interface Option {
  readonly label: string;
  readonly value: string;
}

const PERIODS: readonly Option[] = GADGET_PERIODS_DAYS.map((days) => ({
  value: String(days),
  label: `Last ${days} days`,
}));

const chosen = (options: readonly Option[], value: string | number | undefined): Option =>
  options.find((option) => option.value === String(value)) ?? options[0] ?? { label: '', value: '' };

interface Answers {
  readonly project: Option;
  readonly measure: Option;
  readonly period: Option;
  readonly target: string;
}

/** `95`, or nothing where the KPI's own target holds. */
const targetText = (target: number | null | undefined): string =>
  typeof target === 'number' ? String(target) : '';

const most = (unit: string): number => (unit === 'percent' ? 100 : 1_000_000);

function readTarget(text: string, unit: string): number | null | undefined {
  if (text.trim() === '') return null;
  const target = Number(text);
  return target >= 0 && target <= most(unit) ? target : undefined;
}

const Fields = ({ projects, measures, configuration: before }: GadgetSetup) => {
  const measureOptions = measures.map(({ id, name }) => ({ value: id, label: name }));
  const options = projects.map(({ id, key }) => ({ value: id, label: key }));
  const [error, setError] = useState<string | null>(null);
  const { register, handleSubmit, getFieldId, formState } = useForm<Answers>({
    defaultValues: {
      project: chosen(options, before?.projectId),
      measure: chosen(measureOptions, before?.measure),
      period: chosen(PERIODS, before?.days ?? 30),
      target: targetText(before?.target),
    },
  });
  const save = handleSubmit(async (answers) => {
    const measure = measures.find(({ id }) => id === answers.measure.value);
    const days = GADGET_PERIODS_DAYS.find((candidate) => String(candidate) === answers.period.value);
    if (!measure || !days) return;
    const target = readTarget(answers.target, measure.unit);
    if (target === undefined) {
      setError(`The target must be a number from 0 to ${most(measure.unit)}, or left empty.`);
      return;
    }
    await saveConfiguration({ projectId: answers.project.value, measure: measure.id, days, target }).catch(
      (failure: unknown) => {
        setError(messageOf(failure));
      },
    );
  });
  return (
    <Form onSubmit={save}>
      <FormSection>
        <Label labelFor={getFieldId('project')}>Project</Label>
        <Select {...register('project', { required: true })} options={options} />
        <Label labelFor={getFieldId('measure')}>Measure</Label>
        <Select {...register('measure', { required: true })} options={measureOptions} />
        <Label labelFor={getFieldId('period')}>Period</Label>
        <Select {...register('period', { required: true })} options={[...PERIODS]} />
        <Label labelFor={getFieldId('target')}>Target</Label>
        <Textfield {...register('target')} type="number" min={0} />
        <HelperMessage>
          Percent, working hours, days, seats or tickets, as the measure has it. Leave it empty for the
          measure’s own target.
        </HelperMessage>
        {error !== null && <ErrorMessage>{error}</ErrorMessage>}
      </FormSection>
      <FormFooter>
        <ButtonGroup label="Save the settings">
          <Button type="submit" appearance="primary" isDisabled={formState.isSubmitting}>
            Save
          </Button>
        </ButtonGroup>
      </FormFooter>
    </Form>
  );
};
