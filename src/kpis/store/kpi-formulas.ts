import { DAY } from '../../common/rules/time';
import type { SqlParam } from '../../common/store/database';
import { AGED_AFTER_DAYS, type TallySource } from '../rules/definitions';
import type { KpiScope } from '../rules/kpi';
import { PAST_ENDING, PAST_REOPENED } from './history';

/** What one figure counts: which records, and which of them are hits. */
export interface Formula {
  readonly from: string;
  /** @returns values for the question marks in `from` */
  readonly params: (asked: Asked) => readonly SqlParam[];
  /** Milliseconds since the epoch; null for what counts as of now. */
  readonly at: string | null;
  readonly hits: string;
  /** @returns values for the question marks in `hits` */
  readonly hitsParams?: (asked: Asked) => readonly SqlParam[];
  readonly of: string;
  /** Of how many nobody knows whether they are hits; zero where it is left out. */
  readonly unknown?: string;
  /** What the ticket behind a record took; null where no ticket stands behind it. */
  readonly elapsed: string | null;
}

export interface Asked {
  readonly projectId: string;
  /** Milliseconds since the epoch, rising: where parts of the time begin, and where the last one ends. */
  readonly edges: readonly number[];
  readonly scope: KpiScope;
  readonly now: number;
}

const REOPENED = `EXISTS (SELECT 1 FROM ticket_fact r
  WHERE r.issue_id = f.issue_id AND r.kind = 'reopened' AND r.happened_at > f.happened_at)`;
const WENT_WRONG = `EXISTS (SELECT 1 FROM ticket_fact r WHERE r.issue_id = f.issue_id
  AND r.kind IN ('reopened', 'unapproved') AND r.happened_at > f.happened_at)`;

export const inProject = ({ projectId, edges }: Asked): SqlParam[] => [
  projectId,
  edges[0] ?? 0,
  edges.at(-1) ?? 0,
];
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
  premium: {
    from: `ticket_fact f WHERE f.project_id = ? AND f.kind IN ('fulfilled', 'unapproved') AND f.${WITHIN}${OWN}
      AND (EXISTS (SELECT 1 FROM tier p WHERE p.app_key = f.app_key AND p.tier_key = f.tier_key AND p.premium = 1)
        OR (f.kind = 'unapproved' AND f.app_key = ''))`,
    params: inProject,
    at: 'f.happened_at',
    hits: `CASE WHEN f.kind = 'fulfilled' THEN 1 ELSE 0 END`,
    of: '1',
    elapsed: SLA_ELAPSED,
  },
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
