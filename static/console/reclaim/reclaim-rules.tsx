import type { ReclaimRules as Rules } from '../../../src/settings/rules/reclaim-rules';
import {
  Heading,
  Inline,
  Label,
  LoadingButton,
  SectionMessage,
  Stack,
  Text,
  Textfield,
  Toggle,
} from '@forge/react';
import { useState } from 'react';
import { ActionError } from '../../components/action-error';
import { Failed } from '../../components/failed';
import { LoadingLines } from '../../components/loading';
import { useAction } from '../../lib/use-action';
import { useLoaded } from '../../lib/use-loaded';
import { reclaimMessages } from './messages';
import { call } from './use-reclaim';

const { rules: ruleWords } = reclaimMessages;

/** How the company takes seats back. */
export const ReclaimRules = () => {
  const { loaded, reload } = useLoaded(() => call('reclaim/rules', {}));
  if (loaded.kind === 'loading') return <LoadingLines lines={5} label={ruleWords.loading} />;
  if (loaded.kind === 'failed')
    return <Failed message={loaded.message} forbidden={loaded.forbidden} onRetry={reload} />;
  return <Form rules={loaded.data} />;
};

type NumberRule = Exclude<keyof Rules, 'isSweeping'>;

const NUMBERS: readonly NumberRule[] = ['answerDays', 'reminderDays', 'keepDays', 'mostCases', 'mostShare'];

const shownNumber = (rules: Rules, rule: NumberRule): string =>
  String(rule === 'mostShare' ? Math.round(rules.mostShare * 100) : rules[rule]);

const Form = ({ rules }: { readonly rules: Rules }) => {
  const { busy, error, run } = useAction();
  const [isSweeping, setSweeping] = useState(rules.isSweeping);
  const [numbers, setNumbers] = useState<Readonly<Record<NumberRule, string>>>({
    answerDays: shownNumber(rules, 'answerDays'),
    reminderDays: shownNumber(rules, 'reminderDays'),
    keepDays: shownNumber(rules, 'keepDays'),
    mostCases: shownNumber(rules, 'mostCases'),
    mostShare: shownNumber(rules, 'mostShare'),
  });
  const [isSaved, setSaved] = useState(false);
  const save = (): Promise<void> =>
    run(async () => {
      await call('reclaim/save-rules', {
        rules: {
          isSweeping,
          answerDays: Number(numbers.answerDays),
          reminderDays: Number(numbers.reminderDays),
          keepDays: Number(numbers.keepDays),
          mostCases: Number(numbers.mostCases),
          mostShare: Number(numbers.mostShare) / 100,
        },
      });
      setSaved(true);
    });
  return (
    <Stack space="space.150">
      <Heading as="h4" size="small">
        {ruleWords.title}
      </Heading>
      <ActionError title={ruleWords.failed} message={error} />
      {isSaved && (
        <SectionMessage appearance="success">
          <Text>{ruleWords.saved}</Text>
        </SectionMessage>
      )}
      <Inline space="space.100" alignBlock="center">
        <Toggle
          id="sweep"
          isChecked={isSweeping}
          onChange={() => {
            setSweeping(!isSweeping);
            setSaved(false);
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
                setSaved(false);
              }}
            />
          </Stack>
        ))}
      </Inline>
      <Inline>
        <LoadingButton appearance="primary" isLoading={busy} onClick={() => void save()}>
          {ruleWords.save}
        </LoadingButton>
      </Inline>
    </Stack>
  );
};
