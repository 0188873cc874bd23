import { DAY, HOUR } from '../../src/common/rules/time';
import { join } from 'node:path';
import { z } from 'zod';
import { madeUpCompany } from '../../sandbox/company/company';
import { fillWithPastTickets } from '../../sandbox/company/past-tickets';
import { setUpApp } from '../../sandbox/company/set-up-app';
import { costOf } from '../../sandbox/forge/invocation';
import type { SqlEngine } from '../../sandbox/forge/sql/engine';
import type { Issue } from '../../sandbox/jsm/model';
import { Sandbox, type SandboxSite } from '../../sandbox/sandbox';
import { Actor } from '../../sandbox/story/actors';
import { member } from '../../sandbox/untyped';
import { onMariaDb, type Measured } from '../on-mariadb';

const ROOT = join(__dirname, '../..');
/** Monday, 23 November 2026, 08:00 UTC. */
const START = Date.UTC(2026, 10, 23, 8);
const TICKETS = 250_000;
const DAYS = 90;
/** What took longer from creation to resolution counts as a missed goal, for both ways alike. */
const GOAL = 30 * HOUR;
const ROUNDS = 5;
const ROWS_A_STATEMENT = 500;
const ISSUES_A_PAGE = 100;

/**
 * SLA adherence of the last 90 days on a site with 250,000 tickets on MariaDB: what the gadget costs, and what the usual
 * way costs that pages through Jira's search and counts. Times in milliseconds.
 */
export const measureKpis = (): Promise<Measured> => {
  const sqlUrl = process.env['SANDBOX_SQL_URL'];
  return sqlUrl === undefined ? onMariaDb('kpis') : measureKpisOn(sqlUrl, TICKETS);
};

/** The same with so many tickets, on SQLite where no server is named. */
export async function measureKpisOn(sqlUrl: string | undefined, tickets: number): Promise<Measured> {
  const company = madeUpCompany();
  const sandbox = await Sandbox.start({
    directory: ROOT,
    appName: 'Seatkeeper',
    sites: [company.site],
    startAt: START,
    ...(sqlUrl === undefined ? {} : { sqlUrl }),
  });
  try {
    const site = sandbox.site();
    await setUpApp(sandbox, site, company);
    fillWithPastTickets(site.jsm, tickets, START);
    const now = sandbox.clock.now();
    const { sql } = sandbox.host.installationOf(site);
    await recordFulfillments(sql, [...site.jsm.issues.values()]);
    const ours = await measureGadget(sandbox, company.roles.lead);
    const usual = await countBySearch(site, company.roles.lead, now - DAYS * DAY, now);
    return {
      tickets,
      counted: ours.of,
      gadgetSql: Math.max(ours.cold.sql, ours.warm.sql),
      gadgetRest: ours.warm.rest,
      gadgetPoints: ours.warm.points,
      gadgetMs: rounded(ours.warm.ms),
      gadgetColdRest: ours.cold.rest,
      gadgetColdPoints: ours.cold.points,
      gadgetColdMs: rounded(ours.cold.ms),
      slowestStatementMs: rounded(ours.slowestStatementMs),
      usualRest: usual.calls,
      usualPoints: usual.points,
      usualMs: rounded(usual.ms),
      // beside the dearer of both, the first call in minutes
      callsRatio: rounded(usual.calls / Math.max(1, ours.cold.rest)),
      pointsRatio: rounded(usual.points / Math.max(1, ours.cold.points)),
      timeRatio: rounded(usual.ms / ours.cold.ms),
      agree: usual.hits === ours.hits && usual.of === ours.of,
    };
  } finally {
    await sandbox.stop();
  }
}

/** The facts of tickets that were resolved, as the app would have recorded them one by one. */
async function recordFulfillments(sql: SqlEngine, issues: readonly Issue[]): Promise<void> {
  const done = issues.flatMap(({ id, key, projectId, createdAt, resolvedAt }) =>
    resolvedAt === undefined ? [] : [{ id, key, projectId, createdAt, resolvedAt }],
  );
  for (let from = 0; from < done.length; from += ROWS_A_STATEMENT) {
    const some = done.slice(from, from + ROWS_A_STATEMENT);
    await sql.execute(
      `INSERT INTO ticket_fact (issue_id, fact_key, issue_key, project_id, kind, happened_at, app_key, tier_key,
         sla_elapsed_ms, sla_breached, cycle, took_ms, changed_at)
       VALUES ${some.map(() => `(?, 'fulfilled', ?, ?, 'fulfilled', ?, 'slack', 'standard', ?, ?, 1, ?, ?)`).join(', ')}`,
      some.flatMap(({ id, key, projectId, createdAt, resolvedAt }) => {
        const took = resolvedAt - createdAt;
        return [id, key, projectId, resolvedAt, took, Number(took > GOAL), took, resolvedAt];
      }),
      'write',
    );
  }
}

