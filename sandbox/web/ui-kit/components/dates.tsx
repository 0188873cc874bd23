import Calendar from '@atlaskit/calendar';
import { DatePicker, TimePicker } from '@atlaskit/datetime-picker';
import { SidewaysScroll } from '../../parts/sideways-scroll';
import { passing } from '../events';
import { given, testIdOf, useProps, type Props } from '../props';
import type { Renderer } from '../surface-context';
import { useMirrored } from '../use-mirrored';
import { useMenuPlacement } from './in-modal';

const APPEARANCES = ['default', 'subtle', 'none'] as const;
const SPACINGS = ['compact', 'default'] as const;
const DAYS = [0, 1, 2, 3, 4, 5, 6] as const;

function common(props: Props) {
  return given({
    appearance: props.choice('appearance', APPEARANCES),
    autoFocus: props.flag('autoFocus'),
    defaultIsOpen: props.flag('defaultIsOpen'),
    id: props.id(),
    isDisabled: props.flag('isDisabled'),
    isInvalid: props.flag('isInvalid') ?? props.flag('aria-invalid'),
    isOpen: props.flag('isOpen'),
    isRequired: props.flag('isRequired'),
    label: props.text('label'),
    locale: props.text('locale'),
    name: props.text('name'),
    onBlur: passing(props.handler('onBlur')),
    onFocus: passing(props.handler('onFocus')),
    placeholder: props.text('placeholder'),
    spacing: props.choice('spacing', SPACINGS),
  });
}

/** The picked value, which UI Kit hands over as such: `2027-03-31`, `09:30`. */
function usePicked(props: Props) {
  const [value, setValue] = useMirrored(props.text('value'), props.text('defaultValue') ?? '');
  const onChange = props.handler('onChange');
  return {
    value,
    onChange: (next: string) => {
      setValue(next);
      onChange?.(next);
    },
  };
}

const firstDay = (props: Props) => DAYS.find((day) => day === props.number('weekStartDay'));

const DatePickerView: Renderer = ({ node }) => {
  const props = useProps(node);
  return (
    <DatePicker
      {...common(props)}
      {...given({
        dateFormat: props.text('dateFormat'),
        disabled: props.texts('disabled'),
        maxDate: props.text('maxDate'),
        minDate: props.text('minDate'),
        nextMonthLabel: props.text('nextMonthLabel'),
        previousMonthLabel: props.text('previousMonthLabel'),
        shouldShowCalendarButton: props.flag('shouldShowCalendarButton'),
        weekStartDay: firstDay(props),
      })}
      selectProps={useMenuPlacement()}
      {...testIdOf(props)}
      {...usePicked(props)}
    />
  );
};

const TimePickerView: Renderer = ({ node }) => {
  const props = useProps(node);
  return (
    <TimePicker
      {...common(props)}
      {...given({
        hideIcon: props.flag('hideIcon'),
        timeFormat: props.text('timeFormat'),
        timeIsEditable: props.flag('timeIsEditable'),
        times: props.texts('times'),
      })}
      selectProps={useMenuPlacement()}
      {...testIdOf(props)}
      {...usePicked(props)}
    />
  );
};

const CalendarView: Renderer = ({ node }) => {
  const props = useProps(node);
  const onChange = props.handler('onChange');
  const onSelect = props.handler('onSelect');
  return (
    <SidewaysScroll label="Calendar">
      <Calendar
        {...given({
          day: props.number('day'),
          defaultDay: props.number('defaultDay'),
          defaultMonth: props.number('defaultMonth'),
          defaultPreviouslySelected: props.texts('defaultPreviouslySelected'),
          defaultSelected: props.texts('defaultSelected'),
          defaultYear: props.number('defaultYear'),
          disabled: props.texts('disabled'),
          locale: props.text('locale'),
          maxDate: props.text('maxDate'),
          minDate: props.text('minDate'),
          previouslySelected: props.texts('previouslySelected'),
          selected: props.texts('selected'),
          today: props.text('today'),
          weekStartDay: firstDay(props),
          year: props.number('year'),
        })}
        {...testIdOf(props)}
        onChange={(event) => onChange?.(event)}
        onSelect={(event) => onSelect?.(event)}
      />
    </SidewaysScroll>
  );
};

export const dates: Readonly<Record<string, Renderer>> = {
  Calendar: CalendarView,
  DatePicker: DatePickerView,
  TimePicker: TimePickerView,
};
