import * as z from '#zod';
import { integer } from '../../common/store/database';
import { atMostOne, combined, mapped, query, type Reading } from '../../common/store/reading';
import { limitOf } from '../../common/store/statement-parts';
import { IS_APPROVED, IS_PREMIUM_LICENSE } from '../../pools/store/premium-licenses';
import { unapprovedKey } from '../../facts/rules/ticket-facts';
import { LICENSE_GAPS, type LicenseGap } from '../rules/license-gaps';
import { UNAPPROVED_MOVES } from './premium-formula';

/** A premium license without an approval on record, or a move without a decision. Times in milliseconds since the epoch, UTC. */
export interface PremiumGap {
  /** Null where a ticket never said what it is about. */
  readonly poolId: string | null;
  /** An account, or a login of the application; null for a ticket. */
  readonly holderId: string | null;
  readonly since: number | null;
  readonly why: LicenseGap;
  readonly issueId: string | null;
  readonly issueKey: string | null;
  /** Who deleted the ticket, where that is known. */
  readonly deletedById: string | null;
}

const row = z
  .object({
    pool_id: z.string().nullable(),
    holder_id: z.string().nullable(),
    since: integer.nullable(),
    why: z.enum(LICENSE_GAPS),
    issue_id: z.string().nullable(),
    issue_key: z.string().nullable(),
    deleted_by: z.string().nullable(),
  })
  .transform((stored): PremiumGap => ({
    poolId: stored.pool_id,
    holderId: stored.holder_id,
    since: stored.since,
    why: stored.why,
    issueId: stored.issue_id,
    issueKey: stored.issue_key,
    deletedById: stored.deleted_by,
  }));

const GAPS = `SELECT s.pool_id AS pool_id, s.holder_id AS holder_id, COALESCE(s.allocated_at, s.imported_at) AS since,
    CASE WHEN s.end_reason IS NOT NULL THEN 'withdrawn' WHEN s.issue_id IS NOT NULL THEN 'not-approved'
      WHEN s.imported_at IS NOT NULL THEN 'imported' ELSE 'no-request' END AS why,
    s.issue_id AS issue_id, r.issue_key AS issue_key, NULL AS deleted_by
  FROM seat s LEFT JOIN access_request r ON r.issue_id = s.issue_id WHERE ${IS_PREMIUM_LICENSE} AND NOT (${IS_APPROVED})`;

const MOVES = `SELECT CASE WHEN f.app_key = '' THEN NULL ELSE CONCAT(f.app_key, '/', f.tier_key) END AS pool_id,
    NULL AS holder_id, f.happened_at AS since,
    CASE WHEN f.fact_key = '${unapprovedKey('deleted')}' THEN 'deleted' ELSE 'unapproved' END AS why,
    f.issue_id AS issue_id, f.issue_key AS issue_key, f.deleted_by AS deleted_by
  FROM ${UNAPPROVED_MOVES}`;

const ORDER = `ORDER BY COALESCE(since, 0) DESC, COALESCE(pool_id, ''), COALESCE(holder_id, ''), COALESCE(issue_id, '')`;

/**
 * What keeps premium compliance from being whole: licenses as they are now, which a past period does not tell one by one, and
 * moves of a project within a time. One statement.
 */
export function premiumGapsReading(
  projectId: string,
  { from, to }: { readonly from: number; readonly to: number },
  limit: number,
  offset: number,
): Reading<{ readonly total: number; readonly gaps: readonly PremiumGap[] }> {
  const all = `(${GAPS} UNION ALL ${MOVES}) AS gaps`;
  const params = [projectId, from, to] as const;
  return mapped(
    combined({
      counted: atMostOne(
        query(z.object({ total: integer }), `SELECT COUNT(*) AS total FROM ${all}`, ...params),
      ),
      gaps: query(
        row,
        `SELECT pool_id, holder_id, since, why, issue_id, issue_key, deleted_by FROM ${all} ${ORDER} ${limitOf(limit, offset)}`,
        ...params,
      ),
    }),
    ({ counted, gaps }) => ({ total: counted?.total ?? 0, gaps: gaps.toSorted(latestFirst) }),
  );
}

const latestFirst = (a: PremiumGap, b: PremiumGap): number =>
  (b.since ?? 0) - (a.since ?? 0) || (textOf(a) < textOf(b) ? -1 : 1);

const textOf = ({ poolId, holderId, issueId }: PremiumGap): string =>
  [poolId ?? '', holderId ?? '', issueId ?? ''].join(' ');
