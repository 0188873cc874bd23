import { List, ListItem, Stack, Strong, Text } from '@forge/react';
import type { KpiDefinition } from '../../src/domain/kpi/definitions';
import { targetWords } from '../lib/kpi-words';

/** A KPI in words that can be defended before an auditor, all of them its definition's own. */
export const KpiMeaning = ({ definition }: { readonly definition: KpiDefinition }) => {
  const { numerator, denominator, target, unit, grain, exclusions, origin, measure } = definition;
  const facts: readonly (readonly [string, string])[] = [
    ...(measure.kind === 'waiting' ? [['No data yet', measure.missing] as const] : []),
    ['Counts', numerator],
    ['Among', denominator],
    ['Target', target === null ? 'None.' : `${targetWords(target, unit)}.`],
    ['One record is', grain],
    ['Comes from', origin],
  ];
  return (
    <Stack space="space.075">
      {facts.map(([what, words]) => (
        <Text key={what}>
          <Strong>{`${what}: `}</Strong>
          {words}
        </Text>
      ))}
      {exclusions.length > 0 && (
        <Stack space="space.050">
          <Text>
            <Strong>Leaves out:</Strong>
          </Text>
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
