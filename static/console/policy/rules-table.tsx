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
import { WideEnough } from '../../components/wide-enough';
import { policyMessages } from './messages';
import type { EditedRule, PolicyProps } from './policy-props';
import { conditionWords, EFFECT_NAMES, EFFECT_TONES, effectWords, sentence } from './rule-words';
import { placeOf } from './use-policy';

const { rules: messages } = policyMessages;

interface Props extends PolicyProps {
  readonly onEdit: (edited: EditedRule) => void;
  readonly onImport: () => void;
}

const EVERY_EFFECT = { label: messages.everyEffect, value: '' };
const EFFECTS = [EVERY_EFFECT, ...Object.entries(EFFECT_NAMES).map(([value, label]) => ({ value, label }))];

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
          {isDraft ? messages.draftOf(version) : messages.inForce}
        </Heading>
        <Inline space="space.100" shouldWrap rowSpace="space.100">
          {draft && (
            <Button
              onClick={() => {
                setShown(isDraft ? 'in-force' : 'draft');
              }}
            >
              {isDraft ? messages.showInForce : messages.showDraft}
            </Button>
          )}
          {canEdit && (
            <Button
              onClick={() => {
                onEdit({ kind: 'new' });
              }}
            >
              {messages.add}
            </Button>
          )}
          {canEdit && <Button onClick={onImport}>{messages.import}</Button>}
          <ExportDocument key={version} version={version} />
        </Inline>
      </Inline>
      {error !== undefined && (
        <SectionMessage appearance="error" title={messages.failed}>
          <Text>{error}</Text>
        </SectionMessage>
      )}
      <Filters
        search={search}
        counted={messages.counted(found.length, rules.length)}
        onSearch={setSearch}
        onEffect={setEffect}
      />
      <DynamicTable
        label={isDraft ? messages.draft : messages.inForce}
        head={{
          cells: [
            { key: 'effect', content: messages.columns.effect, width: 10, isSortable: true },
            { key: 'rule', content: messages.columns.rule, width: 37, isSortable: true },
            { key: 'what', content: messages.columns.what, width: 37 },
            ...(canEdit ? [{ key: 'actions', content: messages.columns.actions, width: 16 }] : []),
          ],
        }}
        rows={found.map((rule) => ({
          key: rule.id,
          cells: [
            ...cellsOf(rule),
            ...(canEdit
              ? [
                  {
                    key: 'actions',
                    content: <Actions rule={rule} busy={busy} onEdit={onEdit} onRemove={remove} />,
                  },
                ]
              : []),
          ],
        }))}
        rowsPerPage={20}
        emptyView={emptyView(rules.length)}
      />
    </Stack>
  );
};

interface FiltersProps {
  readonly search: string;
  readonly counted: string;
  readonly onSearch: (search: string) => void;
  readonly onEffect: (effect: string) => void;
}

const Filters = ({ search, counted, onSearch, onEffect }: FiltersProps) => (
  <Inline space="space.150" alignBlock="end" shouldWrap>
    <Stack>
      <Label labelFor="rule-search">{messages.search}</Label>
      <Textfield
        id="rule-search"
        name="rule-search"
        value={search}
        placeholder={messages.placeholder}
        onChange={(event) => {
          onSearch(String(event.target.value));
        }}
      />
    </Stack>
    <Stack>
      <Label labelFor="rule-effect">{messages.effect}</Label>
      <Select
        inputId="rule-effect"
        options={EFFECTS}
        defaultValue={EVERY_EFFECT}
        onChange={(option: { readonly value: string } | null) => {
          onEffect(option?.value ?? '');
        }}
      />
    </Stack>
    <Text color="color.text.subtle">{counted}</Text>
  </Inline>
);

const cellsOf = (rule: PolicyRule) => [
  {
    key: rule.effect.kind,
    content: <Lozenge appearance={EFFECT_TONES[rule.effect.kind]}>{EFFECT_NAMES[rule.effect.kind]}</Lozenge>,
  },
  {
    key: rule.description,
    content: (
      <WideEnough holds="name">
        <Text>{rule.description}</Text>
        <Text size="small" color="color.text.subtle">
          {rule.id}
        </Text>
      </WideEnough>
    ),
  },
  {
    key: 'what',
    content: (
      <WideEnough holds="name">
        <Text>{sentence(conditionWords(rule))}</Text>
        <Text color="color.text.subtle">{sentence(effectWords(rule.effect))}</Text>
      </WideEnough>
    ),
  },
];

interface ActionsProps {
  readonly rule: PolicyRule;
  readonly busy: boolean;
  readonly onEdit: (edited: EditedRule) => void;
  readonly onRemove: (id: string) => Promise<void>;
}

const Actions = ({ rule, busy, onEdit, onRemove }: ActionsProps) => (
  <ButtonGroup label={messages.actions(rule.id)}>
    <Button
      spacing="compact"
      appearance="subtle"
      onClick={() => {
        onEdit({ kind: 'existing', rule });
      }}
    >
      {messages.edit}
    </Button>
    <Button spacing="compact" appearance="subtle" isDisabled={busy} onClick={() => void onRemove(rule.id)}>
      {messages.remove}
    </Button>
  </ButtonGroup>
);

// a table takes elements of UI Kit for this, no component
const emptyView = (rules: number) => {
  const { title, hint } = rules === 0 ? messages.empty : messages.noneFound;
  return <EmptyState header={title} description={hint} />;
};

function matches(rule: PolicyRule, search: string, effect: string): boolean {
  if (effect !== '' && rule.effect.kind !== effect) return false;
  const text = [rule.id, rule.description, conditionWords(rule), effectWords(rule.effect)].join(' ');
  return search
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.toLowerCase().includes(word));
}
