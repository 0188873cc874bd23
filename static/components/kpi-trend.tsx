import { DynamicTable, LineChart, Stack } from '@forge/react';
import { useState } from 'react';
import type { KpiDefinition, KpiTarget } from '../../src/kpis/rules/definitions';
import type { TrendPoint } from '../../src/kpis/rules/kpi';
import type { ClockWords } from '../lib/clock-words';
import { basisWords, partWords, plotted, targetLines, unitWords, valueWords } from '../lib/kpi-words';
import { LinkButton } from './link-button';
import * as messages from './kpi-messages';

interface Props {
  readonly definition: KpiDefinition;
  readonly trend: readonly TrendPoint[];
  readonly target: KpiTarget | null;
  readonly words: ClockWords;
}

/** A KPI over time beside its target, as a chart or as a table. */
export const KpiTrend = ({ definition, trend, target, words }: Props) => {
  const [isTable, setIsTable] = useState(false);
  const { name, unit } = definition;
  const measured = trend.filter(({ value }) => value !== null);
  // one point is no trend
  if (measured.length < 2) return null;
  return (
    <Stack space="space.050">
      {isTable ? (
        <DynamicTable
          caption={messages.overTime(name)}
          head={{
            cells: [
              { key: 'from', content: messages.from },
              { key: 'value', content: name },
              { key: 'of', content: messages.basis },
            ],
          }}
          rows={trend.map(({ value, hits, of, ...part }) => ({
            key: String(part.from),
            cells: [
              { key: 'from', content: partWords(part, words) },
              { key: 'value', content: value === null ? messages.noValue : valueWords(value, unit) },
              { key: 'of', content: basisWords(definition, { value, hits, of }) ?? messages.noBasis },
            ],
          }))}
        />
      ) : (
        <LineChart
          data={measured.flatMap(({ value, ...part }) => [
            { day: partWords(part, words), value: plotted(value ?? 0, unit), line: name },
            ...targetLines(target).map(({ line, value: aim }) => ({
              day: partWords(part, words),
              value: aim,
              line,
            })),
          ])}
          xAccessor="day"
          yAccessor="value"
          colorAccessor="line"
          height={200}
          title={messages.chart(name, unitWords(unit))}
        />
      )}
      <LinkButton
        text={isTable ? messages.showChart : messages.showTable}
        onClick={() => {
          setIsTable((was) => !was);
        }}
      />
    </Stack>
  );
};
