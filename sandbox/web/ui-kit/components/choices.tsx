import Checkbox from '@atlaskit/checkbox';
import { Radio, RadioGroup } from '@atlaskit/radio';
import Toggle from '@atlaskit/toggle';
import type { ChangeEvent } from 'react';
import * as z from 'zod/mini';
import { inputEvent, passing } from '../events';
import { given, testIdOf, useProps, type Props } from '../props';
import { useSurface, type Renderer } from '../surface-context';
import { useMirrored } from '../use-mirrored';
import { slot } from './slot';

const option = z.object({
  label: z.string(),
  value: z.string(),
  name: z.optional(z.string()),
  isDisabled: z.optional(z.boolean()),
});
type Option = z.infer<typeof option>;

/** The options of a group; wrong ones are left out and reported. */
function useOptions(props: Props, component: string): readonly Option[] {
  const { report } = useSurface();
  return (props.list('options') ?? []).flatMap((item) => {
    const read = z.safeParse(option, item);
    if (!read.success) report(`${component}: an option is wrong: ${z.prettifyError(read.error)}`);
    return read.success ? read.data : [];
  });
}

function common(props: Props) {
  return given({
    'aria-labelledby': props.id('aria-labelledby'),
    id: props.id(),
    isDisabled: props.flag('isDisabled'),
    name: props.text('name'),
    onBlur: passing(props.handler('onBlur')),
    onFocus: passing(props.handler('onFocus')),
    value: props.text('value'),
  });
}

const isInvalid = (props: Props): boolean => props.flag('isInvalid') ?? props.flag('aria-invalid') ?? false;

/** State of a box or switch that the app may control by `isChecked`, and what tells the app of a click. */
function useChecked(props: Props) {
  const [isChecked, setChecked] = useMirrored(props.flag('isChecked'), props.flag('defaultChecked') ?? false);
  const onChange = props.handler('onChange');
  return {
    isChecked,
    onChange: (event: ChangeEvent<HTMLInputElement>) => {
      setChecked(event.target.checked);
      onChange?.(inputEvent(event));
    },
  };
}

const CheckboxView: Renderer = ({ node }) => {
  const props = useProps(node);
  return (
    <Checkbox
      {...common(props)}
      {...given({ isIndeterminate: props.flag('isIndeterminate'), isRequired: props.flag('isRequired') })}
      {...testIdOf(props)}
      {...useChecked(props)}
      isInvalid={isInvalid(props)}
      label={props.text('label') ?? ''}
    />
  );
};

const ToggleView: Renderer = ({ node }) => {
  const props = useProps(node);
  const { 'aria-labelledby': labelledBy, ...rest } = common(props);
  return (
    <Toggle
      {...rest}
      {...given({
        descriptionId: labelledBy,
        label: props.text('label'),
        size: props.choice('size', ['regular', 'large'] as const),
      })}
      {...testIdOf(props)}
      {...useChecked(props)}
    />
  );
};

/** UI Kit hands over the values of all checked boxes. */
const CheckboxGroupView: Renderer = ({ node }) => {
  const props = useProps(node);
  const options = useOptions(props, 'CheckboxGroup');
  const [values, setValues] = useMirrored(props.texts('value'), props.texts('defaultValue') ?? []);
  const onChange = props.handler('onChange');
  const isDisabled = props.flag('isDisabled') ?? false;
  return (
    <div role="group" {...given({ 'aria-labelledby': props.id('aria-labelledby'), id: props.id() })}>
      {options.map((one) => (
        <Checkbox
          key={one.value}
          label={one.label}
          value={one.value}
          isDisabled={isDisabled || one.isDisabled === true}
          isChecked={values.includes(one.value)}
          {...given({ name: props.text('name') })}
          onChange={({ target }) => {
            const others = values.filter((value) => value !== one.value);
            const next = target.checked ? [...others, one.value] : others;
            setValues(next);
            onChange?.(next);
          }}
        />
      ))}
    </div>
  );
};

const RadioView: Renderer = ({ node }) => {
  const props = useProps(node);
  const { isChecked, onChange } = useChecked(props);
  return (
    <Radio
      {...common(props)}
      {...given({ ariaLabel: props.text('ariaLabel'), isRequired: props.flag('isRequired') })}
      {...testIdOf(props)}
      isChecked={isChecked}
      isInvalid={isInvalid(props)}
      label={slot(props, 'label')}
      value={props.text('value') ?? ''}
      onChange={onChange}
    />
  );
};

const RadioGroupView: Renderer = ({ node }) => {
  const props = useProps(node);
  const options = useOptions(props, 'RadioGroup');
  const [value, setValue] = useMirrored(props.text('value'), props.text('defaultValue') ?? '');
  const onChange = props.handler('onChange');
  return (
    <RadioGroup
      {...given({
        'aria-labelledby': props.id('aria-labelledby'),
        isDisabled: props.flag('isDisabled'),
        isRequired: props.flag('isRequired'),
        name: props.text('name'),
      })}
      {...testIdOf(props)}
      isInvalid={isInvalid(props)}
      options={options.map((one) => ({ ...given(one), label: one.label, value: one.value }))}
      value={value === '' ? null : value}
      onChange={(event) => {
        setValue(event.target.value);
        onChange?.(inputEvent(event));
      }}
    />
  );
};

export const choices: Readonly<Record<string, Renderer>> = {
  Checkbox: CheckboxView,
  CheckboxGroup: CheckboxGroupView,
  Radio: RadioView,
  RadioGroup: RadioGroupView,
  Toggle: ToggleView,
};
