import {
  Button,
  ButtonGroup,
  DynamicTable,
  EmptyState,
  Heading,
  Inline,
  Label,
  Lozenge,
  SectionMessage,
  Select,
  Stack,
  Text,
  Textfield,
} from '@forge/react';
import { useState } from 'react';
import type { PolicyRule } from '../../../src/policy/rules/policy';
import { ExportDocument } from './export-document';
import type { EditedRule, PolicyProps } from './policy-props';
import { conditionWords, EFFECT_NAMES, EFFECT_TONES, effectWords } from './rule-words';
import { placeOf } from './use-policy';

interface Props extends PolicyProps {
  readonly onEdit: (edited: EditedRule) => void;
  readonly onImport: () => void;
}

const EVERY_EFFECT = { label: 'Every effect', value: '' };
const EFFECTS = [
  EVERY_EFFECT,
  ...Object.entries(EFFECT_NAMES).map(([value, label]) => ({ value, label: `Rule that ${label}` })),
];

/** The rules of the draft, or of the policy in force: searched, added, changed and removed. */
export const RulesTable = ({ view, change, onEdit, onImport }: Props) => {
  const [shown, setShown] = useState<'draft' | 'in-force'>('draft');
  const [search, setSearch] = useState('');
  const [effect, setEffect] = useState('');
  const [error, setError] = useState<string>();
  const [busy, setBusy] = useState(false);
  const { draft } = view;
  const isDraft = draft !== null && shown === 'draft';
  const version = isDraft ? draft.version : view.inForce.version;
  const rules = isDraft ? draft.rules : view.inForce.rules;
  const found = rules.filter((rule) => matches(rule, search, effect));
  // an edit of the policy in force begins a draft; beside a draft it would be lost
  const canEdit = view.mayEdit && (isDraft || draft === null);

  const remove = async (id: string): Promise<void> => {
    setBusy(true);
    setError(await change('policy/remove-rule', { after: placeOf(view), id }));
    setBusy(false);
  };
  return (
    <Stack space="space.150">
      <Inline space="space.150" alignBlock="center" spread="space-between" shouldWrap>
        <Heading as="h3" size="small">
          {isDraft ? `Rules of draft version ${version}` : 'Rules in force'}
        </Heading>
        <Inline space="space.100" shouldWrap rowSpace="space.100">
          {draft && (
            <Button
              onClick={() => {
                setShown(isDraft ? 'in-force' : 'draft');
              }}
            >
              {isDraft ? 'Show those in force' : 'Show the draft'}
            </Button>
          )}
          {canEdit && (
            <Button
              onClick={() => {
                onEdit({ kind: 'new' });
              }}
            >
              Add a rule
            </Button>
          )}
          {canEdit && <Button onClick={onImport}>Import JSON</Button>}
          <ExportDocument key={version} version={version} />
        </Inline>
      </Inline>
      {error !== undefined && (
        <SectionMessage appearance="error" title="Not changed">
          <Text>{error}</Text>
        </SectionMessage>
      )}
      <Inline space="space.150" alignBlock="end" shouldWrap>
        <Stack>
          <Label labelFor="rule-search">Search</Label>
          <Textfield
            id="rule-search"
            name="rule-search"
            value={search}
            placeholder="Words of a rule"
            onChange={(event) => {
              setSearch(String(event.target.value));
            }}
          />
        </Stack>
        <Stack>
          <Label labelFor="rule-effect">Effect</Label>
          <Select
            inputId="rule-effect"
            options={EFFECTS}
            defaultValue={EVERY_EFFECT}
            onChange={(option: { readonly value: string } | null) => {
              setEffect(option?.value ?? '');
            }}
          />
        </Stack>
        <Text color="color.text.subtle">{`${found.length} of ${rules.length}`}</Text>
      </Inline>
      <DynamicTable
        label={isDraft ? 'Rules of the draft' : 'Rules in force'}
        head={{
          cells: [
            { key: 'effect', content: 'Effect', width: 10, isSortable: true },
            { key: 'rule', content: 'Rule', width: 37, isSortable: true },
            { key: 'what', content: 'Who and what it applies to, and what it does', width: 37 },
            ...(canEdit ? [{ key: 'actions', content: 'Actions', width: 16 }] : []),
          ],
        }}
        rows={found.map((rule) => ({
          key: rule.id,
          cells: [
            {
              key: rule.effect.kind,
              content: (
                <Lozenge appearance={EFFECT_TONES[rule.effect.kind]}>
                  {EFFECT_NAMES[rule.effect.kind]}
                </Lozenge>
              ),
            },
            {
              key: rule.description,
              content: (
                <Stack>
                  <Text>{rule.description}</Text>
                  <Text size="small" color="color.text.subtle">
                    {rule.id}
                  </Text>
                </Stack>
              ),
            },
            {
              key: 'what',
              content: (
                <Stack>
                  <Text>{sentence(conditionWords(rule))}</Text>
                  <Text color="color.text.subtle">{effectWords(rule.effect)}</Text>
                </Stack>
              ),
            },
            ...(canEdit
              ? [
                  {
                    key: 'actions',
                    content: (
                      <ButtonGroup label={`Rule ${rule.id}`}>
                        <Button
                          spacing="compact"
                          appearance="subtle"
                          onClick={() => {
                            onEdit({ kind: 'existing', rule });
                          }}
                        >
                          Change
                        </Button>
                        <Button
                          spacing="compact"
                          appearance="subtle"
                          isDisabled={busy}
                          onClick={() => void remove(rule.id)}
                        >
                          Remove
                        </Button>
                      </ButtonGroup>
                    ),
                  },
                ]
              : []),
          ],
        }))}
        rowsPerPage={20}
        emptyView={
          <EmptyState
            header={rules.length === 0 ? 'There is no rule' : 'No rule is like this'}
            description={
              rules.length === 0
                ? 'Nothing is granted to anybody.'
                : 'Search for other words, or for every effect.'
            }
          />
        }
      />
    </Stack>
  );
};

const sentence = (words: string): string => `${words.charAt(0).toUpperCase()}${words.slice(1)}`;

function matches(rule: PolicyRule, search: string, effect: string): boolean {
  if (effect !== '' && rule.effect.kind !== effect) return false;
  const text = [rule.id, rule.description, conditionWords(rule), effectWords(rule.effect)].join(' ');
  return search
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.toLowerCase().includes(word));
}
