import { DAY } from '../../common/rules/time';
import { AGED_AFTER_DAYS } from '../rules/aged-after';
import type { TallySource } from '../rules/definitions';
import { inProject, type Formula } from './formula';
import { PAST_ENDING, PAST_REOPENED } from './history';
import { PREMIUM } from './premium-formula';

const REOPENED = `EXISTS (SELECT 1 FROM ticket_fact r
  WHERE r.issue_id = f.issue_id AND r.kind = 'reopened' AND r.happened_at > f.happened_at)`;
const WENT_WRONG = `EXISTS (SELECT 1 FROM ticket_fact r WHERE r.issue_id = f.issue_id
  AND r.kind IN ('reopened', 'unapproved') AND r.happened_at > f.happened_at)`;

export const WITHIN = 'happened_at >= ? AND f.happened_at < ?';
const SLA_ELAPSED = 'f.sla_elapsed_ms';

// what an import brought says nothing of approvals
const OWN = ' AND f.import_id IS NULL';

const fulfillments = (condition: string, hits: string, kinds = `f.kind = 'fulfilled'`): Formula => ({
  from: `ticket_fact f WHERE f.project_id = ? AND ${kinds} AND f.${WITHIN}${condition}`,
  params: inProject,
  at: 'f.happened_at',
  hits,
  of: '1',
  elapsed: SLA_ELAPSED,
});

/** Fulfillments, and how tickets of imported logs ended, which are known by their last rows. */
export const ENDINGS = `f.kind IN ('fulfilled', 'past') AND (f.kind = 'fulfilled' OR ${PAST_ENDING})`;

const snapshots = (where: string, hits: string, of: string): Formula => ({
  from: `pool_snapshot f WHERE f.taken_at >= ? AND f.taken_at < ?${where}`,
  params: ({ edges }) => [edges[0] ?? 0, edges.at(-1) ?? 0],
  at: 'f.taken_at',
  hits,
  of,
  elapsed: null,
});

// nobody says which seats of a pool are the paid ones: these count first
const atMostPaid = (seats: string): string =>
  `CASE WHEN ${seats} > f.paid_seats THEN f.paid_seats ELSE ${seats} END`;

export const IS_OPEN = `state IN ('incomplete', 'stuck', 'awaiting-approval', 'ready', 'unapproved')`;

/** The formula of each figure that KPIs are made of. */
export const FORMULAS: Readonly<Record<TallySource, Formula>> = {
  sla: fulfillments(
    ' AND f.sla_breached IS NOT NULL',
    'CASE WHEN f.sla_breached = 0 THEN 1 ELSE 0 END',
    ENDINGS,
  ),
  reopenings: fulfillments(
    ` AND (f.kind = 'fulfilled' OR ${PAST_REOPENED} IS NOT NULL)`,
    `CASE WHEN f.kind = 'past' THEN ${PAST_REOPENED} WHEN ${REOPENED} THEN 1 ELSE 0 END`,
    ENDINGS,
  ),
  'first-fulfillments': fulfillments(`${OWN} AND f.cycle = 1`, `CASE WHEN ${WENT_WRONG} THEN 0 ELSE 1 END`),
  'time-to-fulfill': {
    ...fulfillments(' AND f.took_ms IS NOT NULL', 'f.took_ms'),
    elapsed: 'f.took_ms',
  },
  premium: PREMIUM,
  backlog: {
    from: `access_request f WHERE f.project_id = ? AND f.${IS_OPEN}`,
    params: ({ projectId }) => [projectId],
    at: null,
    hits: 'CASE WHEN f.requested_at < ? THEN 1 ELSE 0 END',
    hitsParams: ({ now }) => [now - AGED_AFTER_DAYS * DAY],
    of: '1',
    elapsed: 'NULL',
  },
  'seats-in-use': snapshots('', 'f.allocated', 'f.purchased'),
  'inactive-seats': {
    ...snapshots(' AND f.paid_seats > 0', atMostPaid('f.inactive'), atMostPaid('f.allocated')),
    unknown: atMostPaid('f.unknown'),
  },
  reclaims: {
    from: 'reclaim_case f WHERE f.removed_at >= ? AND f.removed_at < ?',
    params: ({ edges }) => [edges[0] ?? 0, edges.at(-1) ?? 0],
    at: 'f.removed_at',
    hits: '(f.removed_at - f.opened_at)',
    of: '1',
    elapsed: null,
  },
};
