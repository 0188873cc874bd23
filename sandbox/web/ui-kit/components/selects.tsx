import Select from '@atlaskit/select';
import type { ReactNode } from 'react';
import * as z from 'zod/mini';
import { passing } from '../events';
import { given, testIdOf, useProps, type Props } from '../props';
import { useSurface, type Renderer } from '../surface-context';
import { useMirrored } from '../use-mirrored';
import { useMenuPlacement } from './in-modal';

const optionSchema = z.looseObject({
  label: z.string(),
  value: z.unknown(),
  isDisabled: z.optional(z.boolean()),
});
const groupSchema = z.object({ label: z.string(), options: z.array(z.unknown()) });

/** An option as the app wrote it, with what the menu shows of it. */
interface Option {
  readonly label: string;
  readonly value: unknown;
  readonly isDisabled?: boolean;
  readonly original: unknown;
}

interface Group {
  readonly label: string;
  readonly options: readonly Option[];
}

const APPEARANCES = ['default', 'subtle', 'none'] as const;
const SPACINGS = ['default', 'compact'] as const;

function readOption(given_: unknown): Option | undefined {
  const { success, data } = z.safeParse(optionSchema, given_);
  if (!success) return undefined;
  const { label, value, isDisabled } = data;
  return { label, value, original: given_, ...given({ isDisabled }) };
}

function readOptions(props: Props, report: (message: string) => void): readonly (Option | Group)[] {
  return (props.list('options') ?? []).flatMap((item): (Option | Group)[] => {
    const group = z.safeParse(groupSchema, item);
    if (group.success) {
      const options = group.data.options.flatMap((inner) => readOption(inner) ?? []);
      return [{ label: group.data.label, options }];
    }
    const option = readOption(item);
    if (!option) report(`Select: an option has no label and value: ${JSON.stringify(item)}`);
    return option ? [option] : [];
  });
}

/** The chosen options of a value, which is an option, a list of them, or null. */
const chosen = (value: unknown): readonly Option[] =>
  (Array.isArray(value) ? value : [value]).flatMap((one) => readOption(one) ?? []);

const SelectView: Renderer = ({ node }): ReactNode => {
  const props = useProps(node);
  const { report } = useSurface();
  const isMulti = props.flag('isMulti') ?? false;
  const controlled = props.raw('value') === undefined ? undefined : chosen(props.raw('value'));
  const [value, setValue] = useMirrored(controlled, chosen(props.raw('defaultValue')));
  const onChange = props.handler('onChange');
  const onInputChange = props.handler('onInputChange');
  return (
    <Select<Option, boolean>
      {...given({
        appearance: props.choice('appearance', APPEARANCES),
        autoFocus: props.flag('autoFocus'),
        closeMenuOnSelect: props.flag('closeMenuOnSelect'),
        defaultInputValue: props.text('defaultInputValue'),
        defaultMenuIsOpen: props.flag('defaultMenuIsOpen'),
        inputId: props.id('inputId') ?? props.id(),
        inputValue: props.text('inputValue'),
        isClearable: props.flag('isClearable'),
        isDisabled: props.flag('isDisabled'),
        isInvalid: props.flag('isInvalid') ?? props.flag('aria-invalid'),
        isLoading: props.flag('isLoading'),
        isRequired: props.flag('isRequired'),
        isSearchable: props.flag('isSearchable'),
        menuIsOpen: props.flag('menuIsOpen'),
        name: props.text('name'),
        onBlur: passing(props.handler('onBlur')),
        onFocus: passing(props.handler('onFocus')),
        onInputChange:
          onInputChange &&
          ((text: string) => {
            onInputChange(text);
          }),
        openMenuOnFocus: props.flag('openMenuOnFocus'),
        placeholder: props.text('placeholder'),
        spacing: props.choice('spacing', SPACINGS),
      })}
      {...useMenuPlacement()}
      {...testIdOf(props)}
      // a value may be anything that JSON can carry
      getOptionValue={({ value: optionValue }) => JSON.stringify(optionValue)}
      isMulti={isMulti}
      options={readOptions(props, report)}
      value={isMulti ? value : (value[0] ?? null)}
      onChange={(next: Option | readonly Option[] | null) => {
        const options = Array.isArray(next) ? (next as readonly Option[]) : next ? [next as Option] : [];
        setValue(options);
        const originals = options.map(({ original }) => original);
        onChange?.(isMulti ? originals : (originals[0] ?? null));
      }}
    />
  );
};

export const selects: Readonly<Record<string, Renderer>> = { Select: SelectView };
