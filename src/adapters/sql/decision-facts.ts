import type { PolicyFacts } from '../../domain/policy/policy';
import type { AccessRequest } from '../../domain/request/access-request';
import { write } from './database';

/** How long facts are kept, and how far back a policy can be tried on them. */
export const FACTS_KEPT_MS = 90 * 86_400_000;

/**
 * Keeps what a decision was based on, so that another policy can be tried on it later; written again it stays.
 * Holds the beneficiary's department, location and employment, hence `forgetFacts`.
 */
export async function recordFacts(request: AccessRequest, facts: PolicyFacts, now: number): Promise<void> {
  await write(
    'INSERT IGNORE INTO decision_facts (issue_id, revision, decided_at, facts) VALUES (?, ?, ?, ?)',
    request.issueId,
    request.revision,
    now,
    JSON.stringify(facts),
  );
}

/** Removes the facts of decisions from before a time; the decisions themselves stay. */
export async function forgetFacts(before: number): Promise<void> {
  await write('DELETE FROM decision_facts WHERE decided_at < ?', before);
}
