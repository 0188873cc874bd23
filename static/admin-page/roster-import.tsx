import { Checkbox, HelperMessage, Label, Stack, Textfield } from '@forge/react';
import { useState } from 'react';
import type { AdminCalls } from '../../src/flows/contract/admin';
import { ImportSteps } from '../components/import-steps';
import { PlanView } from '../components/plan-view';
import { callOf } from '../lib/call';
import { adminPageMessages } from './messages';

const messages = adminPageMessages.roster;

const call = callOf<AdminCalls>();

/** Imports the people of the company. */
export const RosterImport = (props: { readonly onApplied: () => Promise<unknown> }) => {
  const [pattern, setPattern] = useState('');
  const [isComplete, setIsComplete] = useState(false);
  const [acceptsMissing, setAcceptsMissing] = useState(false);
  return (
    <ImportSteps
      {...props}
      id="roster"
      label={messages.label}
      help={messages.help}
      plan={(importId) =>
        call('import/plan-roster', {
          importId,
          emailPattern: pattern.trim() === '' ? null : pattern,
          isComplete,
          acceptsMissing: isComplete && acceptsMissing,
        })
      }
      show={(plan) => <PlanView plan={plan} />}
      done={() => messages.done}
    >
      <Stack space="space.050">
        <Label labelFor="email-pattern">{messages.pattern}</Label>
        <Textfield
          id="email-pattern"
          name="email-pattern"
          placeholder={messages.patternPlaceholder}
          value={pattern}
          onChange={(event) => {
            setPattern(String(event.target.value));
          }}
        />
        <HelperMessage>{messages.patternHelp}</HelperMessage>
        <Checkbox
          name="is-complete"
          label={messages.complete}
          isChecked={isComplete}
          onChange={(event) => {
            setIsComplete(event.target.checked === true);
          }}
        />
        <HelperMessage>{messages.completeHelp}</HelperMessage>
        {isComplete && (
          <Checkbox
            name="accepts-missing"
            label={messages.acceptMissing}
            isChecked={acceptsMissing}
            onChange={(event) => {
              setAcceptsMissing(event.target.checked === true);
            }}
          />
        )}
      </Stack>
    </ImportSteps>
  );
};
