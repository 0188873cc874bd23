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
import { reclaimMessages } from './messages';
import { call } from './use-reclaim';

const { plan: planWords, blocked: blockedWords, progress } = reclaimMessages;

interface Planned {
  readonly poolId: string | null;
  readonly plan: Plan;
}

/** Looks for idle seats without doing anything, and asks their holders when somebody confirms. */
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
      <ActionError title={planWords.failed} message={error} />
      <Inline space="space.150" alignBlock="end" shouldWrap>
        <Stack>
          <Label labelFor="plan-pool">{planWords.pool}</Label>
          <Textfield
            id="plan-pool"
            name="plan-pool"
            placeholder={planWords.poolExample}
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
          {planWords.preview}
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
            {started?.state === 'running' ? planWords.resume : planWords.askHolders(planned.plan.wouldOpen)}
          </LoadingButton>
        </PlanView>
      )}
    </Stack>
  );
};

/** What came of a run so far. */
export const Started = ({ run }: { readonly run: RunRow }) => (
  <SectionMessage appearance={run.state === 'stopped' ? 'warning' : 'information'}>
    <Text>{run.state === 'running' ? progress.running(run) : progress.ended(run)}</Text>
  </SectionMessage>
);

/** Pools in which nothing idle is taken back, whatever the numbers say. */
const Obstacles = ({ plan }: { readonly plan: Plan }) => {
  const blocked = plan.pools.filter(({ problem }) => problem !== null);
  if (blocked.length === 0) return <></>;
  return (
    <SectionMessage appearance="warning" title={blockedWords.title}>
      <List type="unordered">
        {blocked.slice(0, MOST_OBSTACLES).map(({ poolId, what, problem }) => (
          <ListItem key={poolId}>{blockedWords.problem(what, problem ?? '')}</ListItem>
        ))}
      </List>
      {blocked.length > MOST_OBSTACLES && <Text>{blockedWords.more(blocked.length - MOST_OBSTACLES)}</Text>}
    </SectionMessage>
  );
};

const MOST_OBSTACLES = 10;

const PlanView = ({ plan, children }: { readonly plan: Plan; readonly children: ReactNode }) => {
  const words = useClockWords();
  const limits = planWords.limits(plan.mostCases);
  const names = new Map(plan.pools.map(({ poolId, what }) => [poolId, what]));
  return (
    <Stack space="space.200">
      <Obstacles plan={plan} />
      <DynamicTable
        caption={planWords.pools.label}
        head={{
          cells: [
            { key: 'what', content: planWords.pools.columns.what },
            { key: 'candidates', content: planWords.pools.columns.candidates },
            { key: 'alone', content: planWords.pools.columns.alone },
            { key: 'unknown', content: planWords.pools.columns.unknown },
            { key: 'ceiling', content: planWords.pools.columns.ceiling },
          ],
        }}
        rows={plan.pools.map((pool) => ({
          key: pool.poolId,
          cells: [
            { key: 'what', content: pool.what },
            { key: 'candidates', content: planWords.pools.number(pool.candidates) },
            { key: 'alone', content: planWords.pools.number(pool.leftAlone) },
            { key: 'unknown', content: planWords.pools.number(pool.unknown) },
            { key: 'ceiling', content: planWords.pools.number(pool.ceiling) },
          ],
        }))}
        rowsPerPage={15}
        emptyView={<Text>{planWords.pools.none}</Text>}
      />
      {plan.rows.length > 0 && (
        <DynamicTable
          caption={planWords.holders.label}
          head={{
            cells: [
              { key: 'who', content: planWords.holders.columns.who },
              { key: 'pool', content: planWords.holders.columns.pool },
              { key: 'why', content: planWords.holders.columns.why },
            ],
          }}
          rows={plan.rows.map(({ poolId, holderId, evidence }) => ({
            key: `${poolId} ${holderId}`,
            cells: [
              { key: 'who', content: <Holder holderId={holderId} /> },
              { key: 'pool', content: names.get(poolId) ?? poolId },
              { key: 'why', content: evidenceSentence(evidence, words) },
            ],
          }))}
          rowsPerPage={15}
        />
      )}
      <Inline space="space.150" alignBlock="center" shouldWrap>
        {children}
        <Text color="color.text.subtle">{plan.isCut ? `${planWords.cut} ${limits}` : limits}</Text>
      </Inline>
    </Stack>
  );
};
