import { DynamicTable, Inline, Lozenge, Stack, Text, User } from '@forge/react';
import type { PolicyOutputs, PolicyVersionView, PolicyView } from '../../src/contracts/policy';
import { Failed } from '../components/failed';
import { LoadingLines } from '../components/loading';
import { callOf } from '../lib/call';
import type { ClockWords } from '../lib/clock-words';
import { useClockWords } from '../lib/use-clock-words';
import { useLoaded } from '../lib/use-loaded';
import { conditionWords, EFFECT_NAMES, EFFECT_TONES, effectWords } from './rule-words';
import { Simulator } from './simulator';

const call = callOf<PolicyOutputs>();

/** The policy in force, what it would say, and how it came about. */
export const PolicyTab = () => {
  const words = useClockWords();
  const { loaded, reload } = useLoaded(() => call('policy/show', {}));
  switch (loaded.kind) {
    case 'loading':
      return <LoadingLines lines={6} label="Loading the policy" />;
    case 'failed':
      return <Failed message={loaded.message} forbidden={loaded.forbidden} onRetry={reload} />;
    case 'ready':
      return (
        <Stack space="space.300">
          <Simulator />
          <Rules view={loaded.data} />
          <Versions versions={loaded.data.versions} words={words} />
        </Stack>
      );
  }
};

const Rules = ({ view }: { readonly view: PolicyView }) => (
  <DynamicTable
    caption={`Policy version ${view.versions[0]?.version ?? 0}, in force`}
    head={{
      cells: [
        { key: 'effect', content: 'Effect', width: 10 },
        { key: 'when', content: 'When', width: 35 },
        { key: 'what', content: 'What', width: 25 },
        { key: 'rule', content: 'Rule', width: 30 },
      ],
    }}
    rows={view.rules.map((rule) => ({
      key: rule.id,
      cells: [
        {
          key: 'effect',
          content: (
            <Lozenge appearance={EFFECT_TONES[rule.effect.kind]}>{EFFECT_NAMES[rule.effect.kind]}</Lozenge>
          ),
        },
        { key: 'when', content: <Text>{conditionWords(rule)}</Text> },
        { key: 'what', content: <Text>{effectWords(rule.effect)}</Text> },
        {
          key: 'rule',
          content: (
            <Stack>
              <Text>{rule.description}</Text>
              <Text size="small" color="color.text.subtle">
                {rule.id}
              </Text>
            </Stack>
          ),
        },
      ],
    }))}
    rowsPerPage={20}
    emptyView={<Text>There is no rule, so nothing is granted to anybody.</Text>}
  />
);

const Versions = ({
  versions,
  words,
}: {
  readonly versions: readonly PolicyVersionView[];
  readonly words: ClockWords;
}) => (
  <DynamicTable
    caption="Versions"
    head={{
      cells: [
        { key: 'version', content: 'Version' },
        { key: 'rules', content: 'Rules' },
        { key: 'when', content: 'Since' },
        { key: 'who', content: 'Imported by' },
      ],
    }}
    rows={versions.map(({ version, rules, importedAt, importedById }) => ({
      key: String(version),
      cells: [
        { key: 'version', content: String(version) },
        { key: 'rules', content: String(rules) },
        { key: 'when', content: importedAt === null ? 'the installation' : words.day(importedAt) },
        {
          key: 'who',
          content:
            importedById === null ? (
              'comes with the app'
            ) : (
              <Inline>
                <User accountId={importedById} />
              </Inline>
            ),
        },
      ],
    }))}
  />
);
