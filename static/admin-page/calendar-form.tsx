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
import { draftOf, readDraft, type CalendarDraft } from './calendar-draft';
import { WEEK } from './week';

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
    await run('save', () => call('calendars/save', { calendar: read.calendar, isDefault: draft.isDefault }));
  };

  return (
    <Stack space="space.150">
      <Heading as="h3" size="small">
        {calendar?.name ?? 'A new calendar'}
      </Heading>
      {error !== null && (
        <SectionMessage appearance="error" title="Not saved">
          <Text>{error}</Text>
        </SectionMessage>
      )}
      <Field id="calendar-name" label="Name" problem={problems.name}>
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
      <Field id="calendar-zone" label="Time zone" problem={problems.timeZone}>
        <Select
          inputId="calendar-zone"
          options={TIME_ZONES}
          isInvalid={problems.timeZone !== undefined}
          placeholder="Europe/Berlin"
          {...(draft.timeZone === null ? {} : { defaultValue: option(draft.timeZone) })}
          onChange={(chosen: Option | null) => {
            change({ timeZone: chosen?.value ?? null });
          }}
        />
      </Field>
      <Stack space="space.050">
        <Text weight="medium">Working hours</Text>
        <Inline space="space.150" alignBlock="start" shouldWrap>
          {WEEK.map(({ day, name }) => (
            <Box key={day} xcss={dayWidth}>
              <Field id={`calendar-${day}`} label={name} problem={problems[day]}>
                <Textfield
                  id={`calendar-${day}`}
                  name={`calendar-${day}`}
                  placeholder="free"
                  isInvalid={problems[day] !== undefined}
                  value={draft.hours[day]}
                  onChange={(event) => {
                    change({ hours: { ...draft.hours, [day]: String(event.target.value) } });
                  }}
                />
              </Field>
            </Box>
          ))}
        </Inline>
        {problems.week === undefined ? (
          <HelperMessage>
            By the clock of the time zone. Several spans with commas, nothing for a free day.
          </HelperMessage>
        ) : (
          <ErrorMessage>{problems.week}</ErrorMessage>
        )}
      </Stack>
      <Field
        id="calendar-holidays"
        label="Holidays"
        problem={problems.holidays}
        help="One date a line, such as 2026-12-25."
      >
        <TextArea
          id="calendar-holidays"
          name="calendar-holidays"
          minimumRows={6}
          maxHeight="200px"
          isInvalid={problems.holidays !== undefined}
          value={draft.holidays}
          onChange={(event) => {
            change({ holidays: String(event.target.value) });
          }}
        />
      </Field>
      <Locations view={view} others={others} draft={draft} onChange={change} />
      {isTheDefault ? (
        <Text color="color.text.subtle">
          This is the default: it holds for all locations that no calendar names.
        </Text>
      ) : (
        <Checkbox
          name="calendar-default"
          label="Make it the default, for all locations that no calendar names"
          isChecked={draft.isDefault}
          onChange={(event) => {
            change({ isDefault: event.target.checked === true });
          }}
        />
      )}
      <Inline spread="space-between" shouldWrap>
        <ButtonGroup label="Save the calendar">
          <LoadingButton
            appearance="primary"
            isLoading={busy === 'save'}
            isDisabled={busy === 'remove'}
            onClick={() => void save()}
          >
            Save
          </LoadingButton>
          <Button onClick={onCancel} isDisabled={busy !== null}>
            Cancel
          </Button>
        </ButtonGroup>
        {calendar !== null && !isTheDefault && (
          <LoadingButton
            appearance="danger"
            isLoading={busy === 'remove'}
            isDisabled={busy === 'save'}
            onClick={() => void run('remove', () => call('calendars/remove', { id }))}
          >
            Remove this calendar
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
      label: `${name} (${people} ${people === 1 ? 'person' : 'people'})`,
    })),
    ...draft.locations.filter((name) => !names.has(name)).map(option),
  ];
  return (
    <Field
      id="calendar-locations"
      label="Locations it holds for"
      problem={undefined}
      help={
        view.locations.length === 0
          ? 'Import the roster first: its locations are the ones to choose from.'
          : 'Locations of the roster that no other calendar has.'
      }
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
