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
import { DAY } from '../../../src/common/rules/time';
import type { BatchPlan } from '../../../src/reclaim/contract/reclaim';
import { ActionError } from '../../components/action-error';
import { Holder } from '../../components/holder';
import { useAction } from '../../lib/use-action';
import { costsWords } from '../../lib/words';
import { reclaimMessages } from './messages';
import { call } from './use-reclaim';

const { batch } = reclaimMessages;

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
        {batch.title}
      </Heading>
      <ActionError title={batch.failed} message={error} />
      <Inline space="space.150" alignBlock="end" shouldWrap rowSpace="space.100">
        <Stack>
          <Label labelFor="batch-who">{batch.requester}</Label>
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
          <Label labelFor="batch-application">{batch.application}</Label>
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
          <Label labelFor="batch-day">{batch.day}</Label>
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
          {batch.find}
        </LoadingButton>
      </Inline>
      {planned && (
        <Stack space="space.150">
          <SectionMessage appearance={planned.plan.seats === 0 ? 'information' : 'warning'}>
            <Text>{planSentence(planned.plan)}</Text>
          </SectionMessage>
          {planned.plan.rows.length > 0 && (
            <DynamicTable
              label={batch.label}
              head={{
                cells: [
                  { key: 'who', content: batch.columns.who },
                  { key: 'pool', content: batch.columns.pool },
                  { key: 'slot', content: batch.columns.slot },
                ],
              }}
              rows={planned.plan.rows.map(({ poolId, what, holderId, slot }) => ({
                key: `${poolId} ${slot}`,
                cells: [
                  { key: 'who', content: <Holder holderId={holderId} /> },
                  { key: 'pool', content: what },
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
              {batch.takeBack(planned.plan.seats)}
            </LoadingButton>
          </Inline>
        </Stack>
      )}
    </Stack>
  );
};

function planSentence({ application, people, seats, costs, unpriced }: BatchPlan): string {
  if (seats === 0) return batch.nothing;
  const found =
    costs.length === 0
      ? batch.seats(seats, application, people)
      : batch.pricedSeats(seats, application, people, costsWords(costs));
  return [
    found,
    ...(unpriced > 0 && costs.length > 0 ? [batch.unpriced(unpriced)] : []),
    batch.consequence,
  ].join(' ');
}
