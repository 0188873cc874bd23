import { DAY } from '../../common/rules/time';
import { poolsToSearch, type SearchedPool } from './list-pools';
import { readContracts } from '../../catalog/store/contracts';
import { countOpenAlerts, openAlerts, settleAlerts } from '../store/pool-alerts';
import { countUse, historyOf, poolsKeptOn, saveSnapshots, type PoolSnapshot } from '../store/pool-snapshots';
import { poolUsage } from '../store/seats';
import { noticeDeadline } from '../../catalog/rules/contracts';
import type { AlertList, PoolHistory } from '../contract/pools';
import { costOfSeats } from '../../common/rules/seat-costs';
import { alertsOf } from '../rules/alerts';
import { runOutOf, utilization, type DayOfPool } from '../rules/forecast';
import { GROWTH_DAYS, growthOf } from '../rules/growth';
import { utcDay } from '../../common/rules/time-text';
import { knownUse } from '../../usage/usecases/known-use';

/**
 * Keeps every pool as it is today (a day in UTC), once, and raises what has to be known of it. A pool that is done is
 * kept under its day, so that a run which was cut off goes on with the others. Five statements a pool.
 */
export async function snapshotPools(now: number, outOfTime: () => boolean = () => false): Promise<void> {
  const day = utcDay(now);
  const kept = await poolsKeptOn(day);
  const contracts = await readContracts();
  for (const pool of await poolsToSearch(null)) {
    if (outOfTime()) return;
    if (kept.has(pool.poolId)) continue;
    const snapshot = await snapshotOf(pool, day, now);
    const history = await historyOf(pool.poolId, utcDay(now - GROWTH_DAYS * DAY));
    const { over } = snapshot;
    const alerts = alertsOf({
      today: day,
      purchased: snapshot.purchased,
      taken: dayOf(snapshot).taken,
      over,
      premium: pool.tier.premium,
      priceLines: pool.tier.priceLines,
      inactive: snapshot.inactive,
      contractEnd: pool.tier.contractEnd,
      noticeBy: noticeDeadline(
        contracts.filter(({ applicationKey }) => applicationKey === pool.application.key),
        day,
      ),
      growth: growthOf([...history, snapshot]),
    });
    await settleAlerts(pool.poolId, alerts, now);
    // last, because it says that the pool is done
    await saveSnapshots([snapshot]);
  }
}

const dayOf = ({ day, purchased, allocated, held, blocked }: PoolSnapshot): DayOfPool => ({
  day,
  purchased,
  taken: allocated + held + blocked,
});

async function snapshotOf(
  { poolId, application, tier }: SearchedPool,
  day: string,
  now: number,
): Promise<PoolSnapshot & { readonly over: number }> {
  const usage = (await poolUsage([poolId])).get(poolId);
  const use = await countUse(await knownUse(poolId, application, now));
  return {
    poolId,
    day,
    purchased: usage?.purchased ?? tier.seats,
    allocated: usage?.allocated ?? 0,
    held: usage?.held ?? 0,
    blocked: usage?.blocked ?? 0,
    free: usage?.free ?? 0,
    waiting: usage?.waiting ?? 0,
    inactive: use.inactive,
    unknown: use.allocated - use.active - use.inactive,
    premium: use.premium,
    premiumApproved: use.premium_approved,
    priceLines: tier.priceLines,
    takenAt: now,
    over: usage?.over ?? 0,
  };
}

/** A pool over time, and what its days say of the days to come. One statement. */
export async function showHistory(poolId: string, days: number, now: number): Promise<PoolHistory> {
  const history = await historyOf(poolId, utcDay(now - days * DAY));
  const last = history.at(-1);
  return {
    days: history.map((one) => ({ ...dayOf(one), allocated: one.allocated, waiting: one.waiting })),
    runOut: runOutOf(history.map(dayOf)),
    utilization: last ? utilization(last.allocated, last.purchased) : null,
    waste: last ? costOfSeats(last.priceLines, last.inactive, last.allocated) : null,
    inactive: last?.inactive ?? null,
    unknown: last?.unknown ?? null,
    takenAt: last?.takenAt ?? null,
  };
}

const ALERTS_A_PAGE = 50;

/** What has to be known of pools, the latest first. */
export async function showAlerts(page: number): Promise<AlertList> {
  return {
    rows: await openAlerts(ALERTS_A_PAGE, page * ALERTS_A_PAGE),
    total: await countOpenAlerts(),
    page,
  };
}
