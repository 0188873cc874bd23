import { DAY } from '../../common/rules/time';
import * as z from '#zod';
import { stageSchema } from '../../policy/contract/approval-stage';
import { evidenceSchema } from '../../policy/contract/evidence';
import { OVERDUE_ACTIONS, SUBSTITUTES, type ApprovalAssignment } from '../../approvals/rules/approval';
import { SeatkeeperError } from '../../common/rules/errors';
import { STAGE_KINDS, TIMEOUT_ACTIONS } from '../../policy/rules/approval-stage';
import { CONTROLS } from '../../policy/rules/exception';
import {
  CAUSES_ABOUT_PEOPLE,
  CAUSES_OF_FACTS,
  DECIDED_AGAIN,
  REQUEST_STATES,
  type AccessRequest,
} from '../rules/access-request';
import type { PeopleAtOnce } from '../rules/checked-request';
import { columnsRead, flag, integer, jsonColumn, select, write } from '../../common/store/database';
import { atMostOne, mapped, query, read, type Reading } from '../../common/store/reading';
import { limitOf, newRows, setColumns, type Columns } from '../../common/store/statement-parts';
import { storedTrouble, troubleColumn } from './trouble-column';
import { requestMessages } from '../rules/messages';

const decisionSchema = z.lazy(() =>
  z.object({
    effect: z.enum(['deny', 'require-approval', 'auto-approve']),
    stages: z.array(stageSchema),
    // decisions from before limits existed have none
    maxDays: z.number().nullable().default(null),
    evidence: z.array(evidenceSchema).default([]),
    // nor do those from before exceptions existed make any
    exceptions: z.array(z.enum(CONTROLS)).default([]),
    rules: z.array(z.string()),
    reasons: z.array(z.string()),
    policyVersion: z.number(),
  }),
);
const delegatesSchema = z.lazy(() => z.array(z.object({ approverId: z.string(), forId: z.string() })));
const assignmentSchema = z.lazy(() =>
  z
    .object({
      stage: z.string(),
      kind: z.enum(STAGE_KINDS),
      groupName: z.string().nullable(),
      quorum: z.number(),
      order: z.number(),
      timeout: z.object({ hours: z.number(), then: z.enum(TIMEOUT_ACTIONS) }).nullable(),
      approverIds: z.array(z.string()),
      delegates: delegatesSchema.optional(),
      // as they were called in records from before
      standIns: delegatesSchema.default([]),
      remarks: z.array(z.string()).default([]),
      substitute: z.enum(SUBSTITUTES).optional(),
      isFallback: z.boolean(),
      openedAt: z.number().nullable(),
      dueAt: z.number().nullable(),
      overdue: z.array(
        z.object({ action: z.enum(OVERDUE_ACTIONS), at: z.number(), approverIds: z.array(z.string()) }),
      ),
    })
    .transform(({ delegates, standIns, ...assignment }): ApprovalAssignment => ({
      ...assignment,
      delegates: delegates ?? standIns,
    })),
);
const voteSchema = z.lazy(() =>
  z.object({
    stage: z.string(),
    outcome: z.enum(['approved', 'declined', 'pending']),
    decidedAt: z.number().nullable(),
    cast: z.array(
      z.object({
        approverId: z.string(),
        // votes from before were recognized by the delegates of their stage
        forId: z.string().nullable().default(null),
        vote: z.enum(['approved', 'declined']),
        decidedAt: z.number(),
        approvalId: z.string(),
      }),
    ),
  }),
);
const problemSchema = z.lazy(() =>
  z.object({
    code: z.enum([
      'application-missing',
      'application-unknown',
      'tier-missing',
      'tier-unknown',
      'role-missing',
      'role-unknown',
      'beneficiary-unknown',
      'beneficiary-inactive',
      'beneficiary-missing',
      'beneficiary-not-allowed',
      'already-held',
      'duration-invalid',
      'duration-too-long',
      'justification-missing',
      'justification-short',
      'change-ticket-missing',
      'change-ticket-unknown',
      'change-ticket-itself',
      'change-ticket-other-kind',
      'change-ticket-over',
      'training-missing',
      'facts-unconfirmed',
    ]),
    subject: z.string(),
    choices: z.array(z.string()),
  }),
);

