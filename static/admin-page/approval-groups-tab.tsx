import { HelperMessage, Label, LoadingButton, SectionMessage, Stack, Text, Textfield } from '@forge/react';
import { useState } from 'react';
import type {
  ApprovalGroupCalls,
  ApprovalGroupsView,
  ApprovalGroupView,
} from '../../src/approvals/contract/approval-groups';
import { Failed } from '../components/failed';
import { LoadingLines } from '../components/loading';
import { callOf, messageOf } from '../lib/call';
import { useLoaded } from '../lib/use-loaded';

const call = callOf<ApprovalGroupCalls>();

/** Which groups of the site approve as security, and where nobody else can be found. */
export const ApprovalGroupsTab = () => {
  const { loaded, reload } = useLoaded(() => call('approval-groups/show', {}));
  switch (loaded.kind) {
    case 'loading':
      return <LoadingLines lines={4} label="Loading the groups that approve" />;
    case 'failed':
      return <Failed message={loaded.message} forbidden={loaded.forbidden} onRetry={reload} />;
    case 'ready':
      return <GroupsForm groups={loaded.data} />;
  }
};

const FIELDS = [
  {
    name: 'security',
    label: 'Security group',
    help: 'Whom a rule asks that requires the approval of security.',
  },
  {
    name: 'fallback',
    label: 'Fallback group',
    help: 'Whom a request goes to when nobody else can be asked. Without one it waits until the roster is put right.',
  },
] as const;

type Field = (typeof FIELDS)[number]['name'];

const GroupsForm = ({ groups }: { readonly groups: ApprovalGroupsView }) => {
  const [saved, setSaved] = useState(groups);
  const [names, setNames] = useState({
    security: groups.security?.name ?? '',
    fallback: groups.fallback?.name ?? '',
  });
  const [busy, setBusy] = useState(false);
  const [outcome, setOutcome] = useState<'saved' | { readonly refused: string }>();

  const save = async (): Promise<void> => {
    setBusy(true);
    const given = (field: Field): string | null => names[field].trim() || null;
    try {
      setSaved(
        await call('approval-groups/save', { security: given('security'), fallback: given('fallback') }),
      );
      setOutcome('saved');
    } catch (failure) {
      setOutcome({ refused: messageOf(failure) });
    } finally {
      setBusy(false);
    }
  };

  return (
    <Stack space="space.200" alignInline="start">
      <Text>Groups are managed in Atlassian administration; name them here as they are called there.</Text>
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
      {outcome === 'saved' && (
        <SectionMessage appearance="success">
          <Text>The groups are saved.</Text>
        </SectionMessage>
      )}
      {outcome !== undefined && outcome !== 'saved' && (
        <SectionMessage appearance="error" title="Not saved">
          <Text>{outcome.refused}</Text>
        </SectionMessage>
      )}
      <LoadingButton appearance="primary" isLoading={busy} onClick={() => void save()}>
        Save groups
      </LoadingButton>
    </Stack>
  );
};

function membersText(group: ApprovalGroupView | null): string {
  if (!group) return 'None is set.';
  if (group.members === 0) return `${group.name} has no active members: nobody can be asked.`;
  return `${group.name} has ${group.members} active ${group.members === 1 ? 'member' : 'members'}.`;
}
