import {
  Box,
  Button,
  ButtonGroup,
  Checkbox,
  ErrorMessage,
  Heading,
  HelperMessage,
  Inline,
  Label,
  LoadingButton,
  SectionMessage,
  Select,
  Stack,
  Text,
  TextArea,
  Textfield,
  xcss,
} from '@forge/react';
import { useState, type ReactNode } from 'react';
import type { CalendarCalls, CalendarsView } from '../../src/flows/contract/calendars';
import type { Calendar } from '../../src/calendars/rules/calendar';
import { callOf, messageOf } from '../lib/call';
import { draftOf, readDraft, type CalendarDraft, type DraftProblems } from './calendar-draft';
import { WEEK } from './week';
import { adminPageMessages } from './messages';

const messages = adminPageMessages.calendar;

const call = callOf<CalendarCalls>();

interface Props {
  readonly view: CalendarsView;
  /** Null for a new one. */
  readonly calendar: Calendar | null;
  readonly onDone: () => Promise<void>;
  readonly onCancel: () => void;
}

interface Option {
  readonly label: string;
  readonly value: string;
}

// two spans of hours, in full
const dayWidth = xcss({ width: '216px' });

const option = (value: string): Option => ({ label: value, value });
const TIME_ZONES = [...new Set(['UTC', ...Intl.supportedValuesOf('timeZone')])].map(option);

/** One calendar: its zone, hours, holidays and locations. What is wrong stands below the field it is in. */
export const CalendarForm = ({ view, calendar, onDone, onCancel }: Props) => {
  const [id] = useState(() => calendar?.id ?? crypto.randomUUID());
  const after = view.revisions[id] ?? 0;
  const [draft, setDraft] = useState(() => draftOf(calendar, calendar?.id === view.defaultId));
  const [isTried, setTried] = useState(false);
  const [busy, setBusy] = useState<'save' | 'remove' | null>(null);
  const [error, setError] = useState<string | null>(null);
  const others = view.calendars.filter((other) => other.id !== id);
  const read = readDraft(draft, id, others);
  const problems = isTried && 'problems' in read ? read.problems : {};
  const isTheDefault = calendar?.id === view.defaultId;
  const change = (part: Partial<CalendarDraft>): void => {
    setDraft((before) => ({ ...before, ...part }));
  };

  const run = async (what: 'save' | 'remove', work: () => Promise<unknown>): Promise<void> => {
    setBusy(what);
    setError(null);
    try {
      await work();
      await onDone();
    } catch (failure) {
      setError(messageOf(failure));
      setBusy(null);
    }
  };
  const save = async (): Promise<void> => {
    setTried(true);
    if (!('calendar' in read)) return;
    await run('save', () =>
      call('calendars/save', { calendar: read.calendar, isDefault: draft.isDefault, after }),
    );
  };

  return (
    <Stack space="space.150">
      <Heading as="h3" size="small">
        {calendar?.name ?? messages.isNew}
      </Heading>
      {error !== null && (
        <SectionMessage appearance="error" title={messages.notSaved}>
          <Text>{error}</Text>
        </SectionMessage>
      )}
      <Field id="calendar-name" label={messages.name} problem={problems.name}>
        <Textfield
          id="calendar-name"
          name="calendar-name"
          isInvalid={problems.name !== undefined}
          value={draft.name}
          onChange={(event) => {
            change({ name: String(event.target.value) });
          }}
        />
      </Field>
      <Field id="calendar-zone" label={messages.timeZone} problem={problems.timeZone}>
        <Select
          inputId="calendar-zone"
          options={TIME_ZONES}
          isInvalid={problems.timeZone !== undefined}
          placeholder={messages.timeZonePlaceholder}
          {...(draft.timeZone === null ? {} : { defaultValue: option(draft.timeZone) })}
          onChange={(chosen: Option | null) => {
            change({ timeZone: chosen?.value ?? null });
          }}
        />
      </Field>
      <WorkingHours draft={draft} problems={problems} onChange={change} />
      <Holidays draft={draft} problems={problems} onChange={change} />
      <Locations view={view} others={others} draft={draft} onChange={change} />
      {isTheDefault ? (
        <Text color="color.text.subtle">{messages.isTheDefault}</Text>
      ) : (
        <Checkbox
          name="calendar-default"
          label={messages.makeDefault}
          isChecked={draft.isDefault}
          onChange={(event) => {
            change({ isDefault: event.target.checked === true });
          }}
        />
      )}
      <Inline spread="space-between" shouldWrap>
        <ButtonGroup label={messages.actions}>
          <LoadingButton
            appearance="primary"
            isLoading={busy === 'save'}
            isDisabled={busy === 'remove'}
            onClick={() => void save()}
          >
            {messages.save}
          </LoadingButton>
          <Button onClick={onCancel} isDisabled={busy !== null}>
            {messages.cancel}
          </Button>
        </ButtonGroup>
        {calendar !== null && !isTheDefault && (
          <LoadingButton
            appearance="danger"
            isLoading={busy === 'remove'}
            isDisabled={busy === 'save'}
            onClick={() => void run('remove', () => call('calendars/remove', { id, after }))}
          >
            {messages.remove}
          </LoadingButton>
        )}
      </Inline>
    </Stack>
  );
};