const causeSchema = z.lazy(() =>
  z.union([
    z.object({ code: z.enum(CAUSES_ABOUT_PEOPLE), personId: z.string() }),
    z.object({ code: z.enum(CAUSES_OF_FACTS) }),
  ]),
);

const namedItem = z.lazy(() =>
  z.object({
    key: z.string(),
    text: z.string(),
    optionId: z.string().nullable().default(null),
    editedAt: z.number().nullable(),
  }),
);
const namedSchema = z.object({ application: namedItem, tier: namedItem.nullable() });

const row = z.lazy(() =>
  z
    .object({
      issue_id: z.string(),
      issue_key: z.string(),
      project_id: z.string(),
      requester_id: z.string(),
      requester_ids: jsonColumn(z.array(z.string())),
      state: z.enum(REQUEST_STATES),
      revision: integer,
      app_key: z.string().nullable(),
      tier_key: z.string().nullable(),
      role_name: z.string().nullable(),
      beneficiary_id: z.string().nullable(),
      duration_days: integer.nullable(),
      justification: z.string(),
      digest: z.string().nullable(),
      decision: jsonColumn(decisionSchema.nullable()),
      decided_again: z.enum(DECIDED_AGAIN).nullable(),
      decided_because: jsonColumn(z.array(causeSchema)).nullable(),
      assignments: jsonColumn(z.array(assignmentSchema)),
      votes: jsonColumn(z.array(voteSchema)),
      problems: jsonColumn(z.array(problemSchema)),
      named: jsonColumn(namedSchema).nullable(),
      content_changed_at: integer.nullable(),
      ignored_approvals: jsonColumn(z.array(z.string())),
      requested_at: integer,
      approved_at: integer.nullable(),
      fulfilled_at: integer.nullable(),
      fulfiller_id: z.string().nullable(),
      ends_at: integer.nullable(),
      cycle: integer,
      judged_at: integer.nullable(),
      granted_revision: integer.nullable(),
      replaced: jsonColumn(z.array(z.string())).nullable(),
      trouble: troubleColumn,
      unfinished: flag,
      follow_at: integer.nullable(),
      looked_at: integer.nullable(),
      missing_since: integer.nullable(),
      asked_at: integer.nullable(),
      property_digest: z.string().nullable(),
      version: integer,
    })
    .transform((stored): AccessRequest => ({
      issueId: stored.issue_id,
      issueKey: stored.issue_key,
      projectId: stored.project_id,
      requesterId: stored.requester_id,
      requesterIds: stored.requester_ids,
      state: stored.state,
      revision: stored.revision,
      details:
        stored.app_key === null || stored.tier_key === null || stored.beneficiary_id === null
          ? null
          : {
              applicationKey: stored.app_key,
              tierKey: stored.tier_key,
              role: stored.role_name,
              beneficiaryId: stored.beneficiary_id,
              durationDays: stored.duration_days,
              justification: stored.justification,
            },
      digest: stored.digest,
      decision: stored.decision,
      decidedAgain: stored.decided_again,
      decidedBecause: stored.decided_because ?? [],
      assignments: stored.assignments,
      votes: stored.votes,
      problems: stored.problems,
      named: stored.named,
      contentChangedAt: stored.content_changed_at,
      ignoredApprovalIds: stored.ignored_approvals,
      requestedAt: stored.requested_at,
      approvedAt: stored.approved_at,
      fulfilledAt: stored.fulfilled_at,
      fulfillerId: stored.fulfiller_id,
      endsAt: stored.ends_at,
      cycle: stored.cycle,
      judgedAt: stored.judged_at,
      grantedRevision: stored.granted_revision,
      replaced: stored.replaced ?? [],
      trouble: stored.trouble,
      unfinished: stored.unfinished,
      followAt: stored.follow_at,
      lookedAt: stored.looked_at,
      missingSince: stored.missing_since,
      askedAt: stored.asked_at,
      propertyDigest: stored.property_digest,
      version: stored.version,
    })),
);

