import {
  DatePicker,
  HelperMessage,
  Label,
  RequiredAsterisk,
  Stack,
  Text,
  Textfield,
  useProductContext,
} from '@forge/react';
import { useState } from 'react';
import { momentIn } from '../../../src/calendars/contract/moment-in';
import { DAY } from '../../../src/common/rules/time';
import { dateIn } from '../../lib/date-in';
import { Question } from '../../components/question';
import { poolMessages } from './messages';
import { call } from './use-pools';

const messages = poolMessages.reserve;
const WEEK = 7 * DAY;

interface Props {
  readonly poolId: string;
  readonly name: string;
  readonly now: number;
  readonly onDone: () => Promise<unknown>;
  readonly onClose: () => void;
}

/** Asks for whom a seat is reserved, and until when. */
export const KeepSeat = ({ poolId, name, now, onDone, onClose }: Props) => {
  const timeZone = useProductContext()?.timezone ?? 'UTC';
  const [workerId, setWorkerId] = useState('');
  const [date, setDate] = useState(dateIn(timeZone, now + WEEK));
  const until = momentIn(timeZone, date, '23:59');
  return (
    <Question
      title={messages.title(name)}
      label={messages.send}
      isComplete={workerId.trim() !== '' && !Number.isNaN(until)}
      onSend={async () => {
        await call('pools/reserve', { poolId, workerId, until });
        await onDone();
      }}
      onClose={onClose}
    >
      <Text>{messages.text}</Text>
      <Stack>
        <Label labelFor="worker-id">
          {messages.worker} <RequiredAsterisk />
        </Label>
        <Textfield
          id="worker-id"
          name="worker-id"
          value={workerId}
          onChange={(event) => {
            setWorkerId(String(event.target.value).slice(0, 64));
          }}
        />
        <HelperMessage>{messages.workerHelp}</HelperMessage>
      </Stack>
      <Stack>
        <Label labelFor="kept-until">
          {messages.until} <RequiredAsterisk />
        </Label>
        <DatePicker
          id="kept-until"
          name="kept-until"
          defaultValue={date}
          minDate={dateIn(timeZone, now)}
          weekStartDay={1}
          onChange={setDate}
        />
        <HelperMessage>{messages.untilHelp(timeZone)}</HelperMessage>
      </Stack>
    </Question>
  );
};
