import * as z from '#zod';
import { integer, select, write } from '../../common/store/database';
import { newRows, type Columns } from '../../common/store/statement-parts';

const IMPORT_KINDS = ['catalog', 'roster', 'usage', 'history'] as const;

export type ImportKind = (typeof IMPORT_KINDS)[number];

/** A document on its way in: staged in parts, planned, then applied, some after a second person's approval; or `taking`, with each part applied as it comes. */
export interface ImportJob {
  readonly importId: string;
  readonly kind: ImportKind | null;
  readonly state: 'staged' | 'planned' | 'proposed' | 'applying' | 'done' | 'taking';
  /** The plan that was shown last, and that alone is applied; null where there is none. */
  readonly planId: string | null;
  readonly createdBy: string;
  readonly createdAt: number;
}

const jobRow = z
  .object({
    import_id: z.string(),
    kind: z.enum(IMPORT_KINDS).nullable(),
    state: z.enum(['staged', 'planned', 'proposed', 'applying', 'done', 'taking']),
    plan_id: z.string().nullable(),
    created_by: z.string(),
    created_at: integer,
  })
  .transform((row): ImportJob => ({
    importId: row.import_id,
    kind: row.kind,
    state: row.state,
    planId: row.plan_id,
    createdBy: row.created_by,
    createdAt: row.created_at,
  }));

const COLUMNS = 'import_id, kind, state, plan_id, created_by, created_at';

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

export const savePart = (
  importId: string,
  kind: 'upload' | 'receipt',
  part: number,
  body: string,
): Promise<void> => putPart(importId, kind, part, body);

/** Keeps one part of a plan beside whatever other plans there are. */
export const savePlanPart = (importId: string, planId: string, part: number, body: string): Promise<void> =>
  putPart(importId, planId, part, body);

async function putPart(importId: string, kind: string, part: number, body: string): Promise<void> {
  await write(
    'INSERT INTO import_part (import_id, kind, part, body) VALUES (?, ?, ?, ?) ON DUPLICATE KEY UPDATE body = VALUES(body)',
    importId,
    kind,
    part,
    body,
  );
}

/** The same where the first that was kept stays. */
export async function keepPart(importId: string, kind: 'plan', part: number, body: string): Promise<void> {
  await write(
    'INSERT IGNORE INTO import_part (import_id, kind, part, body) VALUES (?, ?, ?, ?)',
    importId,
    kind,
    part,
    body,
  );
}

/** The text of the plan that an import has; empty where it has none. */
export const readPlan = async ({
  importId,
  planId,
}: Pick<ImportJob, 'importId' | 'planId'>): Promise<string> =>
  planId === null ? '' : (await readParts(importId, planId)).join('');

/** What was uploaded, as one text. */
export const readUpload = async (importId: string): Promise<string> =>
  (await readParts(importId, 'upload')).join('');

/** Parts in order, one statement each, so that no answer grows past what a call may return. */
async function readParts(importId: string, kind: string): Promise<string[]> {
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

/** Moves a job on with the plan that it had when it was read, unless either has changed. @returns whether it did */
export async function moveImport(
  { importId, planId, kind }: Pick<ImportJob, 'importId' | 'planId' | 'kind'>,
  from: ImportJob['state'],
  to: ImportJob['state'],
): Promise<boolean> {
  const changed = await write(
    `UPDATE import_job SET state = ?, kind = ? WHERE import_id = ? AND state = ? AND COALESCE(plan_id, '') = ?`,
    to,
    kind,
    importId,
    from,
    planId ?? '',
  );
  return changed === 1;
}

/**
 * Gives an upload another plan, or none, unless somebody has begun to apply the one that it has.
 * @returns whether it did
 */
export async function setPlan(importId: string, kind: ImportKind, planId: string | null): Promise<boolean> {
  const changed = await write(
    `UPDATE import_job SET state = ?, kind = ?, plan_id = ? WHERE import_id = ? AND state IN ('staged', 'planned')`,
    planId === null ? 'staged' : 'planned',
    kind,
    planId,
    importId,
  );
  return changed === 1;
}

/** Removes what was uploaded; people's data must not lie around after it was used. */
export async function dropParts(importId: string): Promise<void> {
  await write('DELETE FROM import_part WHERE import_id = ?', importId);
}

/** Removes one plan of an upload. */
export async function dropPlan(importId: string, planId: string): Promise<void> {
  await write('DELETE FROM import_part WHERE import_id = ? AND kind = ?', importId, planId);
}

export async function dropImport(importId: string): Promise<void> {
  await dropParts(importId);
  await write('DELETE FROM import_job WHERE import_id = ?', importId);
}
