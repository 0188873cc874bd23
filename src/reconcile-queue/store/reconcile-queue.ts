import { randomUUID } from 'node:crypto';
import * as z from '#zod';
import { retryAt } from '../../common/rules/backoff';
import { chunks, integer, select, write } from '../../common/store/database';
import { limitOf, newRows } from '../../common/store/statement-parts';

/** What a hint is about, which says what its subject is. */
export type HintKind =
  /** An access request, by its issue id. */
  | 'request'
  /** Whoever waits for a vote of a person, by the account id of that person. */
  | 'approver'
  /** Whoever asks for something for a person, by the account id of that person: what they have has changed. */
  | 'holder'
  /** Whoever asks for a seat of a license pool, by its id: people have got seats of it otherwise. */
  | 'pool'
  /** Whoever was decided about something of an application, by its key: what the catalog says of it has changed. */
  | 'application'
  /** Whoever is approved: the rules that they are held against have changed. Subjects are which that were. */
  | 'rules'
  /**
   * All open requests: what they are checked against has changed. Subjects are what that was; a number is the issue id that a
   * pass through them has come to.
   */
  | 'intake'
  /** The roster, which a new list has changed. */
  | 'roster';

/** The subject of a hint about the roster, of which there is one. */
export const ROSTER = 'roster';

/** What the reconcile has to look at because of something that happened elsewhere. */
export interface Hint {
  readonly kind: HintKind;
  readonly subjectId: string;
}

/** A hint as it was read: the same subject hinted at again has another stamp. */
export interface DueHint extends Hint {
  readonly stamp: string;
  /** How often taking it up has failed. */
  readonly failures: number;
}

const HINTS_A_STATEMENT = 200;

/**
 * Leaves hints that are due from then on. One that is there already is due at the earlier of both times and gets a new stamp,
 * so that whoever works on it meanwhile does not remove it. What has to be looked at at a later time as well
 * belongs to the subject's own record.
 */
export async function leaveHints(hints: readonly Hint[], dueAt: number): Promise<void> {
  for (const part of chunks(hints, HINTS_A_STATEMENT)) {
    const left = newRows(
      part.map(({ kind, subjectId }) => ({
        kind,
        subject_id: subjectId,
        due_at: dueAt,
        stamp: randomUUID(),
      })),
    );
    await write(
      `INSERT INTO reconcile_queue ${left.sql}
       ON DUPLICATE KEY UPDATE stamp = VALUES(stamp),
         due_at = CASE WHEN due_at > VALUES(due_at) THEN VALUES(due_at) ELSE due_at END`,
      ...left.params,
    );
  }
}

/** Hints of some kinds that are due, the longest overdue first. */
export async function dueHints<K extends HintKind>(
  kinds: readonly [K, ...K[]],
  now: number,
  limit: number,
): Promise<(DueHint & { readonly kind: K })[]> {
  const row = z
    .object({ kind: z.enum(kinds), subject_id: z.string(), stamp: z.string(), failures: integer })
    .transform(({ subject_id, ...stored }) => ({ ...stored, subjectId: subject_id }));
  return select(
    row,
    `SELECT kind, subject_id, stamp, failures FROM reconcile_queue
     WHERE kind IN (${kinds.map(() => '?').join(', ')}) AND due_at <= ? ORDER BY due_at, subject_id ${limitOf(limit)}`,
    ...kinds,
    now,
  );
}

/** Removes these hints, but for those that were left again since they were read. */
export async function removeHints(hints: readonly DueHint[]): Promise<void> {
  for (const part of chunks(hints, HINTS_A_STATEMENT)) {
    const marks = part.map(() => '?').join(', ');
    await write(
      // no two hints ever have the same stamp; the rest is what the key can be searched by
      `DELETE FROM reconcile_queue
       WHERE kind IN (${marks}) AND subject_id IN (${marks}) AND stamp IN (${marks})`,
      ...part.map(({ kind }) => kind),
      ...part.map(({ subjectId }) => subjectId),
      ...part.map(({ stamp }) => stamp),
    );
  }
}

/** Removes a hint whose subject has another hint of the kind under another name. */
export async function dropHint(kind: string, subjectId: string): Promise<void> {
  await write('DELETE FROM reconcile_queue WHERE kind = ? AND subject_id = ?', kind, subjectId);
}

/** Leaves a hint for later because taking it up has failed; one that was left again since it was read stays due. */
export async function postponeHint(
  { kind, subjectId, stamp, failures }: DueHint,
  now: number,
): Promise<void> {
  await write(
    'UPDATE reconcile_queue SET failures = ?, due_at = ? WHERE kind = ? AND subject_id = ? AND stamp = ?',
    failures + 1,
    retryAt(failures + 1, now),
    kind,
    subjectId,
    stamp,
  );
}
