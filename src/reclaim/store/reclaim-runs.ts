import * as z from '#zod';
import { integer, jsonColumn, select, write } from '../../common/store/database';
import { limitOf, newRows } from '../../common/store/statement-parts';
import { RUN_KINDS, type RunKind } from '../rules/run-kind';

const scopeSchema = z.object({
  /** Null for all pools. */
  poolId: z.string().nullable(),
  /** The request on whose behalf holders are asked. */
  issueId: z.string().nullable(),
  /** What was asked for at once, and is undone as a whole. */
  batch: z
    .object({
      requesterId: z.string(),
      applicationKey: z.string(),
      from: z.number(),
      to: z.number(),
    })
    .nullable(),
  /** Seats that somebody chose, as their plan showed them; null for whatever a search finds. */
  selection: z
    .object({
      planId: z.string(),
      /** How many were chosen, and of how many of them nobody knows whether they are used. */
      chosen: z.number(),
      unknown: z.number(),
      /** Those that the plan takes back. */
      seats: z.array(z.object({ slot: z.number(), holderId: z.string() })),
    })
    .nullable()
    // runs from before there was a choice
    .default(null),
});

const progressSchema = z.object({
  /** The pool and the slot after which the run goes on. */
  poolId: z.string(),
  slot: z.number(),
  examined: z.number(),
  opened: z.number(),
  /** Seats of which nobody knows whether they are used. */
  unknown: z.number(),
  /** Pools that were left out, with the reason. */
  leftOut: z.array(z.object({ poolId: z.string(), reason: z.string() })),
  /** Why it ended before it had seen everything. */
  stopped: z.string().nullable(),
});

export type RunScope = z.infer<typeof scopeSchema>;
export type RunProgress = z.infer<typeof progressSchema>;

export const NO_PROGRESS: RunProgress = {
  poolId: '',
  slot: 0,
  examined: 0,
  opened: 0,
  unknown: 0,
  leftOut: [],
  stopped: null,
};

export const RUN_STATES = ['running', 'done', 'stopped', 'undone'] as const;
export type RunState = (typeof RUN_STATES)[number];

/** One search for seats to take back. Times in milliseconds since the epoch, UTC. */
export interface ReclaimRun {
  readonly runId: string;
  readonly kind: RunKind;
  readonly state: RunState;
  readonly scope: RunScope;
  readonly progress: RunProgress;
  /** Empty for the schedule. */
  readonly createdBy: string;
  readonly createdAt: number;
  readonly changedAt: number;
  readonly version: number;
}

const row = z
  .object({
    run_id: z.string(),
    kind: z.enum(RUN_KINDS),
    state: z.enum(RUN_STATES),
    scope: jsonColumn(scopeSchema),
    progress: jsonColumn(progressSchema),
    created_by: z.string(),
    created_at: integer,
    changed_at: integer,
    version: integer,
  })
  .transform((stored): ReclaimRun => ({
    runId: stored.run_id,
    kind: stored.kind,
    state: stored.state,
    scope: stored.scope,
    progress: stored.progress,
    createdBy: stored.created_by,
    createdAt: stored.created_at,
    changedAt: stored.changed_at,
    version: stored.version,
  }));

const COLUMNS = 'run_id, kind, state, scope, progress, created_by, created_at, changed_at, version';

/** Begins a run; the same one again changes nothing. */
export async function beginRun(run: ReclaimRun): Promise<void> {
  const added = newRows([
    {
      run_id: run.runId,
      kind: run.kind,
      state: run.state,
      scope: JSON.stringify(run.scope),
      progress: JSON.stringify(run.progress),
      created_by: run.createdBy,
      created_at: run.createdAt,
      changed_at: run.changedAt,
      version: 1,
    },
  ]);
  await write(`INSERT IGNORE INTO reclaim_run ${added.sql}`, ...added.params);
}

export async function findRun(runId: string): Promise<ReclaimRun | undefined> {
  const [found] = await select(row, `SELECT ${COLUMNS} FROM reclaim_run WHERE run_id = ?`, runId);
  return found;
}

/** The latest runs, the newest first. */
export const listRuns = (limit: number, offset: number): Promise<ReclaimRun[]> =>
  select(
    row,
    `SELECT ${COLUMNS} FROM reclaim_run ORDER BY created_at DESC, run_id ${limitOf(limit, offset)}`,
  );

export const unfinishedRuns = (limit: number): Promise<ReclaimRun[]> =>
  select(
    row,
    `SELECT ${COLUMNS} FROM reclaim_run WHERE state = 'running' ORDER BY created_at ${limitOf(limit)}`,
  );

/** @returns the run with its new version; undefined when somebody else has moved it on */
export async function saveRun(run: ReclaimRun): Promise<ReclaimRun | undefined> {
  const changed = await write(
    'UPDATE reclaim_run SET state = ?, progress = ?, changed_at = ?, version = version + 1 WHERE run_id = ? AND version = ?',
    run.state,
    JSON.stringify(run.progress),
    run.changedAt,
    run.runId,
    run.version,
  );
  return changed === 1 ? { ...run, version: run.version + 1 } : undefined;
}