const columnsOfRow = (): string => columnsRead(row);

const columnsOf = ({ details, ...request }: AccessRequest): Columns => ({
  issue_key: request.issueKey,
  project_id: request.projectId,
  requester_id: request.requesterId,
  requester_ids: JSON.stringify(request.requesterIds),
  state: request.state,
  revision: request.revision,
  app_key: details?.applicationKey ?? null,
  tier_key: details?.tierKey ?? null,
  role_name: details?.role ?? null,
  beneficiary_id: details?.beneficiaryId ?? null,
  duration_days: details?.durationDays ?? null,
  justification: details?.justification ?? '',
  digest: request.digest,
  decision: JSON.stringify(request.decision),
  decided_again: request.decidedAgain,
  decided_because: JSON.stringify(request.decidedBecause),
  assignments: JSON.stringify(request.assignments),
  votes: JSON.stringify(request.votes),
  problems: JSON.stringify(request.problems),
  named: request.named && JSON.stringify(request.named),
  named_app: request.named?.application.key ?? null,
  content_changed_at: request.contentChangedAt,
  ignored_approvals: JSON.stringify(request.ignoredApprovalIds),
  requested_at: request.requestedAt,
  approved_at: request.approvedAt,
  fulfilled_at: request.fulfilledAt,
  fulfiller_id: request.fulfillerId,
  ends_at: request.endsAt,
  cycle: request.cycle,
  judged_at: request.judgedAt,
  granted_revision: request.grantedRevision,
  replaced: JSON.stringify(request.replaced),
  trouble: storedTrouble(request.trouble),
  unfinished: request.unfinished ? 1 : 0,
  follow_at: request.followAt,
  looked_at: request.lookedAt,
  missing_since: request.missingSince,
  asked_at: request.askedAt,
  property_digest: request.propertyDigest,
  // only a look that came to its end shows that nothing fails any more
  ...(request.unfinished ? {} : { failures: 0, failed_with: null }),
});

export const requestReading = (issueId: string): Reading<AccessRequest | undefined> =>
  atMostOne(query(row, `SELECT ${columnsOfRow()} FROM access_request WHERE issue_id = ?`, issueId));

export const findRequest = (issueId: string): Promise<AccessRequest | undefined> =>
  read(requestReading(issueId));

/** Ids of a project's requests in their order, those after `after`, for going through all of them in turn. */
export const requestIdsInTurnReading = (projectId: string, after: string, limit: number): Reading<string[]> =>
  mapped(
    query(
      z.object({ issue_id: z.string() }),
      `SELECT issue_id FROM access_request WHERE project_id = ? AND issue_id > ? ORDER BY issue_id ${limitOf(limit)}`,
      projectId,
      after,
    ),
    (rows) => rows.map((found) => found.issue_id).sort(),
  );

export const requestIdsInTurn = (projectId: string, after: string, limit: number): Promise<string[]> =>
  read(requestIdsInTurnReading(projectId, after, limit));

/** How many requests a project has had. */
export async function countRequests(projectId: string): Promise<number> {
  const [counted] = await select(
    z.object({ requests: integer }),
    'SELECT COUNT(*) AS requests FROM access_request WHERE project_id = ?',
    projectId,
  );
  return counted?.requests ?? 0;
}

/** Whether an approved request for a person in an application waits to be fulfilled. */
export async function hasOpenRequest(beneficiaryId: string, applicationKey: string): Promise<boolean> {
  const [found] = await select(
    z.object({ issue_id: z.string() }),
    // whatever is open has a time to be looked at, so the index on that narrows it down
    `SELECT issue_id FROM access_request
     WHERE follow_at > 0 AND state = 'ready' AND beneficiary_id = ? AND app_key = ? LIMIT 1`,
    beneficiaryId,
    applicationKey,
  );
  return found !== undefined;
}

