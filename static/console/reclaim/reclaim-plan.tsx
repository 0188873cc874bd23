import {
  DynamicTable,
  Inline,
  Label,
  List,
  ListItem,
  LoadingButton,
  SectionMessage,
  Stack,
  Text,
  Textfield,
} from '@forge/react';
import { useState, type ReactNode } from 'react';
import type { ReclaimPlan as Plan, RunRow } from '../../../src/reclaim/contract/reclaim';
import { ActionError } from '../../components/action-error';
import { Holder } from '../../components/holder';
import { evidenceSentence } from '../../lib/case-words';
import { useAction } from '../../lib/use-action';
import { useClockWords } from '../../lib/use-clock-words';
import { call } from './use-reclaim';

interface Planned {
  readonly poolId: string | null;
  readonly plan: Plan;
}

/** Looks for idle seats without doing anything, and asks their holders when told to. */
export const ReclaimPlan = ({ onStarted }: { readonly onStarted: () => void }) => {
  const { busy, error, run } = useAction();
  const [pool, setPool] = useState('');
  const [planned, setPlanned] = useState<Planned | null>(null);
  const [runId, setRunId] = useState<string | null>(null);
  const [started, setStarted] = useState<RunRow | null>(null);
  const look = (): Promise<void> =>
    run(async () => {
      const poolId = pool.trim() === '' ? null : pool.trim().toLowerCase();
      setPlanned({ poolId, plan: await call('reclaim/plan', { poolId }) });
      setRunId(null);
      setStarted(null);
    });
  const start = (poolId: string | null): Promise<void> =>
    run(async () => {
      // the same id is the same run, so an answer that was lost starts no second one
      const id = runId ?? crypto.randomUUID();
      setRunId(id);
      const row = await call('reclaim/start', { runId: id, poolId });
      setStarted(row);
      if (row.state === 'done') onStarted();
    });
  return (
    <Stack space="space.200">
      <ActionError title="Not done" message={error} />
      <Inline space="space.150" alignBlock="end" shouldWrap>
        <Stack>
          <Label labelFor="plan-pool">Pool (all when empty)</Label>
          <Textfield
            id="plan-pool"
            name="plan-pool"
            placeholder="figma/premium"
            value={pool}
            maxLength={81}
            onChange={(event) => {
              setPool(String(event.target.value));
            }}
          />
        </Stack>
        <LoadingButton
          appearance={planned ? 'default' : 'primary'}
          isLoading={busy}
          onClick={() => void look()}
        >
          Dry run
        </LoadingButton>
      </Inline>
      {started && <Started run={started} />}
      {planned && (
        <PlanView plan={planned.plan}>
          <LoadingButton
            appearance="primary"
            isLoading={busy}
            isDisabled={planned.plan.wouldOpen === 0 || started?.state === 'stopped'}
            onClick={() => void start(planned.poolId)}
          >
            {started?.state === 'running' ? 'Go on' : askWords(planned.plan.wouldOpen)}
          </LoadingButton>
        </PlanView>
      )}
    </Stack>
  );
};

export const askWords = (people: number): string => (people === 1 ? 'Ask 1 holder' : `Ask ${people} holders`);

/** What came of a run so far. */
export const Started = ({ run }: { readonly run: RunRow }) => (
  <SectionMessage appearance={run.state === 'stopped' ? 'warning' : 'information'}>
    <Text>
      {run.state === 'running'
        ? `${run.opened} cases so far, ${run.examined} seats looked at. It goes on by itself every five minutes.`
        : `${run.opened} ${run.opened === 1 ? 'case' : 'cases'}. ${run.stopped ?? ''}`}
    </Text>
  </SectionMessage>
);

/** Pools in which nothing idle is taken back, whatever the numbers say. */
const Obstacles = ({ plan }: { readonly plan: Plan }) => {
  const blocked = plan.pools.filter(({ problem }) => problem !== null);
  if (blocked.length === 0) return <></>;
  return (
    <SectionMessage appearance="warning" title="Nothing idle is taken back here">
      <List type="unordered">
        {blocked.slice(0, MOST_OBSTACLES).map(({ poolId, what, problem }) => (
          <ListItem key={poolId}>{`${what}: ${problem ?? ''}`}</ListItem>
        ))}
      </List>
      {blocked.length > MOST_OBSTACLES && <Text>{`and ${blocked.length - MOST_OBSTACLES} more`}</Text>}
    </SectionMessage>
  );
};

const MOST_OBSTACLES = 10;

const PlanView = ({ plan, children }: { readonly plan: Plan; readonly children: ReactNode }) => {
  const words = useClockWords();
  return (
    <Stack space="space.200">
      <Obstacles plan={plan} />
      <DynamicTable
        caption="What was found"
        head={{
          cells: [
            { key: 'what', content: 'Pool' },
            { key: 'candidates', content: 'Idle' },
            { key: 'alone', content: 'Left alone' },
            { key: 'unknown', content: 'Nobody knows' },
            { key: 'ceiling', content: 'At most in one run' },
          ],
        }}
        rows={plan.pools.map((pool) => ({
          key: pool.poolId,
          cells: [
            { key: 'what', content: pool.what },
            { key: 'candidates', content: String(pool.candidates) },
            { key: 'alone', content: String(pool.leftAlone) },
            { key: 'unknown', content: String(pool.unknown) },
            { key: 'ceiling', content: String(pool.ceiling) },
          ],
        }))}
        rowsPerPage={15}
        emptyView={<Text>Everybody uses what they have.</Text>}
      />
      {plan.rows.length > 0 && (
        <DynamicTable
          caption="Who would be asked"
          head={{
            cells: [
              { key: 'who', content: 'Holder' },
              { key: 'pool', content: 'Pool' },
              { key: 'why', content: 'Why' },
            ],
          }}
          rows={plan.rows.map(({ poolId, holderId, evidence }) => ({
            key: `${poolId} ${holderId}`,
            cells: [
              { key: 'who', content: <Holder holderId={holderId} /> },
              { key: 'pool', content: poolId },
              { key: 'why', content: evidenceSentence(evidence, words) },
            ],
          }))}
          rowsPerPage={15}
        />
      )}
      <Inline space="space.150" alignBlock="center" shouldWrap>
        {children}
        <Text color="color.text.subtle">
          {`One run asks ${plan.mostCases} at most. ${plan.isCut ? 'There was no time to look at everything; the run does. ' : ''}It can be undone as a whole.`}
        </Text>
      </Inline>
    </Stack>
  );
};
