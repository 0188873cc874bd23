import {
  Button,
  DatePicker,
  HelperMessage,
  Inline,
  Label,
  LoadingButton,
  Modal,
  ModalBody,
  ModalFooter,
  ModalHeader,
  ModalTitle,
  ModalTransition,
  RadioGroup,
  Stack,
  Text,
  TextArea,
  TimePicker,
  useProductContext,
} from '@forge/react';
import { useState } from 'react';
import type { PolicyDraftView, PolicyView } from '../../../src/policy/contract/policy';
import { momentIn } from '../../../src/calendars/contract/moment-in';
import { ErrorLines } from '../../components/error-lines';
import { dateIn } from '../../lib/date-in';
import type { ChangePolicy } from './use-policy';

export type DecisionKind = 'propose' | 'approve' | 'reject' | 'withdraw';

interface Props {
  readonly decision: DecisionKind | undefined;
  readonly view: PolicyView;
  readonly draft: PolicyDraftView;
  readonly change: ChangePolicy;
  readonly onClose: () => void;
}

const WORDS = {
  propose: {
    title: 'Propose this draft',
    text: 'Somebody who had no hand in it then approves or rejects it. A change after this makes it a draft again.',
    action: 'Propose',
    note: 'Why it is needed (optional)',
  },
  approve: {
    title: 'Approve this draft',
    text: 'It takes the place of the policy in force. Decisions that were made before keep theirs.',
    action: 'Approve',
    note: 'Remark (optional)',
  },
  reject: {
    title: 'Reject this draft',
    text: 'The policy in force stays. The draft’s rules can be taken up again from the history.',
    action: 'Reject',
    note: 'Why',
  },
  withdraw: {
    title: 'Withdraw this draft',
    text: 'The policy in force stays. The draft’s rules can be taken up again from the history.',
    action: 'Withdraw',
    note: undefined,
  },
} as const;

/** The last question before a decision about a draft: when it counts, and why. */
export const DecisionForm = ({ decision, onClose, ...rest }: Props) => (
  <ModalTransition>
    {decision && (
      <Modal onClose={onClose}>
        <ModalHeader>
          <ModalTitle>{`${WORDS[decision].title}, version ${rest.draft.version}`}</ModalTitle>
        </ModalHeader>
        <Form decision={decision} onClose={onClose} {...rest} />
      </Modal>
    )}
  </ModalTransition>
);

const Form = ({
  decision,
  view,
  draft,
  change,
  onClose,
}: Omit<Props, 'decision'> & { readonly decision: DecisionKind }) => {
  const timeZone = useProductContext()?.timezone ?? 'UTC';
  const [note, setNote] = useState('');
  const [isLater, setLater] = useState(false);
  const [date, setDate] = useState(dateIn(timeZone, view.now + 86_400_000));
  const [time, setTime] = useState('09:00');
  const [error, setError] = useState<string>();
  const [busy, setBusy] = useState(false);
  const words = WORDS[decision];
  const from = isLater ? momentIn(timeZone, date, time) : null;
  const isIncomplete =
    (decision === 'reject' && note.trim() === '') || (decision === 'approve' && Number.isNaN(from));

  const send = async (): Promise<void> => {
    setBusy(true);
    const { version, step, digest } = draft;
    const shown = { version, step, digest };
    const problem =
      decision === 'withdraw'
        ? await change('policy/withdraw', { version })
        : decision === 'approve'
          ? await change('policy/approve', { shown, effectiveFrom: from, note })
          : decision === 'reject'
            ? await change('policy/reject', { shown, note })
            : await change('policy/propose', { shown, note });
    setBusy(false);
    setError(problem);
    if (problem === undefined) onClose();
  };
  return (
    <>
      <ModalBody>
        <Stack space="space.200">
          {error !== undefined && <ErrorLines title="Nothing was decided" text={error} />}
          <Text>{words.text}</Text>
          {decision === 'approve' && (
            <Stack space="space.100">
              <Label labelFor="effective">From when on</Label>
              <RadioGroup
                name="effective"
                options={[
                  { value: 'now', label: 'At once' },
                  { value: 'later', label: 'Later' },
                ]}
                value={isLater ? 'later' : 'now'}
                onChange={(event) => {
                  setLater(event.target.value === 'later');
                }}
              />
              {isLater && (
                <Inline space="space.150" shouldWrap>
                  <Stack>
                    <Label labelFor="effective-date">Day</Label>
                    <DatePicker
                      id="effective-date"
                      name="effective-date"
                      defaultValue={date}
                      minDate={dateIn(timeZone, view.now)}
                      onChange={setDate}
                    />
                  </Stack>
                  <Stack>
                    <Label labelFor="effective-time">{`Time (${timeZone})`}</Label>
                    <TimePicker
                      id="effective-time"
                      name="effective-time"
                      defaultValue={time}
                      timeFormat="HH:mm"
                      timeIsEditable
                      onChange={setTime}
                    />
                  </Stack>
                </Inline>
              )}
            </Stack>
          )}
          {words.note !== undefined && (
            <Stack>
              <Label labelFor="decision-note">{words.note}</Label>
              <TextArea
                id="decision-note"
                name="decision-note"
                value={note}
                onChange={(event) => {
                  setNote(String(event.target.value).slice(0, 500));
                }}
              />
              <HelperMessage>It is kept with the version.</HelperMessage>
            </Stack>
          )}
        </Stack>
      </ModalBody>
      <ModalFooter>
        <Button appearance="subtle" onClick={onClose} isDisabled={busy}>
          Cancel
        </Button>
        <LoadingButton
          appearance={decision === 'withdraw' || decision === 'reject' ? 'warning' : 'primary'}
          isLoading={busy}
          isDisabled={isIncomplete}
          onClick={() => void send()}
        >
          {words.action}
        </LoadingButton>
      </ModalFooter>
    </>
  );
};
