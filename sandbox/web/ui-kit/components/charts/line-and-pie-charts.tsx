import { CartesianGrid, Cell, Line, LineChart, Pie, PieChart, Tooltip, XAxis, YAxis } from 'recharts';
import { cssColor } from '../../css-tokens';
import { given, useProps } from '../../props';
import type { Renderer } from '../../surface-context';
import { axisData, colorsOf, groupsOf, nameOf, rowsOf, sliceData, type Datum, type Row } from './data';
import { AXIS, ChartFrame, GRID, TOOLTIP } from './frame';

const MANY_POINTS = 31;

const LineChartView: Renderer = ({ node }) => {
  const props = useProps(node);
  const data = axisData(props);
  const groups = groupsOf(data);
  const colors = colorsOf(props, groups);
  const rows = rowsOf(data);
  return (
    <ChartFrame
      props={props}
      name={nameOf('Line chart', props, data)}
      isEmpty={data.length === 0}
      legend={colors}
    >
      <LineChart data={[...rows]} accessibilityLayer={false}>
        <CartesianGrid {...GRID} vertical={false} />
        <XAxis dataKey={(row: Row) => row.x} minTickGap={16} {...AXIS} />
        <YAxis width="auto" domain={['auto', 'auto']} {...AXIS} />
        <Tooltip {...TOOLTIP} />
        {groups.map((group) => (
          <Line
            key={group}
            name={group === '' ? (props.text('title') ?? 'Value') : group}
            dataKey={(row: Row) => row.values[group]}
            stroke={colors.get(group) ?? ''}
            strokeWidth={2}
            dot={rows.length <= MANY_POINTS}
            connectNulls
            isAnimationActive={false}
          />
        ))}
      </LineChart>
    </ChartFrame>
  );
};

const DONUT_INNER = '60%';
const OUTER = '90%';

const slices =
  (name: string, inner: string | undefined): Renderer =>
  ({ node }) => {
    const props = useProps(node);
    const data = sliceData(props);
    const colors = colorsOf(props, groupsOf(data));
    return (
      <ChartFrame
        props={props}
        name={nameOf(
          name,
          props,
          data.map(({ x, y }) => ({ x, y, group: '' })),
        )}
        isEmpty={data.every(({ y }) => y === 0)}
        legend={new Map(data.map(({ x, group }) => [x, colors.get(group) ?? '']))}
      >
        <PieChart accessibilityLayer={false}>
          <Tooltip {...TOOLTIP} />
          <Pie
            data={data.map((datum) => ({ ...datum }))}
            dataKey={(datum: Datum) => datum.y}
            nameKey="x"
            outerRadius={props.number('outerRadius') ?? OUTER}
            label={props.flag('showMarkLabels') ?? false}
            stroke={cssColor('elevation.surface')}
            isAnimationActive={false}
            {...given({ innerRadius: props.number('innerRadius') ?? inner })}
          >
            {data.map(({ x, group }) => (
              <Cell key={x} fill={colors.get(group) ?? ''} />
            ))}
          </Pie>
        </PieChart>
      </ChartFrame>
    );
  };

export const lineAndPieCharts: Readonly<Record<string, Renderer>> = {
  LineChart: LineChartView,
  PieChart: slices('Pie chart', undefined),
  DonutChart: slices('Donut chart', DONUT_INNER),
};
