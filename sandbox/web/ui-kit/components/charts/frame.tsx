import Heading from '@atlaskit/heading';
import Text from '@atlaskit/primitives/text';
import type { ReactElement, ReactNode } from 'react';
import { ResponsiveContainer } from 'recharts';
import { cssColor, cssToken } from '../../css-tokens';
import type { Props } from '../../props';

const DEFAULT_HEIGHT = 400;

interface FrameProps {
  readonly props: Props;
  readonly name: string;
  readonly isEmpty: boolean;
  readonly legend: ReadonlyMap<string, string>;
  readonly children: ReactElement;
}

/** Title, border, legend and size around a plot, which counts as one picture. */
export function ChartFrame({ props, name, isEmpty, legend, children }: FrameProps): ReactNode {
  const height = props.number('height') ?? DEFAULT_HEIGHT;
  const title = props.text('title');
  const subtitle = props.text('subtitle');
  const named = [...legend].filter(([group]) => group !== '');
  return (
    <figure
      className="chart"
      data-border={props.flag('showBorder') ?? true}
      style={{ width: props.number('width') ?? '100%', height }}
    >
      {title === undefined && subtitle === undefined ? null : (
        <figcaption>
          {title === undefined ? null : (
            <Heading as="span" size="xsmall">
              {title}
            </Heading>
          )}
          {subtitle === undefined ? null : (
            <Text as="p" size="small" color="color.text.subtle">
              {subtitle}
            </Text>
          )}
        </figcaption>
      )}
      {isEmpty ? (
        <div className="chart-empty">
          <Text color="color.text.subtle">No data</Text>
        </div>
      ) : (
        <div role="img" aria-label={name} className="chart-plot" style={plotMargins(props)}>
          <ResponsiveContainer width="100%" height="100%">
            {children}
          </ResponsiveContainer>
        </div>
      )}
      {named.length === 0 ? null : (
        <ul className="chart-legend">
          {named.map(([group, color]) => (
            <li key={group}>
              <span className="chart-swatch" style={{ background: color }} />
              <Text size="small">{group}</Text>
            </li>
          ))}
        </ul>
      )}
    </figure>
  );
}

/** Margins are given as space tokens. */
function plotMargins(props: Props): Record<string, string> {
  const named = [
    ['padding', 'plotMargin'],
    ['paddingTop', 'plotMarginTop'],
    ['paddingRight', 'plotMarginRight'],
    ['paddingBottom', 'plotMarginBottom'],
    ['paddingLeft', 'plotMarginLeft'],
  ] as const;
  return Object.fromEntries(
    named.flatMap(([css, name]) => {
      const value = cssToken(props.text(name) ?? '');
      return value === undefined ? [] : [[css, value]];
    }),
  );
}

/** How axes and grids look in every chart. */
export const AXIS = {
  stroke: cssColor('color.border'),
  tick: { fill: cssColor('color.text.subtle'), fontSize: 12 },
  tickLine: false,
} as const;

export const GRID = { stroke: cssColor('color.border'), strokeDasharray: '2 4' } as const;

export const TOOLTIP = {
  contentStyle: {
    background: cssColor('elevation.surface.overlay'),
    border: `1px solid ${cssColor('color.border')}`,
    borderRadius: cssColor('radius.small'),
    color: cssColor('color.text'),
  },
  isAnimationActive: false,
} as const;
