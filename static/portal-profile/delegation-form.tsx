import {
  Box,
  Button,
  ButtonGroup,
  DatePicker,
  ErrorMessage,
  Heading,
  Inline,
  Label,
  LoadingButton,
  RadioGroup,
  RequiredAsterisk,
  SectionMessage,
  Select,
  Stack,
  Text,
  useProductContext,
  xcss,
} from '@forge/react';
import { useState } from 'react';
import type { ProfileCalls, ProfileView } from '../../src/approvals/contract/delegations';
import { callOf, messageOf } from '../lib/call';
import { dateIn } from '../lib/date-in';
import { DelegatesField } from './delegates-field';
import * as messages from './delegation-form-messages';
import * as scope from './scope-messages';

const call = callOf<ProfileCalls>();
interface Draft {
  readonly firstDay: string;
  readonly lastDay: string;
  readonly delegateIds: readonly string[];
  readonly applications: readonly string[] | null;
}

type Problems = Partial<Record<keyof Draft, string>>;

function problemsOf({ firstDay, lastDay, delegateIds, applications }: Draft): Problems {
  const problems: Problems = {};
  if (firstDay === '') problems.firstDay = messages.problems.noFirstDay;
  if (lastDay === '') problems.lastDay = messages.problems.noLastDay;
  else if (firstDay > lastDay) problems.lastDay = messages.problems.lastBeforeFirst;
  if (delegateIds.length === 0) problems.delegateIds = messages.problems.noDelegate;
  if (applications?.length === 0) problems.applications = messages.problems.noApplication;
  return problems;
}

const SCOPES = [
  { name: 'scope', value: 'all', label: scope.all },
  { name: 'scope', value: 'chosen', label: scope.chosen },
];

const dayWidth = xcss({ width: '216px' });

interface Props {
  readonly view: ProfileView;
  readonly onDone: () => Promise<void>;
  readonly onCancel: () => void;
}

/** Days away, who decides meanwhile, and for which applications. */
export const DelegationForm = ({ view, onDone, onCancel }: Props) => {
  const timeZone = useProductContext()?.timezone ?? 'UTC';
  const today = dateIn(timeZone, view.now);
  const [id] = useState(() => crypto.randomUUID());
  const [draft, setDraft] = useState<Draft>({
    firstDay: today,
    lastDay: '',
    delegateIds: [],
    applications: null,
  });
  const [isTried, setTried] = useState(false);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string | null>(null);
  const problems = problemsOf(draft);
  const shown = isTried ? problems : {};
  const change = (part: Partial<Draft>): void => {
    setDraft((before) => ({ ...before, ...part }));
  };

  const save = async (): Promise<void> => {
    setTried(true);
    setError(null);
    if (Object.keys(problems).length > 0) return;
    setBusy(true);
    try {
      await call('profile/delegate', { id, ...draft, timeZone });
      await onDone();
    } catch (failure) {
      setError(messageOf(failure));
      setBusy(false);
    }
  };

  return (
    <Stack space="space.150">
      <Heading as="h3" size="xsmall">
        {messages.title}
      </Heading>
      {error !== null && (
        <SectionMessage appearance="error" title={messages.notSaved}>
          <Text>{error}</Text>
        </SectionMessage>
      )}
      <Inline space="space.150" alignBlock="start" shouldWrap>
        <Day
          id="first-day"
          label={messages.firstDay}
          value={draft.firstDay}
          problem={shown.firstDay}
          minDate={today}
          onChange={(firstDay) => {
            change({ firstDay });
          }}
        />
        <Day
          id="last-day"
          label={messages.lastDay}
          value={draft.lastDay}
          problem={shown.lastDay}
          minDate={draft.firstDay === '' ? today : draft.firstDay}
          onChange={(lastDay) => {
            change({ lastDay });
          }}
        />
      </Inline>
      <DelegatesField
        ids={draft.delegateIds}
        problem={shown.delegateIds}
        onChange={(delegateIds) => {
          change({ delegateIds });
        }}
      />
      <Applications
        view={view}
        chosen={draft.applications}
        problem={shown.applications}
        onChange={(applications) => {
          change({ applications });
        }}
      />
      <Inline>
        <ButtonGroup label={messages.actions}>
          <LoadingButton appearance="primary" isLoading={busy} onClick={() => void save()}>
            {messages.save}
          </LoadingButton>
          <Button onClick={onCancel} isDisabled={busy}>
            {messages.cancel}
          </Button>
        </ButtonGroup>
      </Inline>
    </Stack>
  );
};

interface DayProps {
  readonly id: string;
  readonly label: string;
  readonly value: string;
  readonly problem: string | undefined;
  readonly minDate: string;
  readonly onChange: (day: string) => void;
}

const Day = ({ id, label, value, problem, minDate, onChange }: DayProps) => (
  <Box xcss={dayWidth}>
    <Stack space="space.050">
      <Label labelFor={id}>
        {label} <RequiredAsterisk />
      </Label>
      <DatePicker
        id={id}
        name={id}
        value={value}
        minDate={minDate}
        weekStartDay={1}
        isInvalid={problem !== undefined}
        onChange={(day: string) => {
          onChange(day);
        }}
      />
      {problem !== undefined && <ErrorMessage>{problem}</ErrorMessage>}
    </Stack>
  </Box>
);

interface ApplicationsProps {
  readonly view: ProfileView;
  /** Null for all. */
  readonly chosen: readonly string[] | null;
  readonly problem: string | undefined;
  readonly onChange: (applications: readonly string[] | null) => void;
}

interface Option {
  readonly label: string;
  readonly value: string;
}

const Applications = ({ view, chosen, problem, onChange }: ApplicationsProps) => {
  const options = [...view.applications]
    .sort((one, other) => Number(other.isOwn) - Number(one.isOwn))
    .map(({ key, name, isOwn }) => ({
      value: key,
      label: isOwn ? scope.own(name) : name,
    }));
  const own = view.applications.filter(({ isOwn }) => isOwn).map(({ key }) => key);
  return (
    <Stack space="space.050">
      <Text size="small" weight="semibold" color="color.text.subtle">
        {scope.label}
      </Text>
      <RadioGroup
        name="scope"
        options={SCOPES}
        value={chosen === null ? 'all' : 'chosen'}
        onChange={(event) => {
          onChange(event.target.value === 'all' ? null : own);
        }}
      />
      {chosen !== null && (
        <Stack space="space.050">
          <Label labelFor="delegated-applications">{scope.applications}</Label>
          <Select
            inputId="delegated-applications"
            isMulti
            isInvalid={problem !== undefined}
            options={options}
            defaultValue={options.filter(({ value }) => chosen.includes(value))}
            onChange={(picked: readonly Option[]) => {
              onChange(picked.map(({ value }) => value));
            }}
          />
          {problem !== undefined && <ErrorMessage>{problem}</ErrorMessage>}
        </Stack>
      )}
    </Stack>
  );
};
