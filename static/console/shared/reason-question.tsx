import { HelperMessage, Label, RequiredAsterisk, Stack, Text, Textfield } from '@forge/react';
import { useState } from 'react';
import { sharedMessages } from './messages';
import { Question } from '../../components/question';

const MOST_CHARACTERS = 200;
const FEWEST_CHARACTERS = 3;

interface Props {
  readonly title: string;
  readonly label: string;
  /** What it means. */
  readonly text: string;
  /** Who will read the reason. */
  readonly help: string;
  readonly onSend: (reason: string) => Promise<unknown>;
  readonly onClose: () => void;
}

/** Asks why, before something is done that needs a reason. */
export const ReasonQuestion = ({ text, help, onSend, ...rest }: Props) => {
  const [reason, setReason] = useState('');
  return (
    <Question
      {...rest}
      isComplete={reason.trim().length >= FEWEST_CHARACTERS}
      onSend={() => onSend(reason.trim())}
    >
      <Text>{text}</Text>
      <Stack>
        <Label labelFor="reason">
          {sharedMessages.reason} <RequiredAsterisk />
        </Label>
        <Textfield
          id="reason"
          name="reason"
          value={reason}
          onChange={(event) => {
            setReason(String(event.target.value).slice(0, MOST_CHARACTERS));
          }}
        />
        <HelperMessage>{help}</HelperMessage>
      </Stack>
    </Question>
  );
};
