import * as z from '#zod';
import { replacedPersonSchema } from '../../common/contract/replaced-person';
import { integer, jsonColumn, select, write } from '../../common/store/database';
import { limitOf, newRows } from '../../common/store/statement-parts';
import { CHANGE_STEPS, type ChangeContent, type ChangeStep, type ChangeStepKind } from '../rules/change';

const stepRow = z.object({
  change_id: z.string(),
  step: integer,
  kind: z.enum(CHANGE_STEPS),
  target: z.string(),
  by_id: z.string(),
  happened_at: integer,
  note: z.string(),
});

const stepOf = (row: z.infer<typeof stepRow>): ChangeStep => ({
  changeId: row.change_id,
  step: row.step,
  kind: row.kind,
  target: row.target,
  byId: row.by_id,
  at: row.happened_at,
  note: row.note,
});

const contentSchema = z.object({
  items: z.array(
    z.object({
      subject: z.string(),
      details: z.array(z.string()),
      decides: z.boolean().optional(),
      people: z.array(replacedPersonSchema).optional(),
    }),
  ),
  more: z.number(),
  body: z.string(),
  after: z.number(),
});

/**
 * Writes the next step of a change, unless somebody has written a step in its place.
 * @param content of a change's first step
 * @returns whether it was written
 */
export async function addChangeStep(step: ChangeStep, content: ChangeContent | null): Promise<boolean> {
  const added = newRows([
    {
      change_id: step.changeId,
      step: step.step,
      kind: step.kind,
      target: step.target,
      by_id: step.byId,
      happened_at: step.at,
      note: step.note,
      content: content === null ? null : JSON.stringify(content),
    },
  ]);
  return (await write(`INSERT IGNORE INTO change_step ${added.sql}`, ...added.params)) === 1;
}

/** A change with what it says and its steps in order. */
export interface StoredChange {
  readonly steps: readonly ChangeStep[];
  readonly content: ChangeContent;
}

export async function findChange(changeId: string): Promise<StoredChange | undefined> {
  const rows = await select(
    stepRow.extend({ content: jsonColumn(contentSchema).nullable() }),
    `SELECT change_id, step, kind, target, by_id, happened_at, note, content FROM change_step
     WHERE change_id = ? ORDER BY step`,
    changeId,
  );
  const content = rows[0]?.content;
  return content ? { steps: rows.map(stepOf), content } : undefined;
}

/** The changes whose last step is of one of these kinds, oldest first. */
export async function changesThatEndIn(kinds: readonly ChangeStepKind[], most: number): Promise<string[]> {
  const rows = await select(
    z.object({ change_id: z.string() }),
    `SELECT s.change_id FROM change_step AS s
     WHERE s.kind IN (${kinds.map(() => '?').join(', ')})
       AND NOT EXISTS (SELECT 1 FROM change_step AS n WHERE n.change_id = s.change_id AND n.step > s.step)
     ORDER BY s.happened_at, s.change_id ${limitOf(most)}`,
    ...kinds,
  );
  return rows.map((row) => row.change_id);
}

/** The last steps that others took with changes that somebody proposed, since a time, newest first. */
export async function outcomesOf(
  personId: string,
  kinds: readonly ChangeStepKind[],
  since: number,
  most: number,
): Promise<ChangeStep[]> {
  const rows = await select(
    stepRow,
    `SELECT s.change_id, s.step, s.kind, s.target, s.by_id, s.happened_at, s.note
     FROM change_step AS p JOIN change_step AS s ON s.change_id = p.change_id
     WHERE p.kind = 'proposed' AND p.by_id = ? AND s.by_id <> ? AND s.happened_at >= ?
       AND s.kind IN (${kinds.map(() => '?').join(', ')})
     ORDER BY s.happened_at DESC, s.change_id ${limitOf(most)}`,
    personId,
    personId,
    since,
    ...kinds,
  );
  return rows.map(stepOf);
}
