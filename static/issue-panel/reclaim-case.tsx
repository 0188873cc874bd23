import { Heading, Inline, List, ListItem, LoadingButton, Lozenge, Stack, Text } from '@forge/react';
import type { IssuePanelCalls } from '../../src/flows/contract/issue-panel';
import type { CaseView } from '../../src/reclaim/contract/reclaim';
import { ActionError } from '../components/action-error';
import { Holder } from '../components/holder';
import { callOf } from '../lib/call';
import { CASE_MARKS, evidenceSentence } from '../lib/case-words';
import type { ClockWords } from '../lib/clock-words';
import { useAction } from '../lib/use-action';
import * as messages from './reclaim-case-messages';
import type { Reload } from './next-step';

const call = callOf<IssuePanelCalls>();
interface Props {
  readonly view: CaseView;
  readonly words: ClockWords;
  readonly reload: Reload;
}

/** The agent's panel on the ticket of a seat that is taken back: what is known, and what to do. */
export const ReclaimCase = ({ view, words, reload }: Props) => {
  const { busy, error, run } = useAction();
  const mark = CASE_MARKS[view.state];
  return (
    <Stack space="space.200">
      <Inline space="space.100" alignBlock="center" shouldWrap>
        <Lozenge appearance={mark.appearance}>{mark.word}</Lozenge>
        <Heading as="h3" size="small">
          {view.what}
        </Heading>
        <Text>{messages.heldBy}</Text>
        <Holder holderId={view.holderId} />
      </Inline>
      <Text>{evidenceSentence(view.evidence, words)}</Text>
      <ActionError title={messages.notConfirmed} message={error} />
      {view.state === 'awaiting-removal' && (
        <Inline space="space.150" alignBlock="center" shouldWrap>
          <LoadingButton
            appearance="primary"
            isLoading={busy}
            onClick={() => void run(() => call('issue-panel/confirm-removal', {}).finally(reload))}
          >
            {messages.confirmation[view.action].confirm}
          </LoadingButton>
          <Text color="color.text.subtle">{messages.confirmation[view.action].first}</Text>
        </Inline>
      )}
      {view.remarks.length > 0 && (
        <Stack space="space.075">
          <Heading as="h4" size="xxsmall">
            {messages.history}
          </Heading>
          <List type="unordered">
            {view.remarks.map(({ at, text }) => (
              <ListItem key={`${at} ${text}`}>{messages.event(words.moment(at, view.now), text)}</ListItem>
            ))}
          </List>
        </Stack>
      )}
    </Stack>
  );
};
