import TextArea from '@atlaskit/textarea';
import Textfield from '@atlaskit/textfield';
import { inputEvent, passing } from '../events';
import { given, testIdOf, useProps, type Props } from '../props';
import type { Renderer } from '../surface-context';
import { useMirrored } from '../use-mirrored';
import { slot } from './slot';

const APPEARANCES = ['standard', 'subtle', 'none'] as const;
const RESIZE = ['auto', 'vertical', 'horizontal', 'smart', 'none'] as const;

/** What the two kinds of text input share. */
function common(props: Props) {
  return given({
    appearance: props.choice('appearance', APPEARANCES),
    'aria-labelledby': props.id('aria-labelledby'),
    autoFocus: props.flag('autoFocus'),
    id: props.id(),
    isCompact: props.flag('isCompact'),
    isDisabled: props.flag('isDisabled'),
    isInvalid: props.flag('isInvalid') ?? props.flag('aria-invalid'),
    isMonospaced: props.flag('isMonospaced'),
    isReadOnly: props.flag('isReadOnly'),
    isRequired: props.flag('isRequired'),
    maxLength: props.number('maxLength'),
    minLength: props.number('minLength'),
    name: props.text('name'),
    onBlur: passing(props.handler('onBlur')),
    onFocus: passing(props.handler('onFocus')),
    placeholder: props.text('placeholder'),
  });
}

const TextfieldView: Renderer = ({ node }) => {
  const props = useProps(node);
  const [value, setValue] = useMirrored(props.text('value'), props.text('defaultValue') ?? '');
  const onChange = props.handler('onChange');
  return (
    <Textfield
      {...common(props)}
      {...given({
        elemAfterInput: slot(props, 'elemAfterInput'),
        elemBeforeInput: slot(props, 'elemBeforeInput'),
        max: props.length('max'),
        min: props.length('min'),
        pattern: props.text('pattern'),
        type: props.text('type'),
        width: props.length('width'),
      })}
      {...testIdOf(props)}
      value={value}
      onChange={(event) => {
        setValue(event.currentTarget.value);
        onChange?.(inputEvent(event));
      }}
    />
  );
};

const TextAreaView: Renderer = ({ node }) => {
  const props = useProps(node);
  const [value, setValue] = useMirrored(props.text('value'), props.text('defaultValue') ?? '');
  const onChange = props.handler('onChange');
  return (
    <TextArea
      {...common(props)}
      {...given({
        maxHeight: props.length('maxHeight')?.toString(),
        minimumRows: props.number('minimumRows'),
        resize: props.choice('resize', RESIZE),
        spellCheck: props.flag('spellCheck'),
      })}
      {...testIdOf(props)}
      value={value}
      onChange={(event) => {
        setValue(event.currentTarget.value);
        onChange?.(inputEvent(event));
      }}
    />
  );
};

/** UI Kit's range hands over the number itself. */
const RangeView: Renderer = ({ node }) => {
  const props = useProps(node);
  const min = props.number('min') ?? 0;
  const max = props.number('max') ?? 100;
  const [value, setValue] = useMirrored(
    props.number('value'),
    props.number('defaultValue') ?? (min + max) / 2,
  );
  const onChange = props.handler('onChange');
  return (
    <input
      type="range"
      className="ui-kit-range"
      {...given({
        'aria-invalid': props.flag('aria-invalid'),
        'aria-labelledby': props.id('aria-labelledby'),
        'data-testid': props.text('testId'),
        disabled: props.flag('isDisabled'),
        id: props.id(),
        name: props.text('name'),
        onBlur: passing(props.handler('onBlur')),
        onFocus: passing(props.handler('onFocus')),
        step: props.number('step'),
      })}
      min={min}
      max={max}
      value={value}
      onChange={({ currentTarget }) => {
        setValue(currentTarget.valueAsNumber);
        onChange?.(currentTarget.valueAsNumber);
      }}
    />
  );
};

export const textInputs: Readonly<Record<string, Renderer>> = {
  Range: RangeView,
  TextArea: TextAreaView,
  Textfield: TextfieldView,
};
