import { csvText } from '../csv-text';
import { inUnit, type Period, type Rate } from './kpi';
import type { KpiDefinition } from './definitions';

interface Reading {
  readonly definition: KpiDefinition;
  readonly rate: Rate;
  readonly before: Rate;
  readonly slices: readonly (Rate & { readonly label: string })[];
}

const HEADER = [
  'kpi',
  'name',
  'unit',
  'slice',
  'value',
  'hits',
  'of',
  'valueBefore',
  'target',
  'from',
  'to',
  'missing',
];

/** KPIs of a period as CSV: a row for each, and one for each of its slices. Values in their unit, times in UTC. */
export function reportCsv({ from, to }: Period, readings: readonly Reading[]): string {
  const times = [new Date(from).toISOString(), new Date(to).toISOString()] as const;
  return csvText(
    HEADER,
    readings.flatMap(({ definition, rate, before, slices }) => {
      const { id, name, unit, target, measure } = definition;
      const valueOf = ({ value }: Rate): number | null =>
        value === null ? null : Math.round(inUnit(value, unit) * 100) / 100;
      const missing = measure.kind === 'waiting' ? measure.missing : null;
      const aimed =
        target === null
          ? null
          : target.is === 'between'
            ? `${target.from} to ${target.to}`
            : `${target.is === 'at-least' ? 'at least' : 'at most'} ${target.value}`;
      const whole = [
        id,
        name,
        unit,
        'all',
        valueOf(rate),
        rate.hits,
        rate.of,
        valueOf(before),
        aimed,
        ...times,
        missing,
      ];
      return [
        whole,
        ...slices.map((part) => [
          id,
          name,
          unit,
          part.label,
          valueOf(part),
          part.hits,
          part.of,
          null,
          aimed,
          ...times,
          null,
        ]),
      ];
    }),
  );
}
