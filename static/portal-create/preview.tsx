import { List, ListItem, SectionMessage, Stack, Text } from '@forge/react';
import { useEffect } from 'react';
import type { PortalCalls, PortalPreview } from '../../src/flows/contract/portal';
import { callOf } from '../lib/call';
import { useLoaded } from '../lib/use-loaded';
import { problemWords, stageWords } from '../lib/words';
import { GroupLabel } from './group-label';
import * as messages from './preview-messages';

const call = callOf<PortalCalls>();
interface Props {
  readonly application: string;
  readonly tier: string;
  readonly role: string | null;
  readonly beneficiaryId: string | null;
  readonly durationDays: number | null;
}

/** Who would decide this request, shown before it is sent. */
export const Preview = ({ application, tier, role, beneficiaryId, durationDays }: Props) => {
  const { loaded, reload } = useLoaded(() =>
    call('portal/preview', { application, tier, role, beneficiaryId, durationDays }),
  );
  useEffect(() => {
    void reload();
  }, [application, tier, role, beneficiaryId, durationDays, reload]);
  switch (loaded.kind) {
    case 'ready':
      return <Answer preview={loaded.data} forSelf={beneficiaryId === null} />;
    case 'loading':
      return <Text color="color.text.subtle">{messages.loading}</Text>;
    case 'failed':
      return <Text color="color.text.subtle">{messages.failed}</Text>;
  }
};

interface AnswerProps {
  readonly preview: PortalPreview;
  readonly forSelf: boolean;
}

const Answer = ({ preview, forSelf }: AnswerProps) => (
  <Stack space="space.100">
    <Outcome preview={preview} forSelf={forSelf} />
    {preview.kind === 'decided' && preview.effect !== 'deny' && preview.evidence.length > 0 && (
      <Text>{messages.evidence(preview.evidence)}</Text>
    )}
    {preview.kind === 'decided' && preview.effect !== 'deny' && preview.replaces.length > 0 && (
      <SectionMessage appearance="warning">
        <Text>{messages.replaces(preview.replaces.join(', '))}</Text>
      </SectionMessage>
    )}
  </Stack>
);

const Outcome = ({ preview, forSelf }: AnswerProps) => {
  if (preview.kind === 'incomplete') {
    return (
      <SectionMessage appearance="warning" title={messages.incomplete[preview.turn]}>
        {preview.problems.map((problem) => (
          <Text key={problem.code}>{problemWords(problem, forSelf)}</Text>
        ))}
      </SectionMessage>
    );
  }
  if (preview.effect === 'deny') {
    return (
      <SectionMessage appearance="warning" title={messages.denied}>
        <Text>{preview.reasons.join(' ') || messages.deniedOther}</Text>
      </SectionMessage>
    );
  }
  if (preview.effect === 'auto-approve') return <Text>{messages.noApproval(preview.reasons.join(' '))}</Text>;
  if (preview.approvers.length === 0) {
    return <Text>{messages.noApprover}</Text>;
  }
  return (
    <Stack space="space.050">
      <GroupLabel>{messages.approvers}</GroupLabel>
      <List type="unordered">
        {preview.approvers.map(({ key, stage, groupName }) => (
          <ListItem key={key}>{stageWords(stage, groupName)}</ListItem>
        ))}
      </List>
    </Stack>
  );
};
