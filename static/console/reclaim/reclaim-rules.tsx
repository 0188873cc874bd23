import type { ReclaimRules as Rules } from '../../../src/settings/rules/reclaim-rules';
import {
  Heading,
  HelperMessage,
  Inline,
  Label,
  LoadingButton,
  Select,
  Stack,
  Textfield,
  Toggle,
} from '@forge/react';
import { useState } from 'react';
import type { ReclaimRulesView } from '../../../src/reclaim/contract/reclaim';
import { Failed } from '../../components/failed';
import { LoadingLines } from '../../components/loading';
import { Saved } from '../../components/saved';
import { useLoaded } from '../../lib/use-loaded';
import { useSave } from '../../lib/use-save';
import { reclaimMessages } from './messages';
import { call } from './use-reclaim';

const { rules: ruleWords } = reclaimMessages;

/** How the company takes seats back. */
export const ReclaimRules = () => {
  const { loaded, reload } = useLoaded(async () => ({
    view: await call('reclaim/rules', {}),
    applications: await call('reclaim/applications', {}),
  }));
  if (loaded.kind === 'loading') return <LoadingLines lines={5} label={ruleWords.loading} />;
  if (loaded.kind === 'failed')
    return <Failed message={loaded.message} forbidden={loaded.forbidden} onRetry={reload} />;
  return <Form {...loaded.data} />;
};

type NumberRule = Exclude<keyof Rules, 'isSweeping' | 'keptPastEnd'>;

const NUMBERS: readonly NumberRule[] = ['answerDays', 'reminderDays', 'keepDays', 'mostCases', 'mostShare'];

const shownNumber = (rules: Rules, rule: NumberRule): string =>
  String(rule === 'mostShare' ? Math.round(rules.mostShare * 100) : rules[rule]);

interface FormProps {
  readonly view: ReclaimRulesView;
  readonly applications: readonly { readonly key: string; readonly name: string }[];
}

const Form = ({ view: { rules, revision }, applications }: FormProps) => {
  const [after, setAfter] = useState(revision);
  const { busy, outcome, edited, save } = useSave();
  const [isSweeping, setSweeping] = useState(rules.isSweeping);
  const [keptPastEnd, setKeptPastEnd] = useState(rules.keptPastEnd);
  const [numbers, setNumbers] = useState<Readonly<Record<NumberRule, string>>>({
    answerDays: shownNumber(rules, 'answerDays'),
    reminderDays: shownNumber(rules, 'reminderDays'),
    keepDays: shownNumber(rules, 'keepDays'),
    mostCases: shownNumber(rules, 'mostCases'),
    mostShare: shownNumber(rules, 'mostShare'),
  });
  const saveRules = (): Promise<void> =>
    save(async () => {
      const saved = await call('reclaim/save-rules', {
        after,
        rules: {
          isSweeping,
          keptPastEnd: [...keptPastEnd],
          answerDays: Number(numbers.answerDays),
          reminderDays: Number(numbers.reminderDays),
          keepDays: Number(numbers.keepDays),
          mostCases: Number(numbers.mostCases),
          mostShare: Number(numbers.mostShare) / 100,
        },
      });
      setAfter(saved.revision);
      return saved.saved ? 'saved' : 'proposed';
    });
  return (
    <Stack space="space.150">
      <Heading as="h4" size="small">
        {ruleWords.title}
      </Heading>
      <Saved outcome={outcome} saved={ruleWords.saved} notSaved={ruleWords.failed} />
      <Inline space="space.100" alignBlock="center">
        <Toggle
          id="sweep"
          isChecked={isSweeping}
          onChange={() => {
            setSweeping(!isSweeping);
            edited();
          }}
        />
        <Label labelFor="sweep">{ruleWords.sweep}</Label>
      </Inline>
      <Inline space="space.150" alignBlock="end" shouldWrap rowSpace="space.150">
        {NUMBERS.map((rule) => (
          <Stack key={rule}>
            <Label labelFor={rule}>{ruleWords.numbers[rule]}</Label>
            <Textfield
              id={rule}
              name={rule}
              type="number"
              width={100}
              value={numbers[rule]}
              onChange={(event) => {
                setNumbers({ ...numbers, [rule]: String(event.target.value) });
                edited();
              }}
            />
          </Stack>
        ))}
      </Inline>
      <KeptPastEnd
        applications={applications}
        chosen={keptPastEnd}
        onChange={(keys) => {
          setKeptPastEnd(keys);
          edited();
        }}
      />
      <Inline>
        <LoadingButton appearance="primary" isLoading={busy} onClick={() => void saveRules()}>
          {ruleWords.save}
        </LoadingButton>
      </Inline>
    </Stack>
  );
};

interface KeptProps extends Pick<FormProps, 'applications'> {
  readonly chosen: readonly string[];
  readonly onChange: (keys: readonly string[]) => void;
}

/** Applications in which access may go on past its end; what the catalog has no more stays choosable. */
const KeptPastEnd = ({ applications, chosen, onChange }: KeptProps) => {
  const known = applications.map(({ key, name }) => ({ value: key, label: name }));
  const gone = chosen.filter((key) => !applications.some((one) => one.key === key));
  const options = [...known, ...gone.map((key) => ({ value: key, label: key }))];
  return (
    <Stack>
      <Label labelFor="kept-past-end">{ruleWords.keptPastEnd}</Label>
      <Select
        inputId="kept-past-end"
        isMulti
        placeholder={ruleWords.noApplications}
        options={options}
        defaultValue={options.filter(({ value }) => chosen.includes(value))}
        onChange={(next: typeof options | null) => {
          onChange((next ?? []).map(({ value }) => value));
        }}
      />
      <HelperMessage>{ruleWords.keptPastEndHelp}</HelperMessage>
    </Stack>
  );
};
