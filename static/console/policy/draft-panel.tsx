import {
  Box,
  Button,
  ButtonGroup,
  Heading,
  Inline,
  Lozenge,
  SectionMessage,
  Stack,
  Text,
  User,
  xcss,
} from '@forge/react';
import { useState } from 'react';
import type { PolicyDraftView } from '../../../src/policy/contract/policy';
import { DecisionForm, type DecisionKind } from './decision-form';
import { DiffView } from './diff-view';
import type { PolicyProps } from './policy-props';
import { Trial } from './trial';

const card = xcss({
  padding: 'space.200',
  borderWidth: 'border.width',
  borderStyle: 'solid',
  borderColor: 'color.border',
  borderRadius: 'radius.medium',
});

interface Props extends PolicyProps {
  readonly draft: PolicyDraftView;
}

/** Where the draft stands, what it changes, and what the person who looks can do about it. */
export const DraftPanel = (props: Props) => {
  const { view, draft } = props;
  const [decision, setDecision] = useState<DecisionKind>();
  return (
    <Box xcss={card}>
      <Stack space="space.200">
        <Inline space="space.100" alignBlock="center" shouldWrap>
          <Heading as="h3" size="small">{`Draft version ${draft.version}`}</Heading>
          {draft.state === 'proposed' ? (
            <Lozenge appearance="moved">waits for approval</Lozenge>
          ) : (
            <Lozenge appearance="inprogress">being worked on</Lozenge>
          )}
        </Inline>
        <Authors {...props} />
        <Heading as="h4" size="xsmall">
          What it changes about the policy in force
        </Heading>
        <DiffView
          label="What it changes about the policy in force"
          changes={draft.changes}
          emptyText="It says the same as the policy in force."
        />
        {view.mayEdit && <Trial key={draft.digest} draft={draft} words={props.words} />}
        <Actions {...props} onDecide={setDecision} />
        <DecisionForm
          {...props}
          decision={decision}
          onClose={() => {
            setDecision(undefined);
          }}
        />
      </Stack>
    </Box>
  );
};

const Authors = ({ view, draft, words }: Props) => {
  const own = view.versions.find(({ version }) => version === draft.version);
  const last = own?.steps.at(-1);
  return (
    <Inline space="space.075" alignBlock="center" shouldWrap>
      <Text>By</Text>
      {draft.authorIds.map((accountId) => (
        <User key={accountId} accountId={accountId} />
      ))}
      {last && (
        <Text color="color.text.subtle">
          {`${last.kind === 'proposed' ? 'Proposed' : 'Changed'} ${words.moment(last.at, view.now)}${last.note === '' ? '' : `: “${last.note}”`}`}
        </Text>
      )}
    </Inline>
  );
};

const Actions = ({
  view,
  draft,
  onDecide,
}: Props & { readonly onDecide: (decision: DecisionKind) => void }) => {
  const isProposed = draft.state === 'proposed';
  const canApprove = isProposed && draft.obstacle === null;
  return (
    <Stack space="space.100">
      {isProposed && draft.obstacle !== null && (
        <SectionMessage appearance="information">
          <Text>{draft.obstacle}</Text>
        </SectionMessage>
      )}
      <Inline>
        <ButtonGroup label="Decide about the draft">
          {view.mayEdit && !isProposed && (
            <Button
              appearance="primary"
              isDisabled={draft.changes.length === 0}
              onClick={() => {
                onDecide('propose');
              }}
            >
              Propose for approval
            </Button>
          )}
          {canApprove && (
            <Button
              appearance="primary"
              onClick={() => {
                onDecide('approve');
              }}
            >
              Approve
            </Button>
          )}
          {canApprove && (
            <Button
              onClick={() => {
                onDecide('reject');
              }}
            >
              Reject
            </Button>
          )}
          {view.mayEdit && (
            <Button
              onClick={() => {
                onDecide('withdraw');
              }}
            >
              Withdraw
            </Button>
          )}
        </ButtonGroup>
      </Inline>
    </Stack>
  );
};
