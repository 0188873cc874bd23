import { ErrorMessage, HelperMessage, Label, RequiredAsterisk } from '@atlaskit/form';
import Select from '@atlaskit/select';
import TextArea from '@atlaskit/textarea';
import Textfield from '@atlaskit/textfield';
import { useId, type ReactNode } from 'react';
import type { RequestTypeField } from '../api/desk';
import { useSession } from '../env/session';
import { PersonName } from '../parts/person';

/** What was entered: text, a number as text, a person's account id, an option's id. */
export type FieldText = string;

type Kind = 'text' | 'long-text' | 'number' | 'person' | 'option';

function kindOf({ jiraSchema: { type, system, custom }, validValues }: RequestTypeField): Kind {
  if (type === 'user') return 'person';
  if (type === 'number') return 'number';
  if (validValues.length > 0) return 'option';
  return system === 'description' || custom?.endsWith(':textarea') ? 'long-text' : 'text';
}

/** An entered value in the form that the portal API takes; nothing for a field that was left empty. */
export function requestValue(field: RequestTypeField, value: FieldText): [string, unknown][] {
  if (value.trim() === '') return [];
  const { fieldId } = field;
  switch (kindOf(field)) {
    case 'person':
      return [[fieldId, { accountId: value }]];
    case 'number':
      return [[fieldId, Number(value)]];
    case 'option':
      return [[fieldId, { id: value }]];
    case 'text':
    case 'long-text':
      return [[fieldId, value]];
  }
}

interface RequestFieldProps {
  readonly field: RequestTypeField;
  readonly value: FieldText;
  readonly error: string | undefined;
  readonly onChange: (value: FieldText) => void;
}

/** One field of a request form, with its label, hint and error. */
export function RequestField({ field, value, error, onChange }: RequestFieldProps): ReactNode {
  const id = useId();
  const messageId = `${id}-message`;
  return (
    <div className="field">
      <Label htmlFor={id}>
        {field.name}
        {field.required ? <RequiredAsterisk /> : null}
      </Label>
      <Input id={id} describedBy={messageId} field={field} value={value} error={error} onChange={onChange} />
      <div id={messageId}>
        {error === undefined ? null : <ErrorMessage>{error}</ErrorMessage>}
        {error === undefined && field.description !== '' ? (
          <HelperMessage>{field.description}</HelperMessage>
        ) : null}
      </div>
    </div>
  );
}

interface InputProps extends RequestFieldProps {
  readonly id: string;
  readonly describedBy: string;
}

function Input(props: InputProps): ReactNode {
  const { id, describedBy, field, value, error, onChange } = props;
  const isInvalid = error !== undefined;
  switch (kindOf(field)) {
    case 'person':
      return <PersonInput {...props} />;
    case 'option':
      return (
        <Select
          inputId={id}
          isClearable
          isInvalid={isInvalid}
          options={field.validValues}
          value={field.validValues.find((option) => option.value === value) ?? null}
          onChange={(option) => {
            onChange(option?.value ?? '');
          }}
        />
      );
    case 'long-text':
      return (
        <TextArea
          id={id}
          aria-describedby={describedBy}
          isInvalid={isInvalid}
          isRequired={field.required}
          minimumRows={3}
          value={value}
          onChange={({ currentTarget }) => {
            onChange(currentTarget.value);
          }}
        />
      );
    case 'number':
    case 'text':
      return (
        <Textfield
          id={id}
          aria-describedby={describedBy}
          isInvalid={isInvalid}
          isRequired={field.required}
          type={kindOf(field)}
          value={value}
          onChange={({ currentTarget }) => {
            onChange(currentTarget.value);
          }}
        />
      );
  }
}

function PersonInput({ id, value, error, onChange }: InputProps): ReactNode {
  const { session } = useSession();
  const people = session.people.filter(({ active }) => active);
  return (
    <Select
      inputId={id}
      isClearable
      isInvalid={error !== undefined}
      placeholder="Enter a name"
      options={people}
      getOptionValue={({ accountId }) => accountId}
      getOptionLabel={({ displayName }) => displayName}
      formatOptionLabel={(person) => <PersonName person={person} size="xxsmall" />}
      value={people.find(({ accountId }) => accountId === value) ?? null}
      onChange={(person) => {
        onChange(person?.accountId ?? '');
      }}
    />
  );
}
