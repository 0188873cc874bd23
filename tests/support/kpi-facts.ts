import type { World } from './world';

/** A fulfilled, reopened or unapproved ticket as KPI facts tell of it; what is left out is the usual. */
export interface FactRow {
  readonly ticket: number;
  readonly kind: 'fulfilled' | 'reopened' | 'unapproved';
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly application?: string;
  readonly tier?: string;
  readonly breached?: boolean | null;
  readonly cycle?: number;
  readonly tookMs?: number | null;
  readonly department?: string | null;
  readonly assignee?: string | null;
}

const PROJECT = '10000';

/** Facts as the app would have recorded them, of tickets that are in no project of the sandbox. */
export async function recordFacts(world: World, facts: readonly FactRow[]): Promise<void> {
  for (const [index, fact] of facts.entries()) {
    const isFulfilled = fact.kind === 'fulfilled';
    const breached = fact.breached === undefined ? false : fact.breached;
    await world.execute(
      `INSERT INTO ticket_fact (issue_id, fact_key, issue_key, project_id, kind, happened_at, app_key, tier_key,
         sla_breached, cycle, took_ms, department, assignee_id, changed_at, request_type_id)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, '10')`,
      `9${String(fact.ticket)}`,
      `${fact.kind}:${String(index)}`,
      `IT-${String(900 + fact.ticket)}`,
      PROJECT,
      fact.kind,
      fact.at,
      fact.application ?? 'slack',
      fact.tier ?? 'standard',
      isFulfilled && breached !== null ? Number(breached) : null,
      isFulfilled ? (fact.cycle ?? 1) : null,
      isFulfilled ? (fact.tookMs ?? null) : null,
      fact.department ?? null,
      fact.assignee ?? null,
      world.now(),
    );
  }
}

const linesOf = ({ purchased, price, currency, period }: Parameters<typeof recordSnapshot>[3]): unknown[] =>
  price === null ? [purchased] : [purchased, (price ?? 10).toFixed(2), currency ?? 'EUR', period ?? 'month'];

/** A pool on a day, as the nightly run keeps it. */
export async function recordSnapshot(
  world: World,
  pool: string,
  day: string,
  counts: {
    readonly purchased: number;
    readonly allocated: number;
    readonly inactive?: number;
    readonly unknown?: number;
    readonly price?: number | null;
    readonly currency?: string;
    readonly period?: 'month' | 'year';
  },
): Promise<void> {
  await world.execute(
    `INSERT INTO pool_snapshot (pool_id, day, purchased, allocated, held, blocked, free, waiting, inactive, unknown,
       paid_seats, price_lines, taken_at)
     VALUES (?, ?, ?, ?, 0, 0, ?, 0, ?, ?, ?, ?, ?)`,
    pool,
    day,
    counts.purchased,
    counts.allocated,
    counts.purchased - counts.allocated,
    counts.inactive ?? 0,
    counts.unknown ?? 0,
    counts.price === null ? 0 : counts.purchased,
    JSON.stringify([linesOf(counts)]),
    Date.parse(`${day}T02:00:00Z`),
  );
}
