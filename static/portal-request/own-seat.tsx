import { Button, Heading, Inline, Label, LoadingButton, Lozenge, Stack, Text, Textfield } from '@forge/react';
import { PersonName } from '../components/person-name';
import { useState } from 'react';
import type { PortalCalls } from '../../src/flows/contract/portal';
import type { CaseView } from '../../src/reclaim/contract/reclaim';
import { ActionError } from '../components/action-error';
import { callOf } from '../lib/call';
import { CASE_MARKS, evidenceSentence, holderSentence } from '../lib/case-words';
import type { ClockWords } from '../lib/clock-words';
import { useAction } from '../lib/use-action';
import * as messages from './own-seat-messages';

const call = callOf<PortalCalls>();
interface Props {
  readonly view: CaseView;
  readonly words: ClockWords;
  readonly onChanged: () => Promise<unknown>;
}

const ASKED = { appearance: 'moved', word: messages.answerNeeded } as const;
const CAN_ANSWER = ['ready', 'awaiting-holder', 'awaiting-approval'];

/** Whether somebody still needs a seat: release it in one click, or keep it and say why. */
export const OwnSeat = ({ view, words, onChanged }: Props) => {
  const mark = view.isMine && view.state === 'awaiting-holder' ? ASKED : CASE_MARKS[view.state];
  return (
    <Stack space="space.150">
      <Stack space="space.075" alignInline="start">
        <Lozenge appearance={mark.appearance}>{mark.word}</Lozenge>
        <Inline space="space.075" alignBlock="center" shouldWrap>
          <Heading as="h3" size="xsmall">
            {view.what}
          </Heading>
          {!view.isMine && !view.holderId.startsWith('login:') && <PersonName accountId={view.holderId} />}
        </Inline>
      </Stack>
      <Text>{holderSentence(view, words)}</Text>
      <Text size="small" color="color.text.subtle">
        {evidenceSentence(view.evidence, words)}
      </Text>
      {view.isMine && CAN_ANSWER.includes(view.state) && <Answer onChanged={onChanged} />}
    </Stack>
  );
};

const Answer = ({ onChanged }: Pick<Props, 'onChanged'>) => {
  const { busy, error, run } = useAction();
  const [isKeeping, setKeeping] = useState(false);
  const [reason, setReason] = useState('');
  const release = (): Promise<void> => run(() => call('portal/release-seat', {}).finally(onChanged));
  const keep = (): Promise<void> => run(() => call('portal/keep-seat', { reason }).finally(onChanged));
  return (
    <Stack space="space.100">
      <ActionError title={messages.notSaved} message={error} />
      {isKeeping ? (
        <Stack space="space.100">
          <Label labelFor="keep-reason">{messages.reason}</Label>
          <Textfield
            id="keep-reason"
            name="keep-reason"
            value={reason}
            maxLength={300}
            onChange={(event) => {
              setReason(String(event.target.value));
            }}
          />
          <Inline space="space.100" shouldWrap>
            <LoadingButton
              appearance="primary"
              isLoading={busy}
              isDisabled={reason.trim().length < 3}
              onClick={() => void keep()}
            >
              {messages.keep}
            </LoadingButton>
            <Button
              isDisabled={busy}
              onClick={() => {
                setKeeping(false);
              }}
            >
              {messages.cancel}
            </Button>
          </Inline>
        </Stack>
      ) : (
        <Inline space="space.100" shouldWrap>
          <LoadingButton appearance="primary" isLoading={busy} onClick={() => void release()}>
            {messages.release}
          </LoadingButton>
          <Button
            isDisabled={busy}
            onClick={() => {
              setKeeping(true);
            }}
          >
            {messages.askToKeep}
          </Button>
        </Inline>
      )}
    </Stack>
  );
};
