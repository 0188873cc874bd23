import type { ImportPlan, RosterDiff } from '../../src/imports/contract/import-plan';
import { DynamicTable, Lozenge, SectionMessage, Stack, Text } from '@forge/react';
import type { CatalogDiff } from '../../src/catalog/rules/catalog-diff';

/** What an import would change; nothing has been changed yet. */
export const PlanView = ({ plan }: { readonly plan: ImportPlan }) => (
  <Stack space="space.200">
    {!plan.applicable && (
      <SectionMessage appearance="error" title="This cannot be applied as it is">
        <Text>Nothing was changed. Mend what is listed below and start again.</Text>
      </SectionMessage>
    )}
    {plan.kind === 'catalog' ? (
      <CatalogPlanView diff={plan.diff} policyRules={plan.policyRules} />
    ) : (
      <RosterPlanView diff={plan.diff} />
    )}
  </Stack>
);

const CHANGE_MARKS = {
  added: 'success',
  changed: 'inprogress',
  removed: 'removed',
  kept: 'default',
} as const;

const CatalogPlanView = ({
  diff,
  policyRules,
}: {
  readonly diff: CatalogDiff;
  readonly policyRules: number | null;
}) => {
  const changes = diff.changes.filter(({ kind }) => kind !== 'kept');
  const kept = diff.changes.length - changes.length;
  return (
    <Stack space="space.200">
      <Problems rows={diff.problems.map(({ where, message }) => [where, message])} />
      <DynamicTable
        caption="Dry run"
        head={{
          cells: [
            { key: 'what', content: 'What' },
            { key: 'change', content: 'Change' },
            { key: 'details', content: 'Details' },
          ],
        }}
        rows={changes.map(({ kind, subject, details }) => ({
          key: subject,
          cells: [
            { key: 'what', content: subject },
            { key: 'change', content: <Lozenge appearance={CHANGE_MARKS[kind]}>{kind}</Lozenge> },
            { key: 'details', content: details.join('; ') },
          ],
        }))}
        rowsPerPage={20}
        emptyView={<Text>The catalog says all of this already.</Text>}
      />
      <Text>{`${kept} unchanged. ${untouchedWords(diff)} ${policyWords(policyRules)}`}</Text>
    </Stack>
  );
};

const untouchedWords = ({ untouched }: CatalogDiff): string =>
  untouched.length === 0 ? '' : `Not among what is imported, so left as they are: ${untouched.join(', ')}.`;

const policyWords = (rules: number | null): string =>
  rules === null
    ? 'The policy stays as it is.'
    : `These ${rules} rules become the draft of the policy, unless they say what it says already; the policy in force stays until somebody else approves them.`;

const RosterPlanView = ({ diff }: { readonly diff: RosterDiff }) => {
  const counts: readonly (readonly [string, number])[] = [
    ['Rows in the file', diff.rows],
    ['People in the file', diff.people],
    ['New', diff.added],
    ['Changed', diff.changed],
    ['Unchanged', diff.unchanged],
    ['No longer active', diff.becomingInactive],
    ['Stored but not in the file (left as they are)', diff.missing],
    ['Without an Atlassian account (cannot approve or get access)', diff.withoutAccount],
    ['Rows that repeat a person (the last row counts)', diff.repeatedRows],
    ['Rows that cannot be read (left out)', diff.problemCount],
  ];
  return (
    <Stack space="space.200">
      <DynamicTable
        caption="Dry run"
        head={{
          cells: [
            { key: 'what', content: 'What' },
            { key: 'count', content: 'Count' },
          ],
        }}
        rows={counts.map(([what, count]) => ({
          key: what,
          cells: [
            { key: 'what', content: what },
            { key: 'count', content: String(count) },
          ],
        }))}
      />
      <Problems rows={diff.problems.map(({ row, message }) => [`Row ${row}`, message])} />
    </Stack>
  );
};

/** What is wrong with a document, by place. */
export const Problems = ({
  rows,
  isTitled = true,
}: {
  readonly rows: readonly (readonly [string, string])[];
  /** False where a heading stands above already. */
  readonly isTitled?: boolean;
}) =>
  rows.length === 0 ? (
    <></>
  ) : (
    <DynamicTable
      {...(isTitled ? { caption: 'Problems' } : { label: 'Problems' })}
      head={{
        cells: [
          { key: 'where', content: 'Where' },
          { key: 'problem', content: 'Problem' },
        ],
      }}
      rows={rows.map(([where, problem], index) => ({
        key: String(index),
        cells: [
          { key: 'where', content: where },
          { key: 'problem', content: problem },
        ],
      }))}
      rowsPerPage={10}
    />
  );
