import { applicationKeyOf } from '../../catalog/rules/catalog';
import type { SqlParam } from '../../common/store/database';

/** By what it is known whether the holders of a pool use what they have. Times in milliseconds since the epoch, UTC. */
export interface KnownUse {
  readonly poolId: string;
  /** From when on activity counts. */
  readonly since: number;
  /** Sources that can be believed when they have seen nothing. */
  readonly sources: readonly string[];
  /** As of when they must say so. */
  readonly freshSince: number;
}

type Condition = readonly [sql: string, params: readonly SqlParam[]];

/** Conditions on an allocated seat `s`: its holder is active; they have it for long enough; a good source knows them. */
export function useConditions({ poolId, since, sources, freshSince }: KnownUse): {
  readonly isActive: Condition;
  readonly isOld: Condition;
  readonly isKnown: Condition;
} {
  const applicationKey = applicationKeyOf(poolId);
  const believed = sources.length === 0 ? 'NULL' : sources.map(() => '?').join(', ');
  return {
    isActive: [
      `EXISTS (SELECT 1 FROM usage_signal a WHERE a.app_key = ? AND a.holder_id = s.holder_id
         AND a.last_active_at >= ?)`,
      [applicationKey, since],
    ],
    isOld: ['(s.allocated_at IS NULL OR s.allocated_at <= ?)', [since]],
    isKnown: [
      `EXISTS (SELECT 1 FROM usage_signal k WHERE k.app_key = ? AND k.holder_id = s.holder_id
         AND k.source IN (${believed}) AND k.observed_at >= ?)`,
      [applicationKey, ...sources, freshSince],
    ],
  };
}

/** Of a pool's seats `s` those in use whose holders are known not to use them. */
export function isInactive(use: KnownUse): Condition {
  const { isActive, isOld, isKnown } = useConditions(use);
  return [
    `s.state = 'allocated' AND NOT ${isActive[0]} AND ${isOld[0]} AND ${isKnown[0]}`,
    [...isActive[1], ...isOld[1], ...isKnown[1]],
  ];
}
