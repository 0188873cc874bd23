import {
  Box,
  HelperMessage,
  Inline,
  Label,
  RequiredAsterisk,
  Select,
  Stack,
  Textfield,
  xcss,
} from '@forge/react';
import type { ReactNode } from 'react';
import type { HistoryMapping, TimeFormat } from '../../../src/kpis/contract/history-mapping';
import { kpiMessages } from './messages';

const messages = kpiMessages.past.mapping;

const fieldWidth = xcss({ width: '220px' });

interface Choice<T extends string> {
  readonly label: string;
  readonly value: T;
}

const FORMATS: readonly Choice<TimeFormat>[] = (
  ['iso', 'day-first', 'month-first', 'epoch-seconds', 'epoch-millis'] as const
).map((value) => ({ value, label: messages.timeFormats[value] }));

type ReopenedBy = 'nothing' | 'states' | 'count' | 'values';

const REOPENED: readonly Choice<ReopenedBy>[] = (['nothing', 'states', 'count', 'values'] as const).map(
  (value) => ({ value, label: messages.reopenedBy[value] }),
);

/** The form’s fields as they stand; a column that is empty is not chosen. */
export interface MappingDraft {
  readonly ticket: string;
  readonly time: string;
  readonly format: TimeFormat;
  readonly zone: string;
  readonly order: string;
  readonly state: string;
  readonly closedValues: string;
  readonly goal: string;
  readonly metValues: string;
  readonly missedValues: string;
  readonly reopenedBy: ReopenedBy;
  readonly reopened: string;
  readonly reopenedValues: string;
  readonly notReopenedValues: string;
  readonly application: string;
  readonly department: string;
  readonly assignee: string;
  readonly requestType: string;
}

const EMPTY: MappingDraft = {
  ticket: '',
  time: '',
  format: 'iso',
  zone: 'UTC',
  order: '',
  state: '',
  closedValues: messages.usual.closed,
  goal: '',
  metValues: messages.usual.met,
  missedValues: messages.usual.missed,
  reopenedBy: 'nothing',
  reopened: '',
  reopenedValues: messages.usual.reopened,
  notReopenedValues: messages.usual.notReopened,
  application: '',
  department: '',
  assignee: '',
  requestType: '',
};

/** What a file’s columns are by their names, as a start. */
export function draftFor(columns: readonly string[]): MappingDraft {
  const likely = (pattern: RegExp): string => columns.find((name) => pattern.test(name)) ?? '';
  return {
    ...EMPTY,
    ticket: likely(/^(number|key|id|issue ?key|ticket|ticket ?id|incident)$/i),
    time: likely(/^(updated|updated.?at|resolved|resolved.?at|closed|closed.?at|time|date)$/i),
    state: likely(/^(state|status|event)$/i),
    goal: likely(/^(sla|made.?sla|goal)$/i),
    application: likely(/^(application|app|service|software)$/i),
    department: likely(/^department$/i),
    requestType: likely(/^(request.?type|type|category)$/i),
  };
}

const wordsIn = (text: string): string[] =>
  text
    .split(',')
    .map((word) => word.trim())
    .filter((word) => word !== '');

export const isComplete = ({ ticket, time, zone, format }: MappingDraft): boolean =>
  ticket !== '' && time !== '' && (zone.trim() !== '' || !needsZone(format));

const needsZone = (format: TimeFormat): boolean => format === 'day-first' || format === 'month-first';

/** The mapping that a form’s fields say. */
export function mappingOf(draft: MappingDraft): HistoryMapping {
  const column = (name: string): string | null => (name === '' ? null : name);
  return {
    ticket: draft.ticket,
    time: {
      column: draft.time,
      format: draft.format,
      zone: draft.zone.trim() === '' ? null : draft.zone.trim(),
    },
    order: column(draft.order),
    closed: draft.state === '' ? null : { column: draft.state, values: wordsIn(draft.closedValues) },
    sla:
      draft.goal === ''
        ? null
        : { column: draft.goal, met: wordsIn(draft.metValues), missed: wordsIn(draft.missedValues) },
    reopened: reopenedIn(draft),
    application: column(draft.application),
    department: column(draft.department),
    assignee: column(draft.assignee),
    requestType: column(draft.requestType),
    empty: [],
  };
}

