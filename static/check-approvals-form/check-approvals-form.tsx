import { view } from '@forge/bridge';
import { ErrorMessage, Form, Stack, Text } from '@forge/react';
import { useEffect, useState } from 'react';
import { RuleRunsAs } from '../components/rule-runs-as';
import { administrator } from '../components/rule-runs-as-messages';
import * as messages from './messages';

/** The form of an action without inputs: it hands over that there are none, for Automation waits for that. */
export const CheckApprovalsForm = () => {
  const [isKept, setKept] = useState(true);
  const submit = (): void => {
    view.submit({}).then(
      () => {
        setKept(true);
      },
      () => {
        setKept(false);
      },
    );
  };
  useEffect(submit, []);
  return (
    <Form onSubmit={submit}>
      <Stack space="space.150">
        <Text>{messages.nothingToFill}</Text>
        {!isKept && <ErrorMessage>{messages.notKept}</ErrorMessage>}
        <RuleRunsAs who={administrator} />
      </Stack>
    </Form>
  );
};
