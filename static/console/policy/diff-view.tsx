import { DynamicTable, Lozenge, Stack, Text } from '@forge/react';
import type { RuleChange } from '../../../src/policy/rules/policy-diff';
import { changeWords } from './diff-words';
import { policyMessages } from './messages';

const { diff } = policyMessages;

const MARKS = { added: 'success', removed: 'removed', changed: 'inprogress' } as const;

/** What one set of rules changes about another, rule by rule and part by part. */
export const DiffView = ({
  changes,
  label,
  emptyText,
}: {
  readonly changes: readonly RuleChange[];
  readonly label: string;
  readonly emptyText: string;
}) =>
  changes.length === 0 ? (
    <Text>{emptyText}</Text>
  ) : (
    <DynamicTable
      label={label}
      head={{
        cells: [
          { key: 'change', content: diff.columns.change, width: 10 },
          { key: 'rule', content: diff.columns.rule, width: 30 },
          { key: 'details', content: diff.columns.details, width: 60 },
        ],
      }}
      rows={changes.map((change) => ({
        key: change.id,
        cells: [
          {
            key: 'change',
            content: <Lozenge appearance={MARKS[change.kind]}>{diff.kinds[change.kind]}</Lozenge>,
          },
          { key: 'rule', content: <Text>{change.id}</Text> },
          {
            key: 'details',
            content: (
              <Stack space="space.050">
                {changeWords(change).map((line) => (
                  <Text key={line}>{line}</Text>
                ))}
              </Stack>
            ),
          },
        ],
      }))}
      rowsPerPage={10}
    />
  );
