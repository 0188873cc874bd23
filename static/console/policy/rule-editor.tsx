import {
  Button,
  Checkbox,
  Heading,
  Inline,
  LoadingButton,
  Modal,
  ModalBody,
  ModalFooter,
  ModalHeader,
  ModalTitle,
  ModalTransition,
  Stack,
} from '@forge/react';
import { useState } from 'react';
import type { PolicyChoices, PolicyView } from '../../../src/policy/contract/policy';
import { Failed } from '../../components/failed';
import { LoadingLines } from '../../components/loading';
import { useLoaded } from '../../lib/use-loaded';
import { CONTROL_NAMES, stageWords } from '../../lib/words';
import { ErrorLines } from '../../components/error-lines';
import { sharedMessages } from '../shared/messages';
import { policyMessages } from './messages';
import { ManyOf, OneOf, TextInput, yesNoOptions, type Option } from './rule-fields';
import { NEW_RULE, checkRule, valuesOf, type Problems, type RuleValues } from './rule-form';
import { StageFields } from './stage-fields';
import type { EditedRule } from './policy-props';
import { call, placeOf, type ChangePolicy } from './use-policy';

const { editor } = policyMessages;
const { conditions: conditionWords } = editor;

interface Props {
  readonly edited: EditedRule | undefined;
  readonly view: PolicyView;
  readonly change: ChangePolicy;
  readonly onClose: () => void;
}

/** Writes one rule of the draft, which begins with the first rule that is written. */
export const RuleEditor = ({ edited, onClose, ...rest }: Props) => (
  <ModalTransition>
    {edited && (
      <Modal onClose={onClose} width="large">
        <ModalHeader>
          <ModalTitle>{edited.kind === 'new' ? editor.add : editor.edit(edited.rule.id)}</ModalTitle>
        </ModalHeader>
        <Form edited={edited} onClose={onClose} {...rest} />
      </Modal>
    )}
  </ModalTransition>
);

const EFFECTS = (
  ['require', 'forbid', 'limit-duration', 'require-evidence', 'exception', 'auto-approve'] as const
).map((value) => ({ label: editor.effect.kinds[value], value }));

type FormProps = Omit<Props, 'edited'> & { readonly edited: EditedRule };

const Form = ({ edited, view, change, onClose }: FormProps) => {
  const [values, setValues] = useState(edited.kind === 'new' ? NEW_RULE : valuesOf(edited.rule));
  // nobody likes to be told that a field is empty before they had a chance to fill it
  const [isChecked, setChecked] = useState(false);
  const [error, setError] = useState<string>();
  const [busy, setBusy] = useState(false);
  const { loaded, reload } = useLoaded(() => call('policy/choices', {}));
  const problems = isChecked ? checkRule(values).problems : {};

  const save = async (): Promise<void> => {
    setChecked(true);
    const { rule } = checkRule(values);
    if (rule === null) return;
    setBusy(true);
    const replaces = edited.kind === 'new' ? null : edited.rule.id;
    const problem = await change('policy/save-rule', {
      after: placeOf(view),
      replaces,
      rule,
    });
    setBusy(false);
    setError(problem);
    if (problem === undefined) onClose();
  };
  const set = (changes: Partial<RuleValues>): void => {
    setValues((before) => ({ ...before, ...changes }));
  };
  return (
    <>
      <ModalBody>
        {loaded.kind === 'loading' ? (
          <LoadingLines lines={8} label={editor.loading} />
        ) : loaded.kind === 'failed' ? (
          <Failed message={loaded.message} forbidden={loaded.forbidden} onRetry={reload} />
        ) : (
          <Stack space="space.200">
            {error !== undefined && <ErrorLines title={editor.failed} text={error} />}
            <Naming values={values} problems={problems} set={set} />
            <Effect values={values} problems={problems} set={set} />
            <Conditions values={values} problems={problems} set={set} choices={loaded.data} />
          </Stack>
        )}
      </ModalBody>
      <ModalFooter>
        <Button appearance="subtle" onClick={onClose} isDisabled={busy}>
          {editor.cancel}
        </Button>
        <LoadingButton
          appearance="primary"
          isLoading={busy}
          isDisabled={loaded.kind !== 'ready' || Object.keys(problems).length > 0}
          onClick={() => void save()}
        >
          {editor.save}
        </LoadingButton>
      </ModalFooter>
    </>
  );
};

interface PartProps {
  readonly values: RuleValues;
  readonly problems: Problems;
  readonly set: (changes: Partial<RuleValues>) => void;
}

const Naming = ({ values, problems, set }: PartProps) => (
  <Stack space="space.150">
    <TextInput
      name="id"
      label={editor.id.label}
      help={editor.id.help}
      value={values.id}
      problem={problems.id}
      onChange={(id) => {
        set({ id });
      }}
    />
    <TextInput
      name="description"
      label={editor.description}
      value={values.description}
      problem={problems.description}
      onChange={(description) => {
        set({ description });
      }}
    />
  </Stack>
);

const CONTROLS = [
  { label: CONTROL_NAMES['least-privilege'], value: 'least-privilege' },
  { label: CONTROL_NAMES.mfa, value: 'mfa' },
  { label: CONTROL_NAMES['access-review'], value: 'access-review' },
] as const;

const EXCEPTION_APPROVERS = [
  { label: stageWords('manager', null), value: 'manager' },
  { label: stageWords('managers-manager', null), value: 'managers-manager' },
] as const;

