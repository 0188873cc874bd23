import { Bar, BarChart, CartesianGrid, Cell, Tooltip, XAxis, YAxis } from 'recharts';
import { useProps } from '../../props';
import type { Renderer } from '../../surface-context';
import { axisData, colorsOf, groupsOf, nameOf, rowsOf, type Datum, type Row } from './data';
import { AXIS, ChartFrame, GRID, TOOLTIP } from './frame';

interface Kind {
  readonly name: string;
  readonly isStacked: boolean;
  readonly isHorizontal: boolean;
}

const MAX_BAR = 48;
const CATEGORY_WIDTH = 96;

const x = (row: Row): string => row.x;

/** One bar per x, colored by its own group: then the groups need no room beside each other. */
const isOneEach = (data: readonly Datum[]): boolean =>
  new Set(data.map((datum) => datum.x)).size === data.length;

const bars =
  ({ name, isStacked, isHorizontal }: Kind): Renderer =>
  ({ node }) => {
    const props = useProps(node);
    const data = axisData(props);
    const groups = groupsOf(data);
    const colors = colorsOf(props, groups);
    const rows = rowsOf(data);
    const isOne = isOneEach(data);
    const series = isOne ? [undefined] : groups;
    return (
      <ChartFrame props={props} name={nameOf(name, props, data)} isEmpty={data.length === 0} legend={colors}>
        <BarChart
          data={[...rows]}
          layout={isHorizontal ? 'vertical' : 'horizontal'}
          accessibilityLayer={false}
        >
          <CartesianGrid {...GRID} vertical={isHorizontal} horizontal={!isHorizontal} />
          {isHorizontal ? (
            <>
              <XAxis type="number" {...AXIS} />
              <YAxis type="category" dataKey={x} width={CATEGORY_WIDTH} {...AXIS} />
            </>
          ) : (
            <>
              <XAxis dataKey={x} {...AXIS} />
              <YAxis width="auto" {...AXIS} />
            </>
          )}
          <Tooltip {...TOOLTIP} />
          {series.map((group) => (
            <Bar
              key={group ?? 'one'}
              name={group ?? props.text('title') ?? 'Value'}
              dataKey={(row: Row) => (group === undefined ? Object.values(row.values)[0] : row.values[group])}
              fill={colors.get(group ?? groups[0] ?? '') ?? ''}
              maxBarSize={MAX_BAR}
              isAnimationActive={false}
              {...(isStacked ? { stackId: 'all' } : {})}
            >
              {group === undefined
                ? rows.map((row) => (
                    <Cell key={row.x} fill={colors.get(Object.keys(row.values)[0] ?? '') ?? ''} />
                  ))
                : null}
            </Bar>
          ))}
        </BarChart>
      </ChartFrame>
    );
  };

export const barCharts: Readonly<Record<string, Renderer>> = {
  BarChart: bars({ name: 'Bar chart', isStacked: false, isHorizontal: false }),
  StackBarChart: bars({ name: 'Stacked bar chart', isStacked: true, isHorizontal: false }),
  HorizontalBarChart: bars({ name: 'Bar chart', isStacked: false, isHorizontal: true }),
  HorizontalStackBarChart: bars({ name: 'Stacked bar chart', isStacked: true, isHorizontal: true }),
};
