import type { KpiDefinition, KpiTarget } from './definitions';
import { isoTime } from '../../common/rules/time-text';
import type { FeedColumn } from './fact-columns';
import { exported, inUnit, isOnTarget, type Period, type Rate } from './kpi';

/** One figure of the report: a KPI as a whole, or for one application. */
export interface KpiFigureRow {
  readonly definition: KpiDefinition;
  /** Key of the application; null for the whole. */
  readonly application: string | null;
  readonly rate: Rate;
  /** The value over the period before; null when there was none. */
  readonly before: number | null;
  readonly period: Period;
}

const lowest = (target: KpiTarget | null): number | null => {
  if (target === null || target.is === 'at-most') return null;
  return target.is === 'between' ? target.from : target.value;
};

const highest = (target: KpiTarget | null): number | null => {
  if (target === null || target.is === 'at-least') return null;
  return target.is === 'between' ? target.to : target.value;
};

/** The figures of the report as programs outside get them. */
export const KPI_COLUMNS: readonly FeedColumn<KpiFigureRow>[] = [
  {
    name: 'id',
    type: 'text',
    meaning: 'The KPI and what it is cut to: the same for ever.',
    of: ({ definition, application }) => `${definition.id}/${application ?? 'all'}`,
  },
  { name: 'kpi', type: 'text', meaning: 'Id of the KPI.', of: ({ definition }) => definition.id },
  { name: 'name', type: 'text', meaning: 'Its name for people.', of: ({ definition }) => definition.name },
  {
    name: 'application',
    type: 'text',
    meaning: 'Key of the application that it is cut to; empty for the whole.',
    of: ({ application }) => application,
  },
  {
    name: 'unit',
    type: 'text',
    meaning: 'Of values and targets: percent, working-hours, days, seats, tickets, or score.',
    of: ({ definition }) => definition.unit,
  },
  {
    name: 'value',
    type: 'number',
    meaning:
      'The figure in its unit, to a hundredth; empty where there is nothing to make one of, never zero.',
    of: ({ definition, rate }) => exported(rate.value, definition.unit),
  },
  {
    name: 'hits',
    type: 'number',
    meaning: 'What the figure is made of: how many were hit, or the lengths added up in milliseconds.',
    of: ({ rate }) => rate.hits,
  },
  { name: 'of', type: 'number', meaning: 'Of how many.', of: ({ rate }) => rate.of },
  {
    name: 'valueBefore',
    type: 'number',
    meaning: 'The figure over the period of equal length before; empty where there was none.',
    of: ({ definition, before }) => exported(before, definition.unit),
  },
  {
    name: 'targetFrom',
    type: 'number',
    meaning: 'The lowest value that is on target, in the unit; empty where any is low enough.',
    of: ({ definition }) => lowest(definition.target),
  },
  {
    name: 'targetTo',
    type: 'number',
    meaning: 'The highest value that is on target, in the unit; empty where none is too high.',
    of: ({ definition }) => highest(definition.target),
  },
  {
    name: 'onTarget',
    type: 'true or false',
    meaning: 'Whether the value is on target; empty without a value or a target.',
    of: ({ definition: { target, unit }, rate }) =>
      rate.value === null || target === null ? null : isOnTarget(inUnit(rate.value, unit), target),
  },
  {
    name: 'from',
    type: 'time',
    meaning: 'Begin of the period, UTC.',
    of: ({ period }) => isoTime(period.from),
  },
  {
    name: 'to',
    type: 'time',
    meaning: 'End of the period, which is no longer in it, UTC.',
    of: ({ period }) => isoTime(period.to),
  },
  {
    name: 'missing',
    type: 'text',
    meaning: 'What a KPI lacks that is not recorded yet; empty for those that are.',
    of: ({ definition: { measure } }) => (measure.kind === 'waiting' ? measure.missing : null),
  },
];
