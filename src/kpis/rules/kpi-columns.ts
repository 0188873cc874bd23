import type { KpiDefinition, KpiTarget } from './definitions';
import { isoTime } from '../../common/rules/time-text';
import { feedMessages } from './feed-messages';
import type { FeedColumn } from './fact-columns';
import { exported, type Period, type Rate } from './kpi';
import { meetsTarget } from './kpi-words';

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

const { kpis: words } = feedMessages;

/** The figures of the report as programs outside get them. */
export const KPI_COLUMNS: readonly FeedColumn<KpiFigureRow>[] = [
  {
    name: 'id',
    type: 'text',
    meaning: words.id,
    of: ({ definition, application }) => `${definition.id}/${application ?? 'all'}`,
  },
  { name: 'kpi', type: 'text', meaning: words.kpi, of: ({ definition }) => definition.id },
  { name: 'name', type: 'text', meaning: words.name, of: ({ definition }) => definition.name },
  {
    name: 'application',
    type: 'text',
    meaning: words.application,
    of: ({ application }) => application,
  },
  {
    name: 'unit',
    type: 'text',
    meaning: words.unit,
    of: ({ definition }) => definition.unit,
  },
  {
    name: 'value',
    type: 'number',
    meaning: words.value,
    of: ({ definition, rate }) => exported(rate.value, definition.unit),
  },
  {
    name: 'hits',
    type: 'number',
    meaning: words.hits,
    of: ({ rate }) => rate.hits,
  },
  { name: 'of', type: 'number', meaning: words.of, of: ({ rate }) => rate.of },
  {
    name: 'unknown',
    type: 'number',
    meaning: words.unknown,
    of: ({ rate }) => rate.unknown ?? 0,
  },
  {
    name: 'valueBefore',
    type: 'number',
    meaning: words.valueBefore,
    of: ({ definition, before }) => exported(before, definition.unit),
  },
  {
    name: 'targetFrom',
    type: 'number',
    meaning: words.targetFrom,
    of: ({ definition }) => lowest(definition.target),
  },
  {
    name: 'targetTo',
    type: 'number',
    meaning: words.targetTo,
    of: ({ definition }) => highest(definition.target),
  },
  {
    name: 'onTarget',
    type: 'boolean',
    meaning: words.onTarget,
    of: ({ definition: { target, unit }, rate }) => meetsTarget(rate, target, unit),
  },
  {
    name: 'from',
    type: 'time',
    meaning: words.from,
    of: ({ period }) => isoTime(period.from),
  },
  {
    name: 'to',
    type: 'time',
    meaning: words.to,
    of: ({ period }) => isoTime(period.to),
  },
  {
    name: 'missing',
    type: 'text',
    meaning: words.missing,
    of: ({ definition: { measure } }) => (measure.kind === 'waiting' ? measure.missing : null),
  },
];