interface FieldProps {
  readonly id: string;
  readonly label: string;
  readonly problem: string | undefined;
  readonly help?: string;
  readonly children: ReactNode;
}

const Field = ({ id, label, problem, help, children }: FieldProps) => (
  <Stack space="space.050">
    <Label labelFor={id}>{label}</Label>
    {children}
    {problem !== undefined && <ErrorMessage>{problem}</ErrorMessage>}
    {problem === undefined && help !== undefined && <HelperMessage>{help}</HelperMessage>}
  </Stack>
);

interface PartProps {
  readonly draft: CalendarDraft;
  readonly problems: DraftProblems;
  readonly onChange: (part: Partial<CalendarDraft>) => void;
}

const WorkingHours = ({ draft, problems, onChange }: PartProps) => (
  <Stack space="space.050">
    <Text weight="medium">{messages.hours}</Text>
    <Inline space="space.150" alignBlock="start" shouldWrap>
      {WEEK.map(({ day, name }) => (
        <Box key={day} xcss={dayWidth}>
          <Field id={`calendar-${day}`} label={name} problem={problems[day]}>
            <Textfield
              id={`calendar-${day}`}
              name={`calendar-${day}`}
              placeholder={messages.dayOff}
              isInvalid={problems[day] !== undefined}
              value={draft.hours[day]}
              onChange={(event) => {
                onChange({ hours: { ...draft.hours, [day]: String(event.target.value) } });
              }}
            />
          </Field>
        </Box>
      ))}
    </Inline>
    {problems.week === undefined ? (
      <HelperMessage>{messages.hoursHelp}</HelperMessage>
    ) : (
      <ErrorMessage>{problems.week}</ErrorMessage>
    )}
  </Stack>
);

const Holidays = ({ draft, problems, onChange }: PartProps) => (
  <Field
    id="calendar-holidays"
    label={messages.holidays}
    problem={problems.holidays}
    help={messages.holidaysHelp}
  >
    <TextArea
      id="calendar-holidays"
      name="calendar-holidays"
      minimumRows={6}
      maxHeight="200px"
      isInvalid={problems.holidays !== undefined}
      value={draft.holidays}
      onChange={(event) => {
        onChange({ holidays: String(event.target.value) });
      }}
    />
  </Field>
);

/** The roster's locations that no other calendar has taken, and those of this one that left the roster. */
const Locations = ({
  view,
  others,
  draft,
  onChange,
}: {
  readonly view: CalendarsView;
  readonly others: CalendarsView['calendars'];
  readonly draft: CalendarDraft;
  readonly onChange: (part: Partial<CalendarDraft>) => void;
}) => {
  const taken = new Set(others.flatMap(({ locations }) => locations));
  const inRoster = view.locations.filter(({ name }) => !taken.has(name));
  const names = new Set(inRoster.map(({ name }) => name));
  const options = [
    ...inRoster.map(({ name, people }) => ({
      value: name,
      label: messages.location(name, people),
    })),
    ...draft.locations.filter((name) => !names.has(name)).map(option),
  ];
  return (
    <Field
      id="calendar-locations"
      label={messages.locations}
      problem={undefined}
      help={view.locations.length === 0 ? messages.noRoster : messages.locationsHelp}
    >
      <Select
        inputId="calendar-locations"
        isMulti
        options={options}
        defaultValue={options.filter(({ value }) => draft.locations.includes(value))}
        onChange={(chosen: readonly Option[]) => {
          onChange({ locations: chosen.map(({ value }) => value) });
        }}
      />
    </Field>
  );
};
