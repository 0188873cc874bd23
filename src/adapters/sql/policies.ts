import { z } from 'zod';
import { stageSchema } from '../../contracts/approval-stage';
import { APPLICATION_RISKS } from '../../domain/catalog/catalog';
import type { Policy, PolicyRule } from '../../domain/policy/policy';
import { STARTER_POLICY } from '../../domain/policy/starter-policy';
import { sha256 } from '../../domain/request/request-digest';
import { integer, jsonColumn, select, write } from './database';

const texts = z.array(z.string()).optional();
const ruleSchema = z.object({
  id: z.string(),
  description: z.string(),
  when: z.object({
    applications: texts,
    tiers: texts,
    premium: z.boolean().optional(),
    roles: texts,
    risk: z.array(z.enum(APPLICATION_RISKS)).optional(),
    departments: texts,
    locations: texts,
    workerTypes: texts,
    onBehalf: z.boolean().optional(),
    peopleMoreThan: z.number().optional(),
    longerThanDays: z.number().optional(),
    dearerThan: z.object({ amount: z.string(), currency: z.string() }).optional(),
    holdsAny: texts,
  }),
  effect: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('forbid') }),
    z.object({
      kind: z.literal('require'),
      stages: z.array(stageSchema),
      waivable: z.boolean(),
    }),
    z.object({ kind: z.literal('limit-duration'), maxDays: z.number() }),
    z.object({ kind: z.literal('auto-approve') }),
  ]),
});

const row = z.object({ version: integer, rules: jsonColumn(z.array(ruleSchema)) });

/** The policy in force: the newest imported one, or the starter policy. */
export async function currentPolicy(): Promise<Policy> {
  const [newest] = await select(
    row,
    'SELECT version, rules FROM policy_version ORDER BY version DESC LIMIT 1',
  );
  return newest ?? STARTER_POLICY;
}

/** The rules of one version, for what was decided by them; undefined when there is no such version. */
export async function policyOfVersion(version: number): Promise<Policy | undefined> {
  if (version === STARTER_POLICY.version) return STARTER_POLICY;
  const [stored] = await select(row, 'SELECT version, rules FROM policy_version WHERE version = ?', version);
  return stored;
}

const versionRow = z
  .object({
    version: integer,
    rules: jsonColumn(z.array(z.unknown())),
    imported_by: z.string(),
    imported_at: integer,
  })
  .transform((stored) => ({
    version: stored.version,
    rules: stored.rules.length,
    importedById: stored.imported_by,
    importedAt: stored.imported_at,
  }));

/** The imported versions, newest first. */
export const policyVersions = (limit: number): Promise<z.infer<typeof versionRow>[]> =>
  select(
    versionRow,
    'SELECT version, rules, imported_by, imported_at FROM policy_version ORDER BY version DESC LIMIT ?',
    limit,
  );

/** Makes rules the policy in force, unless the newest version says exactly the same. */
export async function savePolicy(
  rules: readonly PolicyRule[],
  importedBy: string,
  now: number,
): Promise<void> {
  const text = JSON.stringify(rules);
  const digest = sha256(text);
  // version and guard in one statement: run twice, or by two at once, it still makes one version
  await write(
    `INSERT IGNORE INTO policy_version (version, rules, digest, imported_by, imported_at)
     SELECT next.version, ?, ?, ?, ?
     FROM (SELECT COALESCE(MAX(version), 0) + 1 AS version FROM policy_version) AS next
     WHERE NOT EXISTS (SELECT 1 FROM policy_version AS p WHERE p.version = next.version - 1 AND p.digest = ?)`,
    text,
    digest,
    importedBy,
    now,
    digest,
  );
}
