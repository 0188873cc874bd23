import * as z from '#zod';
import { integer, select, write, type SqlParam } from '../../common/store/database';
import { setColumns, type SqlPiece } from '../../common/store/statement-parts';
import { renumberDelegation } from '../../approvals/store/delegations';
import { giveBackSpare } from '../../pools/store/seats';
import { dropHint } from '../../reconcile-queue/store/reconcile-queue';
import {
  oneFinding,
  oneProtection,
  oneSignal,
  spareSeat,
  type Finding,
  type Protection,
  type Signal,
  type TakenSeat,
  type TwoRows,
} from '../rules/one-of-two';

/** An id, and the name that takes its place. */
export interface Renaming {
  readonly accountId: string;
  readonly by: string;
}

/**
 * Which rows of a table can't be there twice for one person. A night that was cut off leaves the name in some tables and
 * the id in others; what is written under either until the next can meet here, and the table would refuse the name for good.
 */
export interface DoubleRows {
  /** The column that tells one person from another. */
  readonly id: string;
  /** The columns besides it by which rows are the same. */
  readonly same: readonly string[];
  /** The columns by which it is told what is left of two. */
  readonly read: readonly string[];
  /** Leaves one of two rows under the name. Cut off anywhere, it can be done again. */
  readonly join: (two: TwoRows<Row>, renaming: Renaming) => Promise<void>;
}

type Row = Readonly<Record<string, SqlParam>>;

const rowOf = (columns: readonly string[]): z.ZodType<Row> =>
  z.object(
    Object.fromEntries(columns.map((column) => [column, z.union([z.string(), z.number(), z.null()])])),
  );

/** The rows of a part of a table that stand under an id and under the name as well. */
export async function rowsUnderBoth(
  table: string,
  { id, same, read }: DoubleRows,
  { accountId, by }: Renaming,
  part: SqlPiece,
): Promise<TwoRows<Row>[]> {
  const columns = [...same, ...read];
  const named = (of: string): string[] => columns.map((column) => `${of}.${column} AS ${of}_${column}`);
  const rows = await select(
    rowOf(columns.flatMap((column) => [`a_${column}`, `b_${column}`])),
    `SELECT ${[...named('a'), ...named('b')].join(', ')}
     FROM (SELECT ${columns.join(', ')} FROM ${table} WHERE ${id} = ? AND ${part.sql}) AS a
     JOIN ${table} b ON ${same.map((column) => `b.${column} = a.${column}`).join(' AND ')} WHERE b.${id} = ?`,
    accountId,
    ...part.params,
    by,
  );
  const side = (row: Row, of: string): Row =>
    Object.fromEntries(columns.map((column) => [column, row[`${of}_${column}`] ?? null]));
  return rows.map((row) => ({ underId: side(row, 'a'), underName: side(row, 'b') }));
}

const keyOf = (row: Row, same: readonly string[]): SqlPiece => ({
  sql: same.map((column) => `${column} = ?`).join(' AND '),
  params: same.map((column) => row[column] ?? null),
});

/** First the row under the name says what both said, then the other goes. */
function merged<T>(
  table: string,
  same: readonly string[],
  row: z.ZodObject & z.ZodType<T>,
  one: (two: TwoRows<T>) => T,
): DoubleRows {
  const columns = Object.keys(row.shape);
  return {
    id: 'holder_id',
    same,
    read: columns,
    join: async ({ underId, underName }, { accountId, by }) => {
      const key = keyOf(underId, same);
      const both = { underId: row.parse(underId), underName: row.parse(underName) };
      const said = setColumns(rowOf(columns).parse(one(both)));
      await write(
        `UPDATE ${table} SET ${said.sql} WHERE holder_id = ? AND ${key.sql}`,
        ...said.params,
        by,
        ...key.params,
      );
      await write(`DELETE FROM ${table} WHERE holder_id = ? AND ${key.sql}`, accountId, ...key.params);
    },
  };
}

const signal = z.object({ last_active_at: integer.nullable(), observed_at: integer });
const finding = z.object({
  first_seen: integer,
  last_seen: integer,
  noted_at: integer.nullable(),
  resolved_at: integer.nullable(),
});
const protection = z.object({
  kind: z.string(),
  reason: z.string(),
  ends_at: integer.nullable(),
  added_by: z.string(),
  added_at: integer,
});
const takenSeat = z.object({ slot: integer, state: z.string(), issue_id: z.string().nullable() });

/** What is looked at again for either is looked at once. */
const hints: DoubleRows = {
  id: 'subject_id',
  same: ['kind'],
  read: [],
  join: ({ underId }, { accountId }) => dropHint(z.string().parse(underId['kind']), accountId),
};

/** Nobody has two seats of a pool: one goes back. */
const seats: DoubleRows = {
  id: 'holder_id',
  same: ['pool_id'],
  read: ['slot', 'state', 'issue_id'],
  join: async ({ underId, underName }, { accountId, by }) => {
    const two: TwoRows<TakenSeat> = {
      underId: takenSeat.parse(underId),
      underName: takenSeat.parse(underName),
    };
    const spare = spareSeat(two);
    await giveBackSpare({
      poolId: z.string().parse(underId['pool_id']),
      slot: spare.slot,
      holderId: spare === two.underId ? accountId : by,
    });
  },
};

/** Delegations are numbered by whoever made them. */
const delegations: DoubleRows = {
  id: 'delegator_id',
  same: ['delegation_number'],
  read: ['delegation_id'],
  join: ({ underId }, { accountId, by }) =>
    renumberDelegation(z.string().parse(underId['delegation_id']), [accountId, by]),
};

/** By table. Cases of reclaim are no rows to be joined: of two that are open, one is canceled by what it is. */
export const DOUBLE_ROWS: Readonly<Record<string, DoubleRows>> = {
  seat: seats,
  reconcile_queue: hints,
  delegation: delegations,
  usage_signal: merged<Signal>('usage_signal', ['app_key', 'source'], signal, oneSignal),
  duty_conflict: merged<Finding>('duty_conflict', ['pool_id', 'rule_id'], finding, oneFinding),
  reclaim_exclusion: merged<Protection>('reclaim_exclusion', ['app_key'], protection, oneProtection),
};
