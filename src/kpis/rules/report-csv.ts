import { csvText, type CsvValue } from '../../common/rules/csv-text';
import { isoTime } from '../../common/rules/time-text';
import { changeBetween, exported, type KpiChange, type Period, type Rate } from './kpi';
import type { KpiDefinition, KpiTarget } from './definitions';
import { target as words } from './value-messages';

/** One KPI as every export of a report tells it. */
export interface ExportedReading {
  readonly definition: KpiDefinition;
  readonly isAsOfNow: boolean;
  readonly rate: Rate;
  readonly before: Rate;
  readonly change: KpiChange | null;
  readonly slices: readonly (Rate & {
    readonly label: string;
    readonly before: Rate;
    readonly change: KpiChange | null;
  })[];
}

/** A report of KPIs; milliseconds since the epoch. */
export interface ExportedReport extends Period {
  readonly compared: Period;
  readonly readings: readonly ExportedReading[];
}

const HEADER = [
  'kpi',
  'name',
  'unit',
  'slice',
  'value',
  'hits',
  'of',
  'valueCompared',
  'target',
  'from',
  'to',
  'comparedFrom',
  'comparedTo',
  'change',
  'changeIs',
  'hitsCompared',
  'ofCompared',
  'missing',
];

/** `at least 95`, `85 to 95`: in the unit of the KPI. */
export function targetText(target: KpiTarget | null): string | null {
  if (target === null) return null;
  return target.is === 'between'
    ? words.between(String(target.from), String(target.to))
    : words[target.is](String(target.value));
}

/**
 * KPIs of a period as CSV: a row for each, and one for each of its slices. Values and changes in their unit, times in
 * UTC; what counts as of now has no dates.
 */
export function reportCsv({ readings, compared, ...period }: ExportedReport): string {
  const dates = [period.from, period.to, compared.from, compared.to].map(isoTime);
  const noDates = dates.map(() => null);
  return csvText(
    HEADER,
    readings.flatMap(({ definition, isAsOfNow, rate, before, slices }) => {
      const { id, name, unit, target, measure } = definition;
      const row = (
        slice: string,
        { value, hits, of }: Rate,
        then: Rate,
        missing: string | null,
      ): CsvValue[] => {
        const [shown, compared] = [exported(value, unit), exported(then.value, unit)];
        // of the values that stand here, which have a digit more than on a screen
        const changed = changeBetween(definition, shown, compared);
        return [
          ...[id, name, unit, slice, shown, hits, of, compared],
          ...[targetText(target), ...(isAsOfNow ? noDates : dates)],
          ...[changed?.by ?? null, changed?.is ?? null],
          ...(compared === null ? [null, null] : [then.hits, then.of]),
          missing,
        ];
      };
      return [
        row('all', rate, before, measure.kind === 'waiting' ? measure.missing : null),
        ...slices.map((part) => row(part.label, part, part.before, null)),
      ];
    }),
  );
}