/** When a request was last looked at, and when it has to be again. */
export interface LastCheck extends Pick<AccessRequest, 'state' | 'lookedAt' | 'followAt'> {
  /** How many looks in a row have failed. */
  readonly failures: number;
}

const lookRow = z.lazy(() =>
  z
    .object({
      issue_id: z.string(),
      state: z.enum(REQUEST_STATES),
      looked_at: integer.nullable(),
      follow_at: integer.nullable(),
      failures: integer,
    })
    .transform((row): [string, LastCheck] => [
      row.issue_id,
      { state: row.state, lookedAt: row.looked_at, followAt: row.follow_at, failures: row.failures },
    ]),
);

/** The last look at each of these issues that has a record, by issue id. */
export async function lastChecks(issueIds: readonly string[]): Promise<ReadonlyMap<string, LastCheck>> {
  if (issueIds.length === 0) return new Map();
  const marks = issueIds.map(() => '?').join(', ');
  return new Map(
    await select(
      lookRow,
      `SELECT issue_id, state, looked_at, follow_at, failures FROM access_request WHERE issue_id IN (${marks})`,
      ...issueIds,
    ),
  );
}

/**
 * Writes a request on the condition that nobody has written it since it was read; version 0 is a new one.
 * @returns the request with its new version
 * @throws {SeatkeeperError} `conflict` when somebody was faster; read again and start over
 */
export async function saveRequest(request: AccessRequest): Promise<AccessRequest> {
  const version = request.version + 1;
  const changed = request.version === 0 ? await insert(request, version) : await update(request, version);
  if (changed === 0) throw new SeatkeeperError('conflict', requestMessages.error.changedNow);
  return { ...request, version };
}

function insert(request: AccessRequest, version: number): Promise<number> {
  const added = newRows([{ issue_id: request.issueId, ...columnsOf(request), version }]);
  return write(`INSERT IGNORE INTO access_request ${added.sql}`, ...added.params);
}

function update(request: AccessRequest, version: number): Promise<number> {
  const written = setColumns({ ...columnsOf(request), version });
  return write(
    `UPDATE access_request SET ${written.sql} WHERE issue_id = ? AND version = ?`,
    ...written.params,
    request.issueId,
    request.version,
  );
}

/** Makes the reconcile look at a request no later than then; a run that is at it already decides anew. */
export async function recheckBy(issueId: string, at: number): Promise<void> {
  await write(
    'UPDATE access_request SET follow_at = ? WHERE issue_id = ? AND (follow_at IS NULL OR follow_at > ?)',
    at,
    issueId,
    at,
  );
}

/** Makes the reconcile look at these requests. A run that is at one of them loses its write and starts over. */
export async function recheckAt(issueIds: readonly string[], now: number): Promise<void> {
  if (issueIds.length === 0) return;
  await write(
    `UPDATE access_request SET follow_at = CASE WHEN follow_at < ? THEN follow_at ELSE ? END, version = version + 1
     WHERE issue_id IN (${issueIds.map(() => '?').join(', ')})`,
    now,
    now,
    ...issueIds,
  );
}

/**
 * Makes the reconcile look at every request that got its seat while it waited and has not been notified. What gives
 * seats leaves a hint for each; this is for those that died in between.
 */
export async function recheckServed(now: number): Promise<void> {
  await write(
    `UPDATE access_request SET follow_at = ?
     WHERE follow_at > ? AND state = 'ready' AND trouble IS NOT NULL AND issue_id IN (
       SELECT w.issue_id FROM waitlist w JOIN seat s ON s.issue_id = w.issue_id)`,
    now,
    now,
  );
}

/**
 * Makes the reconcile follow every request that waits for a vote of this account, or for one in its place. A
 * run that is at one of them loses its write and starts over, since it may have read who is away before.
 */
