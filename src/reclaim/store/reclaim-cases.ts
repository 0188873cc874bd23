import * as z from '#zod';
import { retryAt } from '../../common/rules/backoff';
import { SeatkeeperError } from '../../common/rules/errors';
import {
  CASE_REASONS,
  CASE_STATES,
  openKeyOf,
  type CaseState,
  type ReclaimCase,
} from '../rules/reclaim-case';
import {
  chunks,
  columnsRead,
  flag,
  integer,
  jsonColumn,
  select,
  write,
  type SqlParam,
} from '../../common/store/database';
import { atMostOne, query, read, type Reading } from '../../common/store/reading';
import { dueStatement } from '../../common/store/due-records';
import { limitOf, newRows, setColumns, type Columns } from '../../common/store/statement-parts';
import { reclaimMessages } from '../rules/messages';

const evidence = z.object({
  because: z.enum(CASE_REASONS),
  source: z.string().nullable(),
  inactiveSince: z.number().nullable(),
  observedAt: z.number().nullable(),
  idleDays: z.number(),
  isReleased: z.boolean(),
  remarks: z.array(z.object({ at: z.number(), text: z.string() })),
});

const seatRecord = z.object({
  poolId: z.string(),
  holderId: z.string(),
  issueId: z.string().nullable(),
  allocatedAt: z.number().nullable(),
  endsAt: z.number().nullable(),
  // not said in records from before
  isWithdrawn: z.boolean().default(false),
});

const row = z
  .object({
    case_id: z.string(),
    run_id: z.string(),
    pool_id: z.string(),
    slot: integer,
    holder_id: z.string(),
    state: z.enum(CASE_STATES),
    action: z.enum(['remove', 'downgrade']),
    to_pool_id: z.string().nullable(),
    for_issue_id: z.string().nullable(),
    evidence: jsonColumn(evidence),
    opened_at: integer,
    changed_at: integer,
    next_at: integer.nullable(),
    nudges: integer,
    keep_reason: z.string().nullable(),
    keep_until: integer.nullable(),
    removed_at: integer.nullable(),
    removed_by: z.string().nullable(),
    inverse: jsonColumn(seatRecord).nullable(),
    issue_id: z.string().nullable(),
    version: integer,
  })
  .transform((stored): ReclaimCase => {
    const { remarks, isReleased, ...shown } = stored.evidence;
    return {
      caseId: stored.case_id,
      runId: stored.run_id,
      poolId: stored.pool_id,
      slot: stored.slot,
      holderId: stored.holder_id,
      state: stored.state,
      action: stored.action,
      toPoolId: stored.to_pool_id,
      forIssueId: stored.for_issue_id,
      evidence: shown,
      isReleased,
      remarks,
      openedAt: stored.opened_at,
      changedAt: stored.changed_at,
      nextAt: stored.next_at,
      nudges: stored.nudges,
      keepReason: stored.keep_reason,
      keepUntil: stored.keep_until,
      removedAt: stored.removed_at,
      removedBy: stored.removed_by,
      inverse: stored.inverse,
      issueId: stored.issue_id,
      version: stored.version,
    };
  });

const READ = columnsRead(row);

const columnsOf = (one: ReclaimCase): Columns => ({
  run_id: one.runId,
  pool_id: one.poolId,
  slot: one.slot,
  holder_id: one.holderId,
  open_key: openKeyOf(one),
  state: one.state,
  action: one.action,
  to_pool_id: one.toPoolId,
  for_issue_id: one.forIssueId,
  evidence: JSON.stringify({ ...one.evidence, isReleased: one.isReleased, remarks: one.remarks }),
  opened_at: one.openedAt,
  changed_at: one.changedAt,
  next_at: one.nextAt,
  nudges: one.nudges,
  keep_reason: one.keepReason,
  keep_until: one.keepUntil,
  removed_at: one.removedAt,
  removed_by: one.removedBy,
  inverse: one.inverse && JSON.stringify(one.inverse),
  issue_id: one.issueId,
});

const ROWS_PER_STATEMENT = 100;

/**
 * Opens cases; a seat that has an open one keeps that, and a case that is there already is left alone, so that a run
 * that was cut off can open the same ones again.
 */
export async function openCases(cases: readonly ReclaimCase[]): Promise<number> {
  let opened = 0;
  for (const part of chunks(cases, ROWS_PER_STATEMENT)) {
    const added = newRows(part.map((one) => ({ case_id: one.caseId, ...columnsOf(one), version: 1 })));
    opened += await write(`INSERT IGNORE INTO reclaim_case ${added.sql}`, ...added.params);
  }
  return opened;
}

/**
 * Writes a case on the condition that nobody has since it was read.
 * @throws {SeatkeeperError} `conflict` when somebody was faster
 */
export async function saveCase(one: ReclaimCase): Promise<ReclaimCase> {
  const written = setColumns({ ...columnsOf(one), failures: 0 });
  const changed = await write(
    `UPDATE reclaim_case SET ${written.sql}, version = version + 1 WHERE case_id = ? AND version = ?`,
    ...written.params,
    one.caseId,
    one.version,
  );
  if (changed === 0) throw new SeatkeeperError('conflict', reclaimMessages.error.changedNow);
  return { ...one, version: one.version + 1 };
}

