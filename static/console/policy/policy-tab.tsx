import { SectionMessage, Stack, Text } from '@forge/react';
import { useState } from 'react';
import { Failed } from '../../components/failed';
import { LoadingLines } from '../../components/loading';
import { useClockWords } from '../../lib/use-clock-words';
import { DraftPanel } from './draft-panel';
import { History } from './history';
import { ImportDocument } from './import-document';
import { policyMessages } from './messages';
import { RuleEditor } from './rule-editor';
import type { EditedRule, PolicyProps } from './policy-props';
import { RulesTable } from './rules-table';
import { Simulator } from './simulator';
import { usePolicy } from './use-policy';

/** The policy in force, the draft beside it, what either would say, and how it came about. */
export const PolicyTab = () => {
  const words = useClockWords();
  const { loaded, reload, change } = usePolicy();
  switch (loaded.kind) {
    case 'loading':
      return <LoadingLines lines={10} label={policyMessages.loading} />;
    case 'failed':
      return <Failed message={loaded.message} forbidden={loaded.forbidden} onRetry={reload} />;
    case 'ready':
      return <Policy view={loaded.data} words={words} change={change} reload={reload} />;
  }
};

const Policy = (props: PolicyProps) => {
  const { view, words, change } = props;
  const [edited, setEdited] = useState<EditedRule>();
  const [isImporting, setImporting] = useState(false);
  return (
    <Stack space="space.300">
      <VersionsSummary view={view} words={words} />
      {view.draft && <DraftPanel {...props} draft={view.draft} />}
      <RulesTable
        {...props}
        onEdit={setEdited}
        onImport={() => {
          setImporting(true);
        }}
      />
      {view.mayEdit && <Simulator view={view} />}
      <History {...props} />
      <RuleEditor
        edited={edited}
        view={view}
        change={change}
        onClose={() => {
          setEdited(undefined);
        }}
      />
      <ImportDocument
        isOpen={isImporting}
        view={view}
        change={change}
        onClose={() => {
          setImporting(false);
        }}
      />
    </Stack>
  );
};

/** What counts now and what will, in one line each. */
const VersionsSummary = ({ view, words }: Pick<PolicyProps, 'view' | 'words'>) => {
  const { status } = policyMessages;
  const { version, rules } = view.inForce;
  const since = view.versions.find((one) => one.version === version)?.effectiveFrom ?? null;
  const inForce = status.inForce(version, rules.length);
  const sinceWhen = since === null ? [] : [status.since(words.moment(since, view.now))];
  const coming = view.versions.filter(({ state }) => state === 'scheduled');
  return (
    <Stack space="space.100">
      <Text>{version === 0 ? status.starter(rules.length) : [inForce, ...sinceWhen].join(' ')}</Text>
      {coming.map((one) => (
        <SectionMessage key={one.version} appearance="information">
          <Text>{status.scheduled(one.version, words.moment(one.effectiveFrom ?? view.now, view.now))}</Text>
        </SectionMessage>
      ))}
    </Stack>
  );
};
