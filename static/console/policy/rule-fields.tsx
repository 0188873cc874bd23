import { ErrorMessage, HelperMessage, Label, Select, Stack, Textfield } from '@forge/react';
import { policyMessages } from './messages';
import type { YesNo } from './rule-form';

const { any } = policyMessages.editor.conditions;

export interface Option {
  readonly label: string;
  readonly value: string;
}

interface FieldProps {
  readonly name: string;
  readonly label: string;
  readonly help?: string;
  readonly problem: string | undefined;
}

const Below = ({ help, problem }: Pick<FieldProps, 'help' | 'problem'>) =>
  problem === undefined ? (
    help === undefined ? null : (
      <HelperMessage>{help}</HelperMessage>
    )
  ) : (
    <ErrorMessage>{problem}</ErrorMessage>
  );

/** One line of text with what is wrong about it below. */
export const TextInput = ({
  name,
  label,
  help,
  problem,
  value,
  isDisabled,
  onChange,
}: FieldProps & {
  readonly help?: string;
  readonly value: string;
  readonly isDisabled?: boolean;
  readonly onChange: (value: string) => void;
}) => (
  <Stack>
    <Label labelFor={`rule-${name}`}>{label}</Label>
    <Textfield
      id={`rule-${name}`}
      name={`rule-${name}`}
      value={value}
      isInvalid={problem !== undefined}
      isDisabled={isDisabled ?? false}
      onChange={(event) => {
        onChange(String(event.target.value));
      }}
    />
    <Below {...(help === undefined ? {} : { help })} problem={problem} />
  </Stack>
);

/** Several of a list. What was chosen before and is not in the list any more stays choosable. */
export const ManyOf = ({
  name,
  label,
  help,
  problem,
  options,
  chosen,
  onChange,
}: FieldProps & {
  readonly options: readonly Option[];
  readonly chosen: readonly string[];
  readonly onChange: (values: readonly string[]) => void;
}) => {
  const missing = chosen.filter((value) => !options.some((option) => option.value === value));
  const all = [...options, ...missing.map((value) => ({ value, label: value }))];
  return (
    <Stack>
      <Label labelFor={`rule-${name}`}>{label}</Label>
      <Select
        inputId={`rule-${name}`}
        isMulti
        placeholder={any}
        options={all}
        isInvalid={problem !== undefined}
        defaultValue={all.filter(({ value }) => chosen.includes(value))}
        onChange={(next: readonly Option[] | null) => {
          onChange((next ?? []).map(({ value }) => value));
        }}
      />
      <Below {...(help === undefined ? {} : { help })} problem={problem} />
    </Stack>
  );
};

/** One of a list. */
export const OneOf = <T extends string>({
  name,
  label,
  options,
  chosen,
  onChange,
}: {
  readonly name: string;
  readonly label: string;
  readonly options: readonly { readonly label: string; readonly value: T }[];
  readonly chosen: T;
  readonly onChange: (value: T) => void;
}) => (
  <Stack>
    <Label labelFor={`rule-${name}`}>{label}</Label>
    <Select
      inputId={`rule-${name}`}
      options={[...options]}
      defaultValue={options.find(({ value }) => value === chosen)}
      onChange={(option: { readonly value: T } | null) => {
        if (option) onChange(option.value);
      }}
    />
  </Stack>
);

export const yesNoOptions = (yes: string, no: string): readonly { label: string; value: YesNo }[] => [
  { label: any, value: 'any' },
  { label: yes, value: 'yes' },
  { label: no, value: 'no' },
];
