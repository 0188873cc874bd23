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
  xcss,
} from '@forge/react';
import { PersonName } from '../../components/person-name';
import { useState } from 'react';
import type { PolicyDraftView } from '../../../src/policy/contract/policy';
import { DecisionForm, type DecisionKind } from './decision-form';
import { DiffView } from './diff-view';
import { policyMessages } from './messages';
import type { PolicyProps } from './policy-props';
import { Trial } from './trial';

const { draft: messages } = policyMessages;

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
          <Heading as="h3" size="small">
            {messages.title(draft.version)}
          </Heading>
          {draft.state === 'proposed' ? (
            <Lozenge appearance="moved">{messages.proposed}</Lozenge>
          ) : (
            <Lozenge appearance="inprogress">{messages.open}</Lozenge>
          )}
        </Inline>
        <Authors {...props} />
        <Heading as="h4" size="xsmall">
          {messages.changes}
        </Heading>
        <DiffView label={messages.changes} changes={draft.changes} emptyText={messages.noChanges} />
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
      <Text>{messages.by}</Text>
      {draft.authorIds.map((accountId) => (
        <PersonName key={accountId} accountId={accountId} />
      ))}
      {last && <Text color="color.text.subtle">{stepWords(last, words.moment(last.at, view.now))}</Text>}
    </Inline>
  );
};

function stepWords(
  { kind, note }: PolicyProps['view']['versions'][number]['steps'][number],
  moment: string,
): string {
  const what = kind === 'proposed' ? messages.lastProposed(moment) : messages.lastEdited(moment);
  return note === '' ? what : messages.noted(what, note);
}

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
        <ButtonGroup label={messages.actions}>
          {view.mayEdit && !isProposed && (
            <Button
              appearance="primary"
              isDisabled={draft.changes.length === 0}
              onClick={() => {
                onDecide('propose');
              }}
            >
              {messages.propose}
            </Button>
          )}
          {canApprove && (
            <Button
              appearance="primary"
              onClick={() => {
                onDecide('approve');
              }}
            >
              {messages.approve}
            </Button>
          )}
          {canApprove && (
            <Button
              onClick={() => {
                onDecide('reject');
              }}
            >
              {messages.reject}
            </Button>
          )}
          {view.mayEdit && (
            <Button
              onClick={() => {
                onDecide('withdraw');
              }}
            >
              {messages.withdraw}
            </Button>
          )}
        </ButtonGroup>
      </Inline>
    </Stack>
  );
};
