import {
  Button,
  ButtonGroup,
  ErrorMessage,
  Form,
  FormFooter,
  FormSection,
  Label,
  Select,
  Text,
  Textfield,
  useForm,
} from '@forge/react';
import { useState } from 'react';
import { GADGET_MEASURES, GADGET_PERIODS_DAYS } from '../../src/contracts/gadget-choices';
import type { GadgetSetup, LeadGadgetOutputs } from '../../src/contracts/lead-gadget';
import { Failed } from '../components/failed';
import { LoadingLines } from '../components/loading';
import { callOf, messageOf } from '../lib/call';
import { useLoaded } from '../lib/use-loaded';
import { saveConfiguration } from './save-configuration';
import { MEASURE_WORDS } from './measure-words';

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

const MEASURES: readonly Option[] = Object.entries(MEASURE_WORDS).map(([value, { name }]) => ({
  value,
  label: name,
}));
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

const Fields = ({ projects, configuration: before }: GadgetSetup) => {
  const options = projects.map(({ id, key }) => ({ value: id, label: key }));
  const [error, setError] = useState<string | null>(null);
  const { register, handleSubmit, getFieldId, formState } = useForm<Answers>({
    defaultValues: {
      project: chosen(options, before?.projectId),
      measure: chosen(MEASURES, before?.measure),
      period: chosen(PERIODS, before?.days ?? 30),
      target: String(before?.target ?? 95),
    },
  });
  const save = handleSubmit(async (answers) => {
    const target = Number(answers.target);
    const measure = GADGET_MEASURES.find((candidate) => candidate === answers.measure.value);
    const days = GADGET_PERIODS_DAYS.find((candidate) => String(candidate) === answers.period.value);
    if (!(target >= 0 && target <= 100) || !measure || !days) {
      setError('The target must be a number of percent from 0 to 100.');
      return;
    }
    await saveConfiguration({ projectId: answers.project.value, measure, days, target }).catch(
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
        <Select {...register('measure', { required: true })} options={[...MEASURES]} />
        <Label labelFor={getFieldId('period')}>Period</Label>
        <Select {...register('period', { required: true })} options={[...PERIODS]} />
        <Label labelFor={getFieldId('target')}>Target in percent</Label>
        <Textfield {...register('target', { required: true })} type="number" min={0} max={100} />
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
