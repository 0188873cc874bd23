import * as z from '#zod';
import { stageSchema } from '../contract/approval-stage';
import { evidenceRequirementSchema } from '../contract/evidence';
import { APPLICATION_RISKS } from '../../catalog/rules/catalog';
import { CONTROLS, EXCEPTION_APPROVERS } from '../rules/exception';
import type { Policy, PolicyRule } from '../rules/policy';
import { POLICY_STEPS, type PolicyStep } from '../rules/policy-version';
import { STARTER_POLICY } from '../rules/starter-policy';
import { integer, jsonColumn, select, write } from '../../common/store/database';
import { atMostOne, constant, mapped, query, read, type Reading } from '../../common/store/reading';
import { newRows } from '../../common/store/statement-parts';

const texts = z.lazy(() => z.array(z.string()).optional());
const ruleSchema = z.lazy(() =>
  z.object({
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
      z.object({
        kind: z.literal('require-evidence'),
        evidence: z.array(evidenceRequirementSchema),
      }),
      z.object({
        kind: z.literal('exception'),
        of: z.enum(CONTROLS),
        approver: z.enum(EXCEPTION_APPROVERS),
        maxDays: z.number(),
      }),
      z.object({ kind: z.literal('auto-approve') }),
    ]),
  }),
);

const row = z.lazy(() => z.object({ version: integer, rules: jsonColumn(z.array(ruleSchema)) }));

/** The policy in force at a time: the approved version that began last until then, or the starter policy. */
export function currentPolicyReading(now: number): Reading<Policy> {
  const latest = query(
    row,
    `SELECT version, rules FROM policy_step AS a
     WHERE kind = 'approved' AND effective_from <= ?
       AND NOT EXISTS (SELECT 1 FROM policy_step AS w WHERE w.version = a.version AND w.kind = 'withdrawn')
     ORDER BY effective_from DESC, version DESC LIMIT 1`,
    now,
  );
  return mapped(atMostOne(latest), (current) => current ?? STARTER_POLICY);
}

export const currentPolicy = (now: number): Promise<Policy> => read(currentPolicyReading(now));

/**
 * The rules of one version as they were last, whatever has become of it; undefined when there is no such
 * version. Those of an approved version never change.
 */
export const policyOfVersionReading = (version: number): Reading<Policy | undefined> =>
  version === STARTER_POLICY.version
    ? constant(STARTER_POLICY)
    : atMostOne(
        query(
          row,
          'SELECT version, rules FROM policy_step WHERE version = ? AND rules IS NOT NULL ORDER BY step DESC LIMIT 1',
          version,
        ),
      );

export const policyOfVersion = (version: number): Promise<Policy | undefined> =>
  read(policyOfVersionReading(version));

const stepRow = z.lazy(() =>
  z
    .object({
      version: integer,
      step: integer,
      kind: z.enum(POLICY_STEPS),
      by_id: z.string(),
      happened_at: integer,
      digest: z.string(),
      rule_count: integer,
      effective_from: integer.nullable(),
      note: z.string(),
    })
    .transform((stored): PolicyStep => ({
      version: stored.version,
      step: stored.step,
      kind: stored.kind,
      byId: stored.by_id,
      at: stored.happened_at,
      digest: stored.digest,
      rules: stored.rule_count,
      effectiveFrom: stored.effective_from,
      note: stored.note,
    })),
);

const STEP_COLUMNS = 'version, step, kind, by_id, happened_at, digest, rule_count, effective_from, note';

/**
 * Every step of the newest versions, so many of them, and of those that are still to begin, however many came after them:
 * what begins after the last step cannot have begun before it.
 */
export const policySteps = (versions: number): Promise<PolicyStep[]> =>
  select(
    stepRow,
    `SELECT ${STEP_COLUMNS} FROM policy_step
     WHERE version > (SELECT COALESCE(MAX(version), 0) FROM policy_step) - ?
       OR version IN (SELECT a.version FROM policy_step AS a
                      WHERE a.effective_from > (SELECT MAX(b.happened_at) FROM policy_step AS b))
     ORDER BY version, step`,
    versions,
  );

/**
 * Writes the next step of a version, unless somebody has written a step in that place. Steps are never changed
 * or removed: they are the record.
 * @param rules what an edit or an approval is about; null for steps that bring no rules
 * @returns whether it was written
 */
export async function addPolicyStep(step: PolicyStep, rules: readonly PolicyRule[] | null): Promise<boolean> {
  const added = newRows([
    {
      version: step.version,
      step: step.step,
      kind: step.kind,
      by_id: step.byId,
      happened_at: step.at,
      digest: step.digest,
      rule_count: step.rules,
      effective_from: step.effectiveFrom,
      note: step.note,
      rules: rules === null ? null : JSON.stringify(rules),
    },
  ]);
  const changed = await write(`INSERT IGNORE INTO policy_step ${added.sql}`, ...added.params);
  return changed === 1;
}
