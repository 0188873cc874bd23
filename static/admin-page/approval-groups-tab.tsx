import { HelperMessage, Label, LoadingButton, SectionMessage, Stack, Text, Textfield } from '@forge/react';
import { useState } from 'react';
import type {
  ApprovalGroupCalls,
  ApprovalGroupsView,
  ApprovalGroupView,
} from '../../src/approvals/contract/approval-groups';
import { proposed } from '../components/changes-messages';
import { Failed } from '../components/failed';
import { LoadingLines } from '../components/loading';
import { callOf, messageOf } from '../lib/call';
import { useLoaded } from '../lib/use-loaded';
import { adminPageMessages } from './messages';

const messages = adminPageMessages.groups;

const call = callOf<ApprovalGroupCalls>();

/** Which groups of the site approve as security, and where nobody else can be found. */
export const ApprovalGroupsTab = () => {
  const { loaded, reload } = useLoaded(() => call('approval-groups/show', {}));
  switch (loaded.kind) {
    case 'loading':
      return <LoadingLines lines={4} label={messages.loading} />;
    case 'failed':
      return <Failed message={loaded.message} forbidden={loaded.forbidden} onRetry={reload} />;
    case 'ready':
      return <GroupsForm groups={loaded.data} />;
  }
};

const FIELDS = [
  { name: 'security', ...messages.security },
  { name: 'fallback', ...messages.fallback },
] as const;

type Field = (typeof FIELDS)[number]['name'];

const GroupsForm = ({ groups }: { readonly groups: ApprovalGroupsView }) => {
  const [saved, setSaved] = useState(groups);
  const [names, setNames] = useState({
    security: groups.security?.name ?? '',
    fallback: groups.fallback?.name ?? '',
  });
  const [changes, setChanges] = useState(groups.changeWorkTypes.join('; '));
  const [busy, setBusy] = useState(false);
  const [outcome, setOutcome] = useState<'saved' | 'proposed' | { readonly refused: string }>();

  const save = async (): Promise<void> => {
    setBusy(true);
    const given = (field: Field): string | null => names[field].trim() || null;
    try {
      const answer = await call('approval-groups/save', {
        security: given('security'),
        fallback: given('fallback'),
        changeWorkTypes: listed(changes),
        after: saved.revision,
      });
      setSaved(answer);
      setOutcome(answer.saved ? 'saved' : 'proposed');
    } catch (failure) {
      setOutcome({ refused: messageOf(failure) });
    } finally {
      setBusy(false);
    }
  };

  return (
    <Stack space="space.200" alignInline="start">
      <Text>{messages.help}</Text>
      {FIELDS.map(({ name, label, help }) => (
        <Stack key={name} space="space.025">
          <Label labelFor={`group-${name}`}>{label}</Label>
          <Textfield
            id={`group-${name}`}
            name={`group-${name}`}
            value={names[name]}
            onChange={(event) => {
              setNames({ ...names, [name]: String(event.target.value) });
              setOutcome(undefined);
            }}
          />
          <HelperMessage>{`${help} ${membersText(saved[name])}`}</HelperMessage>
        </Stack>
      ))}
      <Stack space="space.025">
        <Label labelFor="change-work-types">{messages.changes.label}</Label>
        <Textfield
          id="change-work-types"
          name="change-work-types"
          value={changes}
          onChange={(event) => {
            setChanges(String(event.target.value));
            setOutcome(undefined);
          }}
        />
        <HelperMessage>{messages.changes.help}</HelperMessage>
      </Stack>
      {outcome === 'saved' && (
        <SectionMessage appearance="success">
          <Text>{messages.saved}</Text>
        </SectionMessage>
      )}
      {outcome === 'proposed' && (
        <SectionMessage appearance="information">
          <Text>{proposed}</Text>
        </SectionMessage>
      )}
      {typeof outcome === 'object' && (
        <SectionMessage appearance="error" title={messages.notSaved}>
          <Text>{outcome.refused}</Text>
        </SectionMessage>
      )}
      <LoadingButton appearance="primary" isLoading={busy} onClick={() => void save()}>
        {messages.save}
      </LoadingButton>
    </Stack>
  );
};

const listed = (text: string): string[] =>
  text
    .split(';')
    .map((name) => name.trim())
    .filter((name) => name !== '');

function membersText(group: ApprovalGroupView | null): string {
  if (!group) return messages.none;
  if (group.members === 0) return messages.empty(group.name);
  return messages.members(group.name, group.members);
}