function reopenedIn({
  reopenedBy: by,
  reopened: column,
  reopenedValues,
  notReopenedValues,
}: MappingDraft): HistoryMapping['reopened'] {
  switch (by) {
    case 'nothing':
      return null;
    case 'states':
      return { by };
    case 'count':
      return { by, column };
    case 'values':
      return { by, column, yes: wordsIn(reopenedValues), no: wordsIn(notReopenedValues) };
  }
}

interface Props {
  readonly columns: readonly string[];
  readonly draft: MappingDraft;
  readonly onChange: (draft: MappingDraft) => void;
}

/** Says which column of a file is what. */
export const PastMapping = ({ columns, draft, onChange }: Props) => {
  const set = (change: Partial<MappingDraft>): void => {
    onChange({ ...draft, ...change });
  };
  const column = (field: keyof MappingDraft, label: string, isRequired = false) => (
    <ColumnField
      id={`past-${field}`}
      label={label}
      columns={columns}
      value={draft[field]}
      isRequired={isRequired}
      onChange={(name) => {
        set({ [field]: name });
      }}
    />
  );
  const text = (field: keyof MappingDraft, label: string) => (
    <Box xcss={fieldWidth}>
      <Label labelFor={`past-${field}`}>{label}</Label>
      <Textfield
        id={`past-${field}`}
        name={`past-${field}`}
        value={draft[field]}
        onChange={(event) => {
          set({ [field]: String(event.target.value) });
        }}
      />
    </Box>
  );
  return (
    <Stack space="space.200">
      <Fields>
        {column('ticket', messages.ticket, true)}
        {column('time', messages.time, true)}
        <Box xcss={fieldWidth}>
          <Label labelFor="past-format">{messages.format}</Label>
          <Select
            inputId="past-format"
            options={[...FORMATS]}
            value={FORMATS.find(({ value }) => value === draft.format) ?? null}
            onChange={(chosen: Choice<TimeFormat> | null) => {
              set({ format: chosen?.value ?? 'iso' });
            }}
          />
        </Box>
        {text('zone', messages.zone)}
        {column('order', messages.order)}
      </Fields>
      <HelperMessage>{messages.timeHelp}</HelperMessage>
      <Fields>
        {column('state', messages.state)}
        {draft.state !== '' && text('closedValues', messages.closedValues)}
        {column('goal', messages.goal)}
        {draft.goal !== '' && text('metValues', messages.metValues)}
        {draft.goal !== '' && text('missedValues', messages.missedValues)}
        <Box xcss={fieldWidth}>
          <Label labelFor="past-reopened-by">{messages.reopened}</Label>
          <Select
            inputId="past-reopened-by"
            options={[...REOPENED]}
            value={REOPENED.find(({ value }) => value === draft.reopenedBy) ?? null}
            onChange={(chosen: Choice<ReopenedBy> | null) => {
              set({ reopenedBy: chosen?.value ?? 'nothing' });
            }}
          />
        </Box>
        {(draft.reopenedBy === 'count' || draft.reopenedBy === 'values') &&
          column('reopened', messages.reopenedColumn, true)}
        {draft.reopenedBy === 'values' && text('reopenedValues', messages.reopenedValues)}
        {draft.reopenedBy === 'values' && text('notReopenedValues', messages.notReopenedValues)}
      </Fields>
      <HelperMessage>{messages.valuesHelp}</HelperMessage>
      <Fields>
        {column('application', messages.application)}
        {column('department', messages.department)}
        {column('assignee', messages.assignee)}
        {column('requestType', messages.requestType)}
      </Fields>
    </Stack>
  );
};

const Fields = ({ children }: { readonly children: ReactNode }) => (
  <Inline space="space.150" rowSpace="space.150" alignBlock="start" shouldWrap>
    {children}
  </Inline>
);

interface ColumnProps {
  readonly id: string;
  readonly label: string;
  readonly columns: readonly string[];
  readonly value: string;
  readonly isRequired: boolean;
  readonly onChange: (name: string) => void;
}

const ColumnField = ({ id, label, columns, value, isRequired, onChange }: ColumnProps) => {
  const options = columns.filter((name) => name !== '').map((name) => ({ label: name, value: name }));
  return (
    <Box xcss={fieldWidth}>
      <Label labelFor={id}>
        {label} {isRequired && <RequiredAsterisk />}
      </Label>
      <Select
        inputId={id}
        options={options}
        value={options.find((option) => option.value === value) ?? null}
        placeholder={isRequired ? messages.choose : messages.none}
        isClearable={!isRequired}
        onChange={(chosen: Choice<string> | null) => {
          onChange(chosen?.value ?? '');
        }}
      />
    </Box>
  );
};
