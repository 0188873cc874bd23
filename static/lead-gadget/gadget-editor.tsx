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
  Stack,
  Text,
  Textfield,
} from '@forge/react';
import { useEffect, useRef, useState } from 'react';
import { GADGET_PERIODS_DAYS } from '../../src/kpis/contract/gadget-choices';
import type { GadgetOption, GadgetSetup, LeadGadgetCalls } from '../../src/kpis/contract/lead-gadget';
import { Failed } from '../components/failed';
import { LoadingLines } from '../components/loading';
import { callOf, messageOf } from '../lib/call';
import { targetWords, unitWords } from '../lib/kpi-words';
import { useLoaded } from '../lib/use-loaded';
import { configurationHost, type ConfigurationHost } from './configuration-host';
import {
  configurationOf,
  daysOf,
  firstAnswers,
  isTargetValid,
  withChosen,
  withMeasure,
  type Answers,
} from './gadget-answers';
import * as messages from './settings-messages';

const call = callOf<LeadGadgetCalls>();

/** The settings: project, measure, period, target, and what alone counts. */
export const GadgetEditor = () => {
  const { loaded, reload } = useLoaded(async () => {
    const [setup, host] = await Promise.all([call('gadget/setup', {}), configurationHost()]);
    return { setup, host };
  });
  switch (loaded.kind) {
    case 'loading':
      return <LoadingLines lines={7} label={messages.loading} />;
    case 'failed':
      return <Failed message={loaded.message} forbidden={loaded.forbidden} onRetry={reload} />;
    case 'ready':
      return loaded.data.setup.projects.length === 0 ? (
        <Text>{messages.noProject}</Text>
      ) : (
        <Fields {...loaded.data} />
      );
  }
};

interface FieldsProps {
  readonly setup: GadgetSetup;
  readonly host: ConfigurationHost;
}

const PERIODS: readonly GadgetOption[] = GADGET_PERIODS_DAYS.map((days) => ({
  value: String(days),
  label: messages.lastDays(days),
}));

const Fields = ({ setup, host }: FieldsProps) => {
  const { projects, measures } = setup;
  const [answers, setAnswers] = useState(() => firstAnswers(setup));
  const [problem, setProblem] = useState<string | null>(null);
  const [isSaving, setSaving] = useState(false);
  const latest = useRef(answers);

  const failed = (failure: unknown): void => {
    setProblem(messageOf(failure));
  };
  const change = (next: Answers): void => {
    latest.current = next;
    setAnswers(next);
    setProblem(null);
    const configuration = configurationOf(next, measures);
    if (host.kind === 'widget' && typeof configuration !== 'string')
      host.preview(configuration).catch(failed);
  };
  useEffect(() => {
    if (host.kind !== 'widget') return;
    const read = () => {
      const configuration = configurationOf(latest.current, measures);
      if (typeof configuration !== 'string') return configuration;
      setProblem(configuration);
      throw new Error(configuration);
    };
    host.onSave(read).catch(failed);
  }, [host, measures]);

  const measure = measures.find(({ id }) => id === answers.measure);
  const save = async (): Promise<void> => {
    const configuration = configurationOf(answers, measures);
    if (typeof configuration === 'string' || host.kind !== 'gadget') {
      setProblem(typeof configuration === 'string' ? configuration : null);
      return;
    }
    setSaving(true);
    // a name that somebody gave it stays while it shows the same; without one the gadget still says inside what it shows
    if (measure && measure.id !== setup.configuration?.measure)
      await host.entitle(measure.name).catch(() => undefined);
    await host.save(configuration).catch(failed);
    setSaving(false);
  };

  return (
    <Form onSubmit={() => void save()}>
      <FormSection>
        <Stack space="space.150">
          <One
            id="project"
            label={messages.project}
            options={projects.map(({ id, key }) => ({ value: id, label: key }))}
            value={answers.projectId}
            onChange={(projectId) => {
              change({ ...answers, projectId });
            }}
          />
          <One
            id="measure"
            label={messages.measure}
            options={measures.map(({ id, name }) => ({ value: id, label: name }))}
            value={answers.measure}
            onChange={(chosen) => {
              const found = measures.find(({ id }) => id === chosen);
              if (found) change(withMeasure(answers, found.id, measures));
            }}
          />
          <One
            id="period"
            label={messages.period}
            options={PERIODS}
            value={String(answers.days)}
            onChange={(chosen) => {
              change({ ...answers, days: daysOf(chosen) });
            }}
          />
          <Target
            measure={measure}
            value={answers.target}
            isInvalid={problem !== null && !isTargetValid(answers, measures)}
            onChange={(target) => {
              change({ ...answers, target });
            }}
          />
          <Several
            id="applications"
            label={messages.applications}
            all={messages.allApplications}
            options={setup.applications}
            values={answers.applications}
            onChange={(applications) => {
              change({ ...answers, applications });
            }}
          />
          <Departments
            isOffered={measure?.hasDepartments === true}
            options={setup.departments}
            values={answers.departments}
            onChange={(departments) => {
              change({ ...answers, departments });
            }}
          />
          {problem !== null && <ErrorMessage>{problem}</ErrorMessage>}
        </Stack>
      </FormSection>
      {host.kind === 'gadget' && (
        <FormFooter>
          <ButtonGroup label={messages.actions}>
            <Button type="submit" appearance="primary" isDisabled={isSaving}>
              {messages.save}
            </Button>
          </ButtonGroup>
        </FormFooter>
      )}
    </Form>
  );
};

