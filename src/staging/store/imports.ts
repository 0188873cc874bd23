import * as z from 'zod';
import { integer, select, write } from '../../common/store/database';
import { newRows, type Columns } from '../../common/store/statement-parts';

const IMPORT_KINDS = ['catalog', 'roster', 'usage', 'history'] as const;

export type ImportKind = (typeof IMPORT_KINDS)[number];

/** A document on its way in: staged in parts, planned, then applied, some after a second person's approval; or `taking`, with each part applied as it comes. */
export interface ImportJob {
  readonly importId: string;
  readonly kind: ImportKind | null;
  readonly state: 'staged' | 'planned' | 'proposed' | 'applying' | 'done' | 'taking';
  readonly createdBy: string;
  readonly createdAt: number;
}

const jobRow = z
  .object({
    import_id: z.string(),
    kind: z.enum(IMPORT_KINDS).nullable(),
    state: z.enum(['staged', 'planned', 'proposed', 'applying', 'done', 'taking']),
    created_by: z.string(),
    created_at: integer,
  })
  .transform((row): ImportJob => ({
    importId: row.import_id,
    kind: row.kind,
    state: row.state,
    createdBy: row.created_by,
    createdAt: row.created_at,
  }));

const COLUMNS = 'import_id, kind, state, created_by, created_at';

export async function findImport(importId: string): Promise<ImportJob | undefined> {
  const [job] = await select(jobRow, `SELECT ${COLUMNS} FROM import_job WHERE import_id = ?`, importId);
  return job;
}

/** Imports that were begun to be applied and not finished, and staged ones that nobody came back to. */
export const leftoverImports = (before: number): Promise<ImportJob[]> =>
  select(
    jobRow,
    `SELECT ${COLUMNS} FROM import_job WHERE state = 'applying' OR (state NOT IN ('done', 'taking', 'proposed') AND created_at < ?)`,
    before,
  );

/** Keeps one part of an upload; the same part again replaces it. */
export async function stagePart(
  importId: string,
  part: number,
  body: string,
  createdBy: string,
  now: number,
): Promise<void> {
  await addJob({ import_id: importId, kind: null, state: 'staged', created_by: createdBy, created_at: now });
  await savePart(importId, 'upload', part, body);
}

/** Opens an import whose parts are applied as they come; of two at the same time, the first one's stays. */
export async function openTaking(
  importId: string,
  kind: ImportKind,
  createdBy: string,
  now: number,
): Promise<void> {
  await addJob({ import_id: importId, kind, state: 'taking', created_by: createdBy, created_at: now });
}

async function addJob(job: Columns): Promise<void> {
  const added = newRows([job]);
  await write(`INSERT IGNORE INTO import_job ${added.sql}`, ...added.params);
}

export async function savePart(
  importId: string,
  kind: 'upload' | 'plan' | 'receipt',
  part: number,
  body: string,
): Promise<void> {
  await write(
    'INSERT INTO import_part (import_id, kind, part, body) VALUES (?, ?, ?, ?) ON DUPLICATE KEY UPDATE body = VALUES(body)',
    importId,
    kind,
    part,
    body,
  );
}

/** Parts in order, one statement each, so that no answer grows past what a call may return. */
export async function readParts(importId: string, kind: 'upload' | 'plan'): Promise<string[]> {
  const numbers = await select(
    z.object({ part: integer }),
    'SELECT part FROM import_part WHERE import_id = ? AND kind = ? ORDER BY part',
    importId,
    kind,
  );
  const parts: string[] = [];
  for (const { part } of numbers) {
    const [row] = await select(
      z.object({ body: z.string() }),
      'SELECT body FROM import_part WHERE import_id = ? AND kind = ? AND part = ?',
      importId,
      kind,
      part,
    );
    parts.push(row?.body ?? '');
  }
  return parts;
}

/** Moves a job on, unless it has moved meanwhile. @returns whether it did */
export async function moveImport(
  importId: string,
  from: ImportJob['state'],
  to: ImportJob['state'],
  kind: ImportJob['kind'],
): Promise<boolean> {
  const changed = await write(
    'UPDATE import_job SET state = ?, kind = ? WHERE import_id = ? AND state = ?',
    to,
    kind,
    importId,
    from,
  );
  return changed === 1;
}

/** Removes what was uploaded; people's data must not lie around after it was used. */
export async function dropParts(importId: string): Promise<void> {
  await write('DELETE FROM import_part WHERE import_id = ?', importId);
}

/** Removes what was planned before, of which a new plan may have fewer parts. */
export async function dropPlan(importId: string): Promise<void> {
  await write("DELETE FROM import_part WHERE import_id = ? AND kind = 'plan'", importId);
}

export async function dropImport(importId: string): Promise<void> {
  await dropParts(importId);
  await write('DELETE FROM import_job WHERE import_id = ?', importId);
}
