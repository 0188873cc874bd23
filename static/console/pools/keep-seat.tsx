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
import { dateIn } from '../../lib/date-in';
import { Question } from '../shared/question';
import { call } from './use-pools';

const WEEK = 7 * 86_400_000;

interface Props {
  readonly poolId: string;
  readonly name: string;
  readonly now: number;
  readonly onDone: () => Promise<unknown>;
  readonly onClose: () => void;
}

/** Asks for whom a seat is kept, and until when. */
export const KeepSeat = ({ poolId, name, now, onDone, onClose }: Props) => {
  const timeZone = useProductContext()?.timezone ?? 'UTC';
  const [workerId, setWorkerId] = useState('');
  const [date, setDate] = useState(dateIn(timeZone, now + WEEK));
  const until = momentIn(timeZone, date, '23:59');
  return (
    <Question
      title={`Keep a seat of ${name}`}
      label="Keep it"
      isComplete={workerId.trim() !== '' && !Number.isNaN(until)}
      onSend={async () => {
        await call('pools/reserve', { poolId, workerId, until });
        await onDone();
      }}
      onClose={onClose}
    >
      <Text>
        Nobody else gets it until the day is over. It goes to the request that they, or somebody for them,
        make.
      </Text>
      <Stack>
        <Label labelFor="worker-id">
          Worker id <RequiredAsterisk />
        </Label>
        <Textfield
          id="worker-id"
          name="worker-id"
          value={workerId}
          onChange={(event) => {
            setWorkerId(String(event.target.value).slice(0, 64));
          }}
        />
        <HelperMessage>As the roster has it; an account is not needed yet.</HelperMessage>
      </Stack>
      <Stack>
        <Label labelFor="kept-until">
          Until the end of <RequiredAsterisk />
        </Label>
        <DatePicker
          id="kept-until"
          name="kept-until"
          defaultValue={date}
          minDate={dateIn(timeZone, now)}
          weekStartDay={1}
          onChange={setDate}
        />
        <HelperMessage>{`By the clocks of ${timeZone}.`}</HelperMessage>
      </Stack>
    </Question>
  );
};