interface TargetProps {
  readonly measure: GadgetSetup['measures'][number] | undefined;
  readonly value: string;
  readonly isInvalid: boolean;
  readonly onChange: (target: string) => void;
}

const Target = ({ measure, value, isInvalid, onChange }: TargetProps) => (
  <Stack space="space.0">
    <Label labelFor="target">{messages.target}</Label>
    <Textfield
      id="target"
      type="number"
      min={0}
      value={value}
      isInvalid={isInvalid}
      onChange={({ target }) => {
        onChange(String(target.value));
      }}
    />
    {measure && <HelperMessage>{targetHelp(measure)}</HelperMessage>}
  </Stack>
);

interface DepartmentsProps {
  /** False for measures of pools, which belong to no department. */
  readonly isOffered: boolean;
  readonly options: readonly GadgetOption[];
  readonly values: readonly string[];
  readonly onChange: (departments: readonly string[]) => void;
}

const Departments = ({ isOffered, ...rest }: DepartmentsProps) =>
  isOffered ? (
    <Several id="departments" label={messages.departments} all={messages.allDepartments} {...rest} />
  ) : (
    <HelperMessage>{messages.noDepartments}</HelperMessage>
  );

/** `In percent. Leave empty to use the default: at least 95%.` */
const targetHelp = ({ unit, target }: GadgetSetup['measures'][number]): string =>
  target === null
    ? messages.noDefault(unitWords(unit))
    : messages.byDefault(unitWords(unit), targetWords(target, unit));

interface FieldProps {
  readonly id: string;
  readonly label: string;
  readonly options: readonly GadgetOption[];
}

const One = ({
  id,
  label,
  options,
  value,
  onChange,
}: FieldProps & { readonly value: string; readonly onChange: (value: string) => void }) => (
  <Stack space="space.0">
    <Label labelFor={id}>{label}</Label>
    <Select
      inputId={id}
      options={[...options]}
      value={options.find((option) => option.value === value) ?? null}
      onChange={(chosen: GadgetOption | null) => {
        if (chosen) onChange(chosen.value);
      }}
    />
  </Stack>
);

const Several = ({
  id,
  label,
  all,
  options,
  values,
  onChange,
}: FieldProps & {
  readonly all: string;
  readonly values: readonly string[];
  readonly onChange: (values: readonly string[]) => void;
}) => {
  const shown = withChosen(options, values);
  return (
    <Stack space="space.0">
      <Label labelFor={id}>{label}</Label>
      <Select
        inputId={id}
        isMulti
        options={[...shown]}
        value={shown.filter(({ value }) => values.includes(value))}
        placeholder={all}
        onChange={(chosen: readonly GadgetOption[]) => {
          onChange(chosen.map(({ value }) => value));
        }}
      />
    </Stack>
  );
};
