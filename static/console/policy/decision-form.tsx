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
import { DAY } from '../../../src/common/rules/time';
import { momentIn } from '../../../src/calendars/contract/moment-in';
import { ErrorLines } from '../../components/error-lines';
import { dateIn } from '../../lib/date-in';
import { policyMessages } from './messages';
import type { ChangePolicy } from './use-policy';

export type DecisionKind = 'propose' | 'approve' | 'reject' | 'withdraw';

interface Props {
  readonly decision: DecisionKind | undefined;
  readonly view: PolicyView;
  readonly draft: PolicyDraftView;
  readonly change: ChangePolicy;
  readonly onClose: () => void;
}

const { decision: messages } = policyMessages;

/** The last question before a decision about a draft: when it counts, and why. */
export const DecisionForm = ({ decision, onClose, ...rest }: Props) => (
  <ModalTransition>
    {decision && (
      <Modal onClose={onClose}>
        <ModalHeader>
          <ModalTitle>{messages.title(messages.kinds[decision].action, rest.draft.version)}</ModalTitle>
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
  const [date, setDate] = useState(dateIn(timeZone, view.now + DAY));
  const [time, setTime] = useState('09:00');
  const [error, setError] = useState<string>();
  const [busy, setBusy] = useState(false);
  const words = messages.kinds[decision];
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
          {error !== undefined && <ErrorLines title={messages.failed} text={error} />}
          <Text>{words.text}</Text>
          {decision === 'approve' && (
            <Stack space="space.100">
              <Label labelFor="effective">{messages.effective}</Label>
              <RadioGroup
                name="effective"
                options={[
                  { value: 'now', label: messages.now },
                  { value: 'later', label: messages.later },
                ]}
                value={isLater ? 'later' : 'now'}
                onChange={(event) => {
                  setLater(event.target.value === 'later');
                }}
              />
              {isLater && (
                <Moment
                  timeZone={timeZone}
                  now={view.now}
                  date={date}
                  time={time}
                  onDate={setDate}
                  onTime={setTime}
                />
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
              <HelperMessage>{messages.noteHelp}</HelperMessage>
            </Stack>
          )}
        </Stack>
      </ModalBody>
      <ModalFooter>
        <Button appearance="subtle" onClick={onClose} isDisabled={busy}>
          {messages.cancel}
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

interface MomentProps {
  readonly timeZone: string;
  readonly now: number;
  readonly date: string;
  readonly time: string;
  readonly onDate: (date: string) => void;
  readonly onTime: (time: string) => void;
}

/** The day and the time at which an approved draft comes into force. */
const Moment = ({ timeZone, now, date, time, onDate, onTime }: MomentProps) => (
  <Inline space="space.150" shouldWrap>
    <Stack>
      <Label labelFor="effective-date">{messages.date}</Label>
      <DatePicker
        id="effective-date"
        name="effective-date"
        defaultValue={date}
        minDate={dateIn(timeZone, now)}
        onChange={onDate}
      />
    </Stack>
    <Stack>
      <Label labelFor="effective-time">{messages.time(timeZone)}</Label>
      <TimePicker
        id="effective-time"
        name="effective-time"
        defaultValue={time}
        timeFormat="HH:mm"
        timeIsEditable
        onChange={onTime}
      />
    </Stack>
  </Inline>
);
