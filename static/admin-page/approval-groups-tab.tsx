import { HelperMessage, Label, LoadingButton, Stack, Text, Textfield } from '@forge/react';
import { useState } from 'react';
import type {
  ApprovalGroupCalls,
  ApprovalGroupsView,
  ApprovalGroupView,
} from '../../src/approvals/contract/approval-groups';
import { Failed } from '../components/failed';
import { LoadingLines } from '../components/loading';
import { Saved } from '../components/saved';
import { callOf } from '../lib/call';
import { useLoaded } from '../lib/use-loaded';
import { useSave } from '../lib/use-save';
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
  const { busy, outcome, edited, save } = useSave();

  const saveGroups = (): Promise<void> =>
    save(async () => {
      const given = (field: Field): string | null => names[field].trim() || null;
      const answer = await call('approval-groups/save', {
        security: given('security'),
        fallback: given('fallback'),
        changeWorkTypes: listed(changes),
        after: saved.revision,
      });
      setSaved(answer);
      return answer.saved ? 'saved' : 'proposed';
    });

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
              edited();
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
            edited();
          }}
        />
        <HelperMessage>{messages.changes.help}</HelperMessage>
      </Stack>
      <Saved outcome={outcome} saved={messages.saved} notSaved={messages.notSaved} />
      <LoadingButton appearance="primary" isLoading={busy} onClick={() => void saveGroups()}>
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
  if (group.members === null) return messages.tooMany(group.name);
  if (group.members === 0) return messages.empty(group.name);
  return messages.members(group.name, group.members);
}