export async function recheckApprovalsOf(accountId: string, now: number): Promise<void> {
  await write(
    // whatever waits has a time to be looked at, so the index on that narrows it down to what is open
    `UPDATE access_request SET follow_at = ?, unfinished = 1, version = version + 1
     WHERE follow_at > 0 AND state = 'awaiting-approval' AND INSTR(assignments, ?) > 0`,
    now,
    JSON.stringify(accountId),
  );
}

/** Makes the reconcile date anew, by the calendars of now, what happens to stages that nobody decides in time. */
export async function recheckDeadlines(now: number): Promise<void> {
  await write(
    `UPDATE access_request SET follow_at = ?, unfinished = 1, version = version + 1
     WHERE follow_at > 0 AND state = 'awaiting-approval' AND INSTR(assignments, '"timeout":{') > 0`,
    now,
  );
}

const MOST_PEOPLE = 1_000;

/** Who asks for many names few: a ticket that went through more hands counts with the first of them. */
const MOST_REQUESTERS = 50;

/** Requests that one of these ever was the requester of, as a condition with its parameters. */
function askedByAny(requesterIds: readonly string[]): { readonly sql: string; readonly params: string[] } {
  const asked = [...new Set(requesterIds)].slice(0, MOST_REQUESTERS);
  return {
    sql: `(${asked.map(() => 'requester_id = ? OR INSTR(requester_ids, ?) > 0').join(' OR ')})`,
    params: asked.flatMap((id) => [id, JSON.stringify(id)]),
  };
}

/**
 * For how many people those who ask asked within a day of a time, in an application and in all, with one more person who may
 * not be recorded yet; what came to nothing does not count, unless it had been granted. Counts to a thousand. It looks a day
 * ahead as well, because requests that were sent together are received in any order, and the last one has to see them all.
 * @param requesterIds everybody who ever asked, and who made the ticket: handing it over makes it nobody else's
 * @param at milliseconds since the epoch, UTC
 */
export function peopleAskedForReading(
  requesterIds: readonly string[],
  applicationKey: string,
  beneficiaryId: string,
  at: number,
): Reading<PeopleAtOnce> {
  const asked = askedByAny(requesterIds);
  const counted = query(
    z.object({ in_application: integer.nullable(), in_all: integer }),
    `SELECT SUM(asked.in_this) AS in_application, COUNT(*) AS in_all FROM (
       SELECT beneficiary_id, MAX(CASE WHEN app_key = ? THEN 1 ELSE 0 END) AS in_this FROM access_request
       WHERE requested_at > ? AND requested_at < ? AND beneficiary_id <> ? AND ${asked.sql}
         AND (cycle > 0 OR state NOT IN ('denied', 'declined', 'canceled'))
       GROUP BY beneficiary_id ORDER BY in_this DESC ${limitOf(MOST_PEOPLE)}) AS asked`,
    applicationKey,
    at - DAY,
    at + DAY,
    beneficiaryId,
    ...asked.params,
  );
  return mapped(atMostOne(counted), (others) => ({
    inApplication: (others?.in_application ?? 0) + 1,
    inAll: (others?.in_all ?? 0) + 1,
  }));
}

/** Whether there is any request, whatever has become of it. */
export async function hasRequests(): Promise<boolean> {
  const rows = await select(
    z.object({ issue_id: z.string() }),
    `SELECT issue_id FROM access_request ${limitOf(1)}`,
  );
  return rows.length > 0;
}

/**
 * Makes the reconcile look again at what the requesters asked for within a day of a time, in whichever application, and is
 * ready: each of them is for one of many people by now.
 */
export async function recheckBatch(
  { requesterIds, requestedAt, issueId }: AccessRequest,
  now: number,
): Promise<void> {
  const asked = askedByAny(requesterIds);
  await write(
    `UPDATE access_request SET follow_at = ?, version = version + 1
     WHERE requested_at > ? AND requested_at < ? AND state = 'ready'
       AND issue_id <> ? AND (follow_at IS NULL OR follow_at > ?) AND ${asked.sql}`,
    now,
    requestedAt - DAY,
    requestedAt + DAY,
    issueId,
    now,
    ...asked.params,
  );
}
