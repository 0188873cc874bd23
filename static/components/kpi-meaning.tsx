import { List, ListItem, Stack, Text } from '@forge/react';
import type { KpiDefinition } from '../../src/kpis/rules/definitions';
import { beginning, targetWords } from '../lib/kpi-words';
import * as messages from './kpi-messages';

/** A KPI in words that can be defended before an auditor, all of them its definition's own. */
export const KpiMeaning = ({ definition }: { readonly definition: KpiDefinition }) => {
  const { numerator, denominator, target, unit, grain, exclusions, origin, measure } = definition;
  const facts: readonly (readonly [string, string])[] = [
    ...(measure.kind === 'waiting' ? [[messages.notMeasured, measure.missing] as const] : []),
    [messages.counts, numerator],
    [messages.among, denominator],
    [
      messages.target,
      target === null ? messages.noTarget : messages.sentence(beginning(targetWords(target, unit))),
    ],
    // of records that do not exist yet there is nothing to say
    ...(measure.kind === 'waiting'
      ? []
      : [[messages.record, grain] as const, [messages.source, origin] as const]),
  ];
  return (
    <Stack space="space.075">
      {facts.map(([what, words]) => (
        <Stack key={what} space="space.025">
          <Text weight="medium">{what}</Text>
          <Text>{words}</Text>
        </Stack>
      ))}
      {exclusions.length > 0 && (
        <Stack space="space.050">
          <Text weight="medium">{messages.exclusions}</Text>
          <List type="unordered">
            {exclusions.map((one) => (
              <ListItem key={one}>{one}</ListItem>
            ))}
          </List>
        </Stack>
      )}
    </Stack>
  );
};
