import { DAY } from '../../../src/common/rules/time';
import { Box, DatePicker, Inline, Label, Select, Stack, xcss } from '@forge/react';
import type { KpiReportQuestion } from '../../../src/kpis/contract/kpi';
import { FIRST_REPORT_DATE, grainsFor, REPORT_PERIODS_DAYS } from '../../../src/kpis/contract/kpi-values';
import type { KpiSlice } from '../../../src/kpis/rules/definitions';
import type { Against, Grain, ReportPeriod } from '../../../src/kpis/rules/report-frame';
import { dateIn } from '../../lib/date-in';
import { kpiMessages } from './messages';

const messages = kpiMessages.choices;

const choiceWidth = xcss({ width: '200px' });
const dateWidth = xcss({ width: '140px' });

interface Choice<T> {
  readonly label: string;
  readonly value: T;
}

type OwnDates = Extract<Against, { kind: 'own' }>;

const OWN = 'own';

const PERIODS: readonly Choice<ReportPeriod | typeof OWN>[] = [
  ...REPORT_PERIODS_DAYS.map((days) => ({
    value: { kind: 'last', days } as const,
    label: messages.periods.last(days),
  })),
  { value: { kind: 'this', unit: 'month' }, label: messages.periods.thisMonth },
  { value: { kind: 'previous', unit: 'month' }, label: messages.periods.lastMonth },
  { value: { kind: 'this', unit: 'quarter' }, label: messages.periods.thisQuarter },
  { value: { kind: 'previous', unit: 'quarter' }, label: messages.periods.lastQuarter },
  { value: OWN, label: messages.periods.own },
];

const AGAINST: readonly Choice<Against | typeof OWN>[] = [
  { value: { kind: 'before' }, label: messages.againsts.before },
  { value: { kind: 'year-before' }, label: messages.againsts.yearBefore },
  { value: OWN, label: messages.againsts.own },
];

const GRAINS: readonly Choice<Grain>[] = (['day', 'week', 'month'] as const).map((value) => ({
  value,
  label: messages.grains[value],
}));

const SLICES: readonly Choice<KpiSlice>[] = (
  ['application', 'tier', 'department', 'assignee', 'request-type'] as const
).map((value) => ({ value, label: messages.slices[value] }));

/** How many calendar days a period is long at most. */
function daysOf(period: ReportPeriod): number {
  switch (period.kind) {
    case 'last':
      return period.days;
    case 'own':
      return (Date.parse(period.to) - Date.parse(period.from)) / DAY + 1;
    case 'this':
    case 'previous':
      return period.unit === 'month' ? 31 : 92;
  }
}

interface Props {
  readonly asked: KpiReportQuestion;
  readonly onChange: (asked: KpiReportQuestion) => void;
}

/** What the report is about, what it is compared with, and how it is grouped. */
export const ReportChoices = ({ asked, onChange }: Props) => {
  const { period, against, grain, slice, timeZone } = asked;
  const grains = grainsFor(daysOf(period));
  const change = (some: Partial<KpiReportQuestion>): void => {
    const next = { ...asked, ...some };
    const fitting = grainsFor(daysOf(next.period));
    onChange({ ...next, grain: fitting.includes(next.grain) ? next.grain : (fitting[0] ?? 'month') });
  };
  return (
    <Stack space="space.100">
      <Inline space="space.150" alignBlock="end" shouldWrap rowSpace="space.100">
        <Chosen
          id="report-period"
          label={messages.period}
          options={PERIODS}
          value={period.kind === OWN ? OWN : period}
          onChange={(value) => {
            change({ period: value === OWN ? thirtyDays(timeZone, 0) : value });
          }}
        />
        {period.kind === OWN && (
          <Dates
            id="report-dates"
            dates={period}
            onChange={(dates) => {
              change({ period: dates });
            }}
          />
        )}
        <Chosen
          id="report-against"
          label={messages.against}
          options={AGAINST}
          value={against.kind === OWN ? OWN : against}
          onChange={(value) => {
            change({ against: value === OWN ? thirtyDays(timeZone, 30) : value });
          }}
        />
        {against.kind === OWN && (
          <Dates
            id="report-against-dates"
            dates={against}
            onChange={(dates) => {
              change({ against: dates });
            }}
          />
        )}
      </Inline>
      <Inline space="space.150" alignBlock="end" shouldWrap rowSpace="space.100">
        <Chosen
          id="report-grain"
          label={messages.grain}
          options={GRAINS.filter(({ value }) => grains.includes(value))}
          value={grain}
          onChange={(value) => {
            change({ grain: value });
          }}
        />
        <Box xcss={choiceWidth}>
          <Label labelFor="report-slice">{messages.slice}</Label>
          <Select
            inputId="report-slice"
            options={[...SLICES]}
            value={SLICES.find(({ value }) => value === slice) ?? null}
            placeholder={messages.noSlice}
            isClearable
            onChange={(chosen: Choice<KpiSlice> | null) => {
              change({ slice: chosen?.value ?? null });
            }}
          />
        </Box>
      </Inline>
    </Stack>
  );
};

/** Thirty days to begin with, of which the last was so many days ago. */
function thirtyDays(timeZone: string, ago: number): OwnDates {
  const last = Date.now() - ago * DAY;
  return { kind: OWN, from: dateIn(timeZone, last - 29 * DAY), to: dateIn(timeZone, last) };
}

const isSame = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);

interface ChosenProps<T> {
  readonly id: string;
  readonly label: string;
  readonly options: readonly Choice<T>[];
  readonly value: T;
  readonly onChange: (value: T) => void;
}

/** One of some choices; there is always one. */
function Chosen<T>({ id, label, options, value, onChange }: ChosenProps<T>) {
  return (
    <Box xcss={choiceWidth}>
      <Label labelFor={id}>{label}</Label>
      <Select
        inputId={id}
        options={[...options]}
        value={options.find((one) => isSame(one.value, value)) ?? null}
        onChange={(chosen: Choice<T> | null) => {
          if (chosen) onChange(chosen.value);
        }}
      />
    </Box>
  );
}

interface DatesProps {
  readonly id: string;
  readonly dates: OwnDates;
  readonly onChange: (dates: OwnDates) => void;
}

/** Two dates in order; moving one beyond the other takes the other along. */
const Dates = ({ id, dates, onChange }: DatesProps) => (
  <>
    <OneDate
      id={`${id}-from`}
      label={messages.from}
      date={dates.from}
      onChange={(from) => {
        onChange({ ...dates, from, to: from > dates.to ? from : dates.to });
      }}
    />
    <OneDate
      id={`${id}-to`}
      label={messages.to}
      date={dates.to}
      onChange={(to) => {
        onChange({ ...dates, to, from: to < dates.from ? to : dates.from });
      }}
    />
  </>
);

const OneDate = ({
  id,
  label,
  date,
  onChange,
}: {
  readonly id: string;
  readonly label: string;
  readonly date: string;
  readonly onChange: (date: string) => void;
}) => (
  <Box xcss={dateWidth}>
    <Label labelFor={id}>{label}</Label>
    <DatePicker
      id={id}
      name={id}
      value={date}
      minDate={FIRST_REPORT_DATE}
      onChange={(chosen: string) => {
        if (chosen !== '') onChange(chosen);
      }}
    />
  </Box>
);