interface Count {
  readonly hits: number;
  readonly of: number;
}

/** What one call cost; `ms` is of the whole, `slowest` of its slowest statement. */
interface Spent {
  readonly ms: number;
  readonly points: number;
  readonly sql: number;
  readonly rest: number;
  readonly slowest: number;
}

interface GadgetCost extends Count {
  /** The first call in minutes, which asks Jira whether the viewer may see the project. */
  readonly cold: Spent;
  /** Every call after it: the dearest of them, and the median of their times. */
  readonly warm: Spent;
  readonly slowestStatementMs: number;
}

async function measureGadget(sandbox: Sandbox, lead: string): Promise<GadgetCost> {
  const viewer = new Actor(sandbox, sandbox.site(), lead);
  const gadgetConfiguration = { projectId: '10000', measure: 'sla-adherence', days: DAYS };
  let rate: unknown;
  const call = async (): Promise<Spent> => {
    const began = performance.now();
    const shown = await viewer.invoke('lead-gadget', 'gadget/report', {
      type: 'jira:dashboardGadget',
      gadgetConfiguration,
    });
    const ms = performance.now() - began;
    rate = member(shown, 'rate');
    const [record] = sandbox.host.invocations.all().slice(-1);
    if (!record) throw new Error('nothing was invoked');
    const statements = record.calls.filter(({ kind }) => kind === 'sql').map((one) => one.ms);
    return { ...costOf(record, 512), ms, slowest: Math.max(...statements) };
  };
  const cold = await call();
  const rounds: Spent[] = [];
  for (let round = 1; round < ROUNDS; round++) rounds.push(await call());
  const most = (of: (round: Spent) => number): number => Math.max(...rounds.map(of));
  const times = rounds.map(({ ms }) => ms).sort((a, b) => a - b);
  const warm = {
    ms: times[Math.floor(times.length / 2)] ?? NaN,
    sql: most(({ sql }) => sql),
    rest: most(({ rest }) => rest),
    points: most(({ points }) => points),
    slowest: most(({ slowest }) => slowest),
  };
  return {
    hits: Number(member(rate, 'hits')),
    of: Number(member(rate, 'of')),
    cold,
    warm,
    slowestStatementMs: Math.max(cold.slowest, warm.slowest),
  };
}

const pageSchema = z.object({
  issues: z.array(
    z.object({ fields: z.object({ created: z.string(), resolutiondate: z.string().nullable() }) }),
  ),
  nextPageToken: z.string().optional(),
});

/** Pages through Jira's search and counts, as apps without records of their own do. */
async function countBySearch(
  site: SandboxSite,
  accountId: string,
  from: number,
  to: number,
): Promise<Count & Pick<Spent, 'ms' | 'points'> & { readonly calls: number }> {
  const began = performance.now();
  let [hits, of, calls, points] = [0, 0, 0, 0];
  let nextPageToken: string | undefined;
  do {
    const body = {
      jql: `project = IT AND resolved >= -${String(DAYS + 1)}d ORDER BY created DESC`,
      fields: ['created', 'resolutiondate'],
      maxResults: ISSUES_A_PAGE,
      ...(nextPageToken === undefined ? {} : { nextPageToken }),
    };
    const request = new Request(new URL('/rest/api/3/search/jql', site.url), {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    const answer = await site.call({ kind: 'user', accountId }, request, () => true);
    const page = pageSchema.parse(await answer.response.json());
    calls++;
    points += answer.points;
    for (const { fields } of page.issues) {
      const resolvedAt = Date.parse(fields.resolutiondate ?? '');
      if (!(resolvedAt >= from && resolvedAt < to)) continue;
      of++;
      if (resolvedAt - Date.parse(fields.created) <= GOAL) hits++;
    }
    nextPageToken = page.nextPageToken;
  } while (nextPageToken !== undefined);
  return { hits, of, calls, points, ms: performance.now() - began };
}

const rounded = (value: number): number => Math.round(value * 100) / 100;