export async function findCase(caseId: string): Promise<ReclaimCase | undefined> {
  const [found] = await select(row, `SELECT ${READ} FROM reclaim_case WHERE case_id = ?`, caseId);
  return found;
}

/** Every open case about a seat of somebody. */
export const openCasesOf = (holderId: string): Promise<ReclaimCase[]> =>
  select(row, `SELECT ${READ} FROM reclaim_case WHERE holder_id = ? AND open_key IS NOT NULL`, holderId);

/** The case that a ticket is about. */
export const caseOfIssueReading = (issueId: string): Reading<ReclaimCase | undefined> =>
  atMostOne(query(row, `SELECT ${READ} FROM reclaim_case WHERE issue_id = ?`, issueId));

export const caseOfIssue = (issueId: string): Promise<ReclaimCase | undefined> =>
  read(caseOfIssueReading(issueId));

/** A case that something is due for. Whether the rest of its record can be read shows when it is. */
export interface DueCase {
  readonly caseId: string;
  /** How many times in a row it has failed. */
  readonly failures: number;
}

const dueCase = z
  .object({ case_id: z.string(), failures: integer })
  .transform((stored): DueCase => ({ caseId: stored.case_id, failures: stored.failures }));

const due = (failures: '= 0' | '> 0', limit: number): string =>
  `SELECT case_id, failures FROM reclaim_case WHERE next_at <= ? AND failures ${failures}
   ORDER BY next_at, case_id ${limitOf(limit)}`;

/** Cases that something is due for, the longest overdue of both those that have failed before and the others. */
export const casesDue = (now: number, limit: number): Promise<DueCase[]> =>
  select(dueCase, dueStatement(due, limit), now, now);

/** Sets a case aside for a while because what was due for it failed. The next time that works forgets it. */
export async function putCaseOff({ caseId, failures }: DueCase, now: number): Promise<void> {
  await write(
    'UPDATE reclaim_case SET failures = ?, next_at = ? WHERE case_id = ?',
    failures + 1,
    retryAt(failures + 1, now),
    caseId,
  );
}

/** Which cases a list shows. */
export interface CaseFilter {
  readonly states: readonly CaseState[];
  readonly poolId: string | null;
  readonly runId: string | null;
  /** Of these applications alone; of all where it is undefined. */
  readonly applicationKeys?: readonly string[] | undefined;
}

function conditions({ states, poolId, runId, applicationKeys }: CaseFilter): readonly [string, SqlParam[]] {
  const parts = [`state IN (${states.map(() => '?').join(', ')})`];
  const params: SqlParam[] = [...states];
  if (poolId !== null) {
    parts.push('pool_id = ?');
    params.push(poolId);
  }
  if (applicationKeys) {
    // keys have none of the characters that LIKE knows
    parts.push(`(${applicationKeys.map(() => 'pool_id LIKE ?').join(' OR ')})`);
    params.push(...applicationKeys.map((key) => `${key}/%`));
  }
  if (runId !== null) {
    parts.push('run_id = ?');
    params.push(runId);
  }
  return [parts.join(' AND '), params];
}

export function listCases(filter: CaseFilter, limit: number, offset: number): Promise<ReclaimCase[]> {
  const [where, params] = conditions(filter);
  return select(
    row,
    `SELECT ${READ} FROM reclaim_case WHERE ${where} ORDER BY opened_at DESC, case_id ${limitOf(limit, offset)}`,
    ...params,
  );
}

export async function countCases(filter: CaseFilter): Promise<number> {
  const [where, params] = conditions(filter);
  const [counted] = await select(
    z.object({ cases: integer }),
    `SELECT COUNT(*) AS cases FROM reclaim_case WHERE ${where}`,
    ...params,
  );
  return counted?.cases ?? 0;
}

/** Of these holders of a pool, those who are not to be asked now: they have an open case, or keep the seat for a time. */
export async function leftAlone(
  poolId: string,
  holderIds: readonly string[],
  now: number,
): Promise<ReadonlyMap<string, 'open' | 'kept'>> {
  if (holderIds.length === 0) return new Map();
  const rows = await select(
    z.object({ holder_id: z.string(), is_open: flag }),
    `SELECT holder_id, MAX(CASE WHEN open_key IS NULL THEN 0 ELSE 1 END) AS is_open FROM reclaim_case
     WHERE pool_id = ? AND (open_key IS NOT NULL OR keep_until > ?)
       AND holder_id IN (${holderIds.map(() => '?').join(', ')}) GROUP BY holder_id`,
    poolId,
    now,
    ...holderIds,
  );
  return new Map(rows.map(({ holder_id, is_open }) => [holder_id, is_open ? 'open' : 'kept']));
}

/** Milliseconds from opening to removal of the cases that ended in one since a time, for the KPI of that name. */
export async function cycleTimes(since: number, limit: number): Promise<number[]> {
  const rows = await select(
    z.object({ took: integer }),
    `SELECT removed_at - opened_at AS took FROM reclaim_case
     WHERE state = 'done' AND removed_at >= ? ORDER BY removed_at DESC ${limitOf(limit)}`,
    since,
  );
  return rows.map(({ took }) => took);
}
