import { requireManages, type AccessRole } from '../../people/rules/access-role';
import { poolsToSearch, type SearchedPool } from '../../pools/usecases/list-pools';
import { entitlementName } from '../../catalog/rules/entitlement';
import { readTogether } from '../../common/store/reading';
import { findPool } from '../../pools/store/pool-lists';
import { countUse } from '../../pools/store/pool-snapshots';
import { sourcesReading } from '../../usage/store/usage';
import { knownUse } from '../../usage/usecases/known-use';
import type { PoolActionOutputs } from '../../pools/contract/pool-actions';
import { SeatkeeperError } from '../../common/rules/errors';
import { idlestCandidatesReading, startRun } from './run-reclaim';
import { sourcesProblem } from './search-idle-seats';
import { reclaimMessages } from '../rules/messages';

const MOST_NAMED = 20;

/** A pool by its id or as people call it, in any case. @throws {SeatkeeperError} `not-found` with what there is */
async function poolCalled(words: string): Promise<SearchedPool & { readonly name: string }> {
  const wanted = words.trim().toLowerCase();
  const pools = (await poolsToSearch(null)).map((pool) => ({
    ...pool,
    name: entitlementName(pool.application, pool.tier),
  }));
  const found = pools.find(({ poolId, name }) => poolId === wanted || name.toLowerCase() === wanted);
  if (found) return found;
  const near = pools.filter(({ name }) => name.toLowerCase().includes(wanted)).slice(0, MOST_NAMED);
  throw new SeatkeeperError(
    'not-found',
    reclaimMessages.error.noPool(
      words,
      near.map(({ name }) => name),
    ),
  );
}

export async function lookUpPool(words: string): Promise<PoolActionOutputs['look-up-pool']> {
  const { poolId, name } = await poolCalled(words);
  const pool = await findPool(poolId);
  if (!pool) throw new SeatkeeperError('not-found', reclaimMessages.error.poolGone(name));
  const { purchased, allocated, held, blocked, free, waiting, over, priceLines, contractEnd } = pool;
  return {
    pool: name,
    poolId,
    purchased,
    allocated,
    held,
    blocked,
    free,
    waiting,
    beyondPurchased: over,
    priceLines,
    contractEnd,
  };
}

/**
 * Holders who have been away the longest; nobody while the sources are not to be believed.
 * @throws {SeatkeeperError} `not-found`; `forbidden` for people who do not manage the application
 */
export async function listIdleSeats(
  words: string,
  role: AccessRole,
  now: number,
): Promise<PoolActionOutputs['list-idle-seats']> {
  const pool = await poolCalled(words);
  requireManages(role, pool.application.key);
  const { readings, candidates } = await readTogether({
    readings: sourcesReading(pool.application.key),
    candidates: idlestCandidatesReading(pool, now),
  });
  const problem = sourcesProblem(readings, now);
  const idle = candidates.slice(0, MOST_NAMED).flatMap(({ seat, evidence }) => {
    const { inactiveSince, source, observedAt } = evidence;
    if (source === null || observedAt === null) return [];
    return [
      {
        accountId: seat.holderId,
        inactiveSince: inactiveSince === null ? null : new Date(inactiveSince).toISOString(),
        source,
        sourceAsOf: new Date(observedAt).toISOString(),
      },
    ];
  });
  const use = await countUse(await knownUse(pool.poolId, pool.application, now));
  return {
    pool: pool.name,
    inUse: use.allocated,
    unknown: use.allocated - use.active - use.inactive,
    idle: problem === undefined ? idle : [],
    problem: problem ?? null,
  };
}

/** Begins a run over one pool, within the company's ceilings, as the console does. */
export async function startReclaim(
  words: string,
  runId: string,
  byId: string,
  now: number,
  outOfTime: () => boolean,
): Promise<PoolActionOutputs['start-reclaim']> {
  const { poolId, name } = await poolCalled(words);
  const { state, examined, opened, stopped } = await startRun(runId, poolId, byId, now, outOfTime);
  return { pool: name, runId, state, examined, opened, stopped };
}
