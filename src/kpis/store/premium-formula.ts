import { IS_APPROVED, IS_PREMIUM_LICENSE } from '../../pools/store/premium-licenses';
import { livePart } from '../rules/live-part';
import { inProject, type Asked, type Formula } from './formula';
import { lastDays } from './parts';

/**
 * Tickets of premium tiers that were moved to fulfilled without a valid decision, or that never named a tier; also those that
 * have left for a project that counts none.
 */
export const UNAPPROVED_MOVES = `ticket_fact f WHERE f.project_id = ? AND f.kind IN ('unapproved', 'left')
  AND f.happened_at >= ? AND f.happened_at < ? AND f.import_id IS NULL
  AND (f.app_key = '' OR COALESCE(f.premium,
    (SELECT p.premium FROM tier p WHERE p.app_key = f.app_key AND p.tier_key = f.tier_key), 0) = 1)`;

const keysOf = (alias: string): string =>
  `SUBSTR(${alias}.pool_id, 1, INSTR(${alias}.pool_id, '/') - 1) AS app_key,
   SUBSTR(${alias}.pool_id, INSTR(${alias}.pool_id, '/') + 1) AS tier_key`;

/** Days of the last snapshots of each part that is over. */
function snapshots(edges: readonly number[]): string {
  if (edges.length < 2) return '';
  return ` UNION ALL SELECT f.taken_at AS counted_at, f.premium_approved AS hits, f.premium AS counted, 1 AS held, ${keysOf('f')}
    FROM pool_snapshot f WHERE f.taken_at >= ${edges[0] ?? 0} AND f.taken_at < ${edges.at(-1) ?? 0}${lastDays(edges)}`;
}

const live = (at: number): string =>
  ` UNION ALL SELECT ${at} AS counted_at, CASE WHEN ${IS_APPROVED} THEN 1 ELSE 0 END AS hits, 1 AS counted, 1 AS held,
      ${keysOf('s')}
    FROM seat s WHERE ${IS_PREMIUM_LICENSE}`;

/**
 * Licenses that are held, as they are now for the part of the time that now is in and as the last night of it saw them for
 * any other, and moves without a decision.
 */
function licensesAndMoves({ edges, now }: Asked): string {
  const borders = edges.map(Math.round);
  const part = livePart(borders, now);
  const over = part === null ? borders : borders.slice(0, part + 1);
  return `(SELECT f.happened_at AS counted_at, 0 AS hits, 1 AS counted, 0 AS held, f.app_key AS app_key, f.tier_key AS tier_key
    FROM ${UNAPPROVED_MOVES}${snapshots(over)}${part === null ? '' : live(borders[part] ?? 0)}) AS f WHERE 1 = 1`;
}

export const PREMIUM: Formula = {
  from: licensesAndMoves,
  params: inProject,
  at: 'f.counted_at',
  hits: 'f.hits',
  of: 'f.counted',
  held: 'f.held',
  elapsed: null,
  tickets: {
    from: UNAPPROVED_MOVES,
    params: inProject,
    at: 'f.happened_at',
    hits: '0',
    of: '1',
    elapsed: 'f.sla_elapsed_ms',
  },
};
