import { HelperMessage, Label, Stack, Textfield } from '@forge/react';
import { useState } from 'react';
import type { AdminCalls } from '../../src/flows/contract/admin';
import { ImportSteps } from '../components/import-steps';
import { PlanView } from '../components/plan-view';
import { callOf } from '../lib/call';

const call = callOf<AdminCalls>();

/** Imports the people of the company. */
export const RosterImport = (props: { readonly onApplied: () => Promise<unknown> }) => {
  const [pattern, setPattern] = useState('');
  return (
    <ImportSteps
      {...props}
      id="roster"
      label="HR roster (CSV)"
      help="One row a person, the first row naming the columns: WorkerID and WorkerStatus, and as far as you have them ManagerID, WorkerType, OnLeave, Department, Location, JobTitle, Email. Names are not kept."
      plan={(importId) =>
        call('import/plan-roster', { importId, emailPattern: pattern.trim() === '' ? null : pattern })
      }
      show={(plan) => <PlanView plan={plan} />}
      done={() => 'The roster was imported.'}
    >
      <Stack space="space.050">
        <Label labelFor="email-pattern">E-mail addresses, where the file has none</Label>
        <Textfield
          id="email-pattern"
          name="email-pattern"
          placeholder="{UserID}@your-company.com"
          value={pattern}
          onChange={(event) => {
            setPattern(String(event.target.value));
          }}
        />
        <HelperMessage>
          Names in braces are columns. The address joins a person with their Atlassian account.
        </HelperMessage>
      </Stack>
    </ImportSteps>
  );
};
