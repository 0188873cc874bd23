import * as z from '#zod';
import { DAY } from '../../common/rules/time';
import { APPLICATION_RISKS } from '../../catalog/rules/catalog';
import type { PolicyFacts } from '../../policy/rules/policy';
import type { AccessRequest } from '../rules/access-request';
import { integer, jsonColumn, select, write } from '../../common/store/database';
import { atMostOne, mapped, query, type Reading } from '../../common/store/reading';
import { limitOf, newRows } from '../../common/store/statement-parts';

/** How long facts are kept, and how far back a policy can be tried on them. */
export const FACTS_KEPT_MS = 90 * DAY;

const known = z.lazy(() => z.string().nullable().default(null));

/** What a policy looked at; a fact that nobody asked about when it was written is one that nobody knows. */
const factsOfOne = () =>
  z.object({
    applicationKey: z.string(),
    tierKey: z.string(),
    premium: z.boolean(),
    role: known,
    risk: z.enum(APPLICATION_RISKS).nullable().default(null),
    department: known,
    location: known,
    workerType: known,
    onBehalf: z.boolean().nullable(),
    people: z.number().default(1),
    peopleInAll: z.number().optional(),
    durationDays: z.number().nullable(),
    prices: z
      .array(
        z.object({ amount: z.string(), currency: z.string(), per: z.enum(['month', 'year']) }).nullable(),
      )
      .default([]),
  });
const policyFactsSchema: z.ZodType<PolicyFacts> = z.lazy(() =>
  factsOfOne().extend({
    holds: z.array(z.string()),
    held: z.array(factsOfOne()).optional(),
  }),
);

/**
 * Keeps a decision for good, and for a while what it was based on, so that another policy can be tried on that; the same
 * revision written again changes nothing. The facts hold the beneficiary's department, location and employment,
 * hence `forgetFacts`.
 * @param facts null when a look that was cut off decided on them and nobody knows them any more
 */
export async function recordDecision(
  request: AccessRequest,
  facts: PolicyFacts | null,
  now: number,
): Promise<void> {
  const added = newRows([
    {
      issue_id: request.issueId,
      revision: request.revision,
      digest: request.digest ?? '',
      decision: JSON.stringify(request.decision),
      assignments: JSON.stringify(request.assignments),
      decided_at: now,
      facts: facts && JSON.stringify(facts),
      facts_at: facts && now,
    },
  ]);
  await write(`INSERT IGNORE INTO decision ${added.sql}`, ...added.params);
}

/** What a decision was based on; undefined when nobody knows it any more. */
export const factsOfDecisionReading = (issueId: string, revision: number): Reading<PolicyFacts | undefined> =>
  mapped(
    atMostOne(
      query(
        z.object({ facts: jsonColumn(policyFactsSchema) }),
        'SELECT facts FROM decision WHERE issue_id = ? AND revision = ? AND facts IS NOT NULL',
        issueId,
        revision,
      ),
    ),
    (row) => row?.facts,
  );

/** Removes the facts of decisions from before a time; the decisions themselves stay. */
export async function forgetFacts(before: number): Promise<void> {
  // their time goes with them, so that the index on it holds only what is left
  await write('UPDATE decision SET facts = NULL, facts_at = NULL WHERE facts_at < ?', before);
}

const countRow = z.object({ decisions: integer, with_facts: integer });

/** How many requests have a last decision from since then, and how many of these have their facts. */
export async function countDecisions(
  since: number,
): Promise<{ readonly decisions: number; readonly withFacts: number }> {
  const [counted] = await select(
    countRow,
    `SELECT COUNT(*) AS decisions, COUNT(d.facts_at) AS with_facts
     FROM decision AS d
     JOIN access_request AS r ON r.issue_id = d.issue_id AND r.revision = d.revision
     WHERE d.decided_at >= ?`,
    since,
  );
  return { decisions: counted?.decisions ?? 0, withFacts: counted?.with_facts ?? 0 };
}

/** A request with what its last decision was based on. */
export interface DecidedFacts {
  readonly issueId: string;
  readonly issueKey: string;
  readonly decidedAt: number;
  readonly facts: PolicyFacts;
}

const factsRow = z.lazy(() =>
  z
    .object({
      issue_id: z.string(),
      issue_key: z.string(),
      decided_at: integer,
      facts: jsonColumn(policyFactsSchema),
    })
    .transform((stored): DecidedFacts => ({
      issueId: stored.issue_id,
      issueKey: stored.issue_key,
      decidedAt: stored.decided_at,
      facts: stored.facts,
    })),
);

/** One page of last decisions with their facts, newest first, those before a given one. */
export const factsBefore = (
  since: number,
  { decidedAt, issueId }: Pick<DecidedFacts, 'decidedAt' | 'issueId'>,
  limit: number,
): Promise<DecidedFacts[]> =>
  select(
    factsRow,
    `SELECT d.issue_id, r.issue_key, d.decided_at, d.facts
     FROM decision AS d
     JOIN access_request AS r ON r.issue_id = d.issue_id AND r.revision = d.revision
     WHERE d.facts_at >= ? AND (d.facts_at < ? OR (d.facts_at = ? AND d.issue_id < ?))
     ORDER BY d.facts_at DESC, d.issue_id DESC ${limitOf(limit)}`,
    since,
    decidedAt,
    decidedAt,
    issueId,
  );
