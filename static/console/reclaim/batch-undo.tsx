import { DAY } from '../../../src/common/rules/time';
import {
  DatePicker,
  DynamicTable,
  Heading,
  Inline,
  Label,
  LoadingButton,
  SectionMessage,
  Stack,
  Text,
  Textfield,
} from '@forge/react';
import { useState } from 'react';
import type { BatchPlan } from '../../../src/reclaim/contract/reclaim';
import { ActionError } from '../../components/action-error';
import { Holder } from '../../components/holder';
import { useAction } from '../../lib/use-action';
import { call } from './use-reclaim';

interface Asked {
  readonly requesterId: string;
  readonly applicationKey: string;
  /** Milliseconds since the epoch, UTC. */
  readonly from: number;
  readonly to: number;
}

interface Planned {
  readonly asked: Asked;
  readonly plan: BatchPlan;
  /** Of the run that it becomes; the same id is the same run. */
  readonly runId: string;
}

/** Takes back everything that one person asked for in an application on a day. */
export const BatchUndo = ({ onStarted }: { readonly onStarted: () => void }) => {
  const { busy, error, run } = useAction();
  const [requesterId, setRequesterId] = useState('');
  const [applicationKey, setApplicationKey] = useState('');
  const [day, setDay] = useState('');
  const [planned, setPlanned] = useState<Planned | null>(null);
  const look = (): Promise<void> =>
    run(async () => {
      const from = Date.parse(day);
      const asked = {
        requesterId: requesterId.trim(),
        applicationKey: applicationKey.trim().toLowerCase(),
        from,
        to: from + DAY,
      };
      setPlanned({ asked, plan: await call('reclaim/plan-batch', { ...asked }), runId: crypto.randomUUID() });
    });
  const undo = ({ asked, runId }: Planned): Promise<void> =>
    run(async () => {
      await call('reclaim/undo-batch', { ...asked, runId });
      onStarted();
    });
  return (
    <Stack space="space.150">
      <Heading as="h4" size="small">
        Undo what was asked for at once
      </Heading>
      <ActionError title="Not done" message={error} />
      <Inline space="space.150" alignBlock="end" shouldWrap rowSpace="space.100">
        <Stack>
          <Label labelFor="batch-who">Requester’s account id</Label>
          <Textfield
            id="batch-who"
            name="batch-who"
            value={requesterId}
            maxLength={128}
            onChange={(event) => {
              setRequesterId(String(event.target.value));
            }}
          />
        </Stack>
        <Stack>
          <Label labelFor="batch-application">Application key</Label>
          <Textfield
            id="batch-application"
            name="batch-application"
            value={applicationKey}
            maxLength={40}
            onChange={(event) => {
              setApplicationKey(String(event.target.value));
            }}
          />
        </Stack>
        <Stack>
          <Label labelFor="batch-day">Asked on (UTC)</Label>
          <DatePicker
            id="batch-day"
            name="batch-day"
            onChange={(date: string) => {
              setDay(date);
            }}
          />
        </Stack>
        <LoadingButton
          isLoading={busy}
          isDisabled={requesterId.trim() === '' || applicationKey.trim() === '' || day === ''}
          onClick={() => void look()}
        >
          Show what it is
        </LoadingButton>
      </Inline>
      {planned && (
        <Stack space="space.150">
          <SectionMessage appearance={planned.plan.seats === 0 ? 'information' : 'warning'}>
            <Text>{planSentence(planned.plan)}</Text>
          </SectionMessage>
          {planned.plan.rows.length > 0 && (
            <DynamicTable
              label="Seats that go"
              head={{
                cells: [
                  { key: 'who', content: 'Holder' },
                  { key: 'pool', content: 'Pool' },
                  { key: 'slot', content: 'Seat' },
                ],
              }}
              rows={planned.plan.rows.map(({ poolId, holderId, slot }) => ({
                key: `${poolId} ${slot}`,
                cells: [
                  { key: 'who', content: <Holder holderId={holderId} /> },
                  { key: 'pool', content: poolId },
                  { key: 'slot', content: String(slot) },
                ],
              }))}
              rowsPerPage={15}
            />
          )}
          <Inline>
            <LoadingButton
              appearance="warning"
              isLoading={busy}
              isDisabled={planned.plan.seats === 0}
              onClick={() => void undo(planned)}
            >
              {`Take ${planned.plan.seats} ${planned.plan.seats === 1 ? 'seat' : 'seats'} back`}
            </LoadingButton>
          </Inline>
        </Stack>
      )}
    </Stack>
  );
};

function planSentence({ application, people, seats, costs }: BatchPlan): string {
  if (seats === 0) return 'Nothing that was asked for then is in use.';
  const cost = costs.map(({ amount, currency, per }) => `${amount} ${currency} a ${per}`).join(' and ');
  return `${seats} ${seats === 1 ? 'seat' : 'seats'} of ${application} for ${people} ${people === 1 ? 'person' : 'people'}${cost === '' ? '' : `, which cost ${cost}`}. Each is taken away by an agent, and the whole can be undone under Runs.`;
}
