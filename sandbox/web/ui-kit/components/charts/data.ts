import { cssColor } from '../../css-tokens';
import type { Props } from '../../props';

/** One mark of a chart, as the accessors read it from the app's data. */
export interface Datum {
  readonly x: string;
  readonly y: number;
  readonly group: string;
}

type Accessor = string | number | undefined;

/** Reads one datum, which is an object or an array, by a key or an index. */
function at(datum: unknown, accessor: Accessor): unknown {
  if (accessor === undefined || typeof datum !== 'object' || datum === null) return undefined;
  const value: unknown = Reflect.get(datum, accessor);
  return value;
}

const asText = (value: unknown): string =>
  typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? String(value) : '';

function accessor(props: Props, name: string): Accessor {
  const value = props.raw(name);
  return typeof value === 'string' || typeof value === 'number' ? value : undefined;
}

/** The marks of a chart with two axes, in the order of the data; what has no number is left out. */
export function axisData(props: Props): readonly Datum[] {
  const [x, y, color] = ['xAccessor', 'yAccessor', 'colorAccessor'].map((name) => accessor(props, name));
  return (props.list('data') ?? []).flatMap((datum) => {
    const value = at(datum, y);
    const number = value === null || value === undefined || value === '' ? NaN : Number(value);
    if (Number.isNaN(number)) return [];
    return [{ x: asText(at(datum, x)), y: number, group: asText(at(datum, color)) }];
  });
}

/** The slices of a pie or donut. */
export function sliceData(props: Props): readonly Datum[] {
  const [value, label, color] = ['valueAccessor', 'labelAccessor', 'colorAccessor'].map((name) =>
    accessor(props, name),
  );
  return (props.list('data') ?? []).map((datum) => ({
    x: asText(at(datum, label ?? color)),
    y: Number(at(datum, value)) || 0,
    group: asText(at(datum, color ?? label)),
  }));
}

/** A row per value of the x axis, with the number of each group under the group's name. */
export interface Row {
  readonly x: string;
  readonly values: Readonly<Record<string, number>>;
}

export function rowsOf(data: readonly Datum[]): readonly Row[] {
  const rows = new Map<string, Record<string, number>>();
  for (const { x, y, group } of data) {
    const values = rows.get(x) ?? {};
    values[group] = y;
    rows.set(x, values);
  }
  return [...rows].map(([x, values]) => ({ x, values }));
}

export const groupsOf = (data: readonly Datum[]): string[] => [...new Set(data.map(({ group }) => group))];

const CATEGORICAL = [1, 2, 3, 4, 5, 6, 7, 8].map((index) => cssColor(`color.chart.categorical.${index}`));

/** The color of each group: the app's palette, by order or by name, else the design system's. */
export function colorsOf(props: Props, groups: readonly string[]): ReadonlyMap<string, string> {
  const palette = props.has('colorPalette') ? (props.list('colorPalette') ?? []) : [];
  const byName = new Map(
    palette.map((entry) => [asText(at(entry, 'key')), asText(at(entry, 'value'))] as const),
  );
  return new Map(
    groups.map((group, index) => {
      const listed = palette[index];
      const named = byName.get(group) ?? '';
      const own = named !== '' ? named : typeof listed === 'string' ? listed : undefined;
      return [group, own === undefined ? (CATEGORICAL[index % CATEGORICAL.length] ?? '') : cssColor(own)];
    }),
  );
}

/** What somebody who cannot see the chart is told: its kind and title, and the numbers while they are few. */
export function nameOf(kind: string, props: Props, data: readonly Datum[]): string {
  const title = props.text('title');
  const name = title === undefined ? kind : `${title}, ${kind.toLowerCase()}`;
  const marks = data.map(({ x, y, group }) => `${[x, group].filter(Boolean).join(' ')} ${y}`);
  return marks.length > 0 && marks.length <= 12 ? `${name}: ${marks.join(', ')}` : name;
}