const EVIDENCE = ['minCharacters', 'changeProjects', 'trainings'] as const;

const Effect = ({ values, problems, set }: PartProps) => (
  <Stack space="space.150">
    <OneOf
      name="effect"
      label={editor.effect.label}
      options={EFFECTS}
      chosen={values.effect}
      onChange={(effect) => {
        set({ effect });
      }}
    />
    {values.effect === 'require' && (
      <Stack space="space.150">
        <StageFields
          stages={values.stages}
          problem={problems.stages}
          onChange={(stages) => {
            set({ stages });
          }}
        />
        <Checkbox
          label={editor.effect.waivable}
          isChecked={values.waivable}
          onChange={(event) => {
            set({ waivable: event.target.checked === true });
          }}
        />
      </Stack>
    )}
    {values.effect === 'require-evidence' && (
      <Stack space="space.150">
        {EVIDENCE.map((name) => (
          <TextInput
            key={name}
            name={name}
            {...editor.effect.evidence[name]}
            value={values[name]}
            problem={problems[name]}
            onChange={(text) => {
              set({ [name]: text });
            }}
          />
        ))}
      </Stack>
    )}
    {values.effect === 'exception' && (
      <Inline space="space.150" shouldWrap>
        <OneOf
          name="exceptionTo"
          label={editor.effect.exceptionTo}
          options={CONTROLS}
          chosen={values.exceptionTo}
          onChange={(exceptionTo) => {
            set({ exceptionTo });
          }}
        />
        <OneOf
          name="exceptionApprover"
          label={editor.effect.exceptionApprover}
          options={EXCEPTION_APPROVERS}
          chosen={values.exceptionApprover}
          onChange={(exceptionApprover) => {
            set({ exceptionApprover });
          }}
        />
      </Inline>
    )}
    {(values.effect === 'limit-duration' || values.effect === 'exception') && (
      <TextInput
        name="maxDays"
        label={editor.effect.maxDays}
        value={values.maxDays}
        problem={problems.maxDays}
        onChange={(maxDays) => {
          set({ maxDays });
        }}
      />
    )}
  </Stack>
);

const RISKS = (['low', 'medium', 'high'] as const).map((value) => ({
  value,
  label: sharedMessages.levels[value],
}));

const named = (words: readonly string[]): Option[] => words.map((word) => ({ value: word, label: word }));

const Conditions = ({ values, problems, set, choices }: PartProps & { readonly choices: PolicyChoices }) => {
  const applications = choices.applications.map(({ key, name }) => ({ value: key, label: name }));
  const tiers = new Map(
    choices.applications.flatMap((one) => one.tiers.map(({ key, name }) => [key, name] as const)),
  );
  const holdings = choices.applications.flatMap(({ key, name, tiers: own }) => [
    { value: key, label: name },
    ...own.map((tier) => ({ value: `${key}/${tier.key}`, label: `${name} ${tier.name}` })),
  ]);
  const lists = [
    ['applications', applications],
    ['tiers', [...tiers].map(([value, label]) => ({ value, label }))],
    ['roles', named(choices.roles)],
    ['risk', RISKS],
    ['departments', named(choices.departments)],
    ['locations', named(choices.locations)],
    ['workerTypes', named(choices.workerTypes)],
    ['holdsAny', holdings],
  ] as const;
  return (
    <Stack space="space.150">
      <Heading as="h4" size="xsmall">
        {conditionWords.title}
      </Heading>
      {lists.map(([field, options]) => (
        <ManyOf
          key={field}
          name={field}
          label={conditionWords.lists[field]}
          options={options}
          chosen={values[field]}
          problem={problems[field]}
          onChange={(chosen) => {
            set({ [field]: chosen });
          }}
        />
      ))}
      <OneOf
        name="premium"
        label={conditionWords.premium.label}
        options={yesNoOptions(conditionWords.premium.yes, conditionWords.premium.no)}
        chosen={values.premium}
        onChange={(premium) => {
          set({ premium });
        }}
      />
      <OneOf
        name="onBehalf"
        label={conditionWords.onBehalf.label}
        options={yesNoOptions(conditionWords.onBehalf.yes, conditionWords.onBehalf.no)}
        chosen={values.onBehalf}
        onChange={(onBehalf) => {
          set({ onBehalf });
        }}
      />
      <TextInput
        name="peopleMoreThan"
        label={conditionWords.peopleMoreThan}
        value={values.peopleMoreThan}
        problem={problems.peopleMoreThan}
        onChange={(peopleMoreThan) => {
          set({ peopleMoreThan });
        }}
      />
      <TextInput
        name="longerThanDays"
        label={conditionWords.longerThanDays}
        value={values.longerThanDays}
        problem={problems.longerThanDays}
        onChange={(longerThanDays) => {
          set({ longerThanDays });
        }}
      />
      <Inline space="space.150" shouldWrap>
        <TextInput
          name="dearerAmount"
          label={conditionWords.dearerAmount}
          value={values.dearerAmount}
          problem={problems.dearerAmount}
          onChange={(dearerAmount) => {
            set({ dearerAmount });
          }}
        />
        <TextInput
          name="dearerCurrency"
          label={conditionWords.dearerCurrency}
          value={values.dearerCurrency}
          problem={problems.dearerCurrency}
          onChange={(dearerCurrency) => {
            set({ dearerCurrency });
          }}
        />
      </Inline>
    </Stack>
  );
};
