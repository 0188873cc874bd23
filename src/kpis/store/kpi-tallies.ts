import { NO_TICKET } from '../../facts/store/past-facts';
import type { PriceLine } from '../../common/rules/seat-costs';
import * as z from '#zod';
import type { KpiSlice, TallySource } from '../rules/definitions';
import type { KpiScope, Tally } from '../rules/kpi';
import { livePart } from '../rules/live-part';
import { priceLinesColumn } from '../../catalog/store/price-lines';
import { flag, integer, type SqlParam } from '../../common/store/database';
import { atMostOne, constant, mapped, query, read, type Reading } from '../../common/store/reading';
import { limitOf } from '../../common/store/statement-parts';
import { fromOf, inProject, type Asked } from './formula';
import { ENDINGS, FORMULAS, IS_OPEN, WITHIN } from './kpi-formulas';
import { lastDays, partOf } from './parts';

/** How finely lengths are distinguished for percentiles: a tenth of an hour. */
const STEP = 360_000;

export interface TallyQuestion extends Asked {
  readonly source: TallySource;
  readonly slice: KpiSlice | null;
  /** Whether lengths are distinguished to a tenth of an hour, the longest of each tenth standing for it. */
  readonly byLength: boolean;
}

const POOL_SOURCES: readonly TallySource[] = ['seats-in-use', 'inactive-seats', 'reclaims'];
/** What belongs to no department. */
const WITHOUT_DEPARTMENT: readonly TallySource[] = [...POOL_SOURCES, 'premium'];
const APPLICATION_OF_POOL = `SUBSTR(f.pool_id, 1, INSTR(f.pool_id, '/') - 1)`;
const TIER_OF_POOL = `SUBSTR(f.pool_id, INSTR(f.pool_id, '/') + 1)`;
/** An open request counts for the department in which its beneficiary is now. */
const DEPARTMENT_NOW = '(SELECT MIN(p.department) FROM person p WHERE p.account_id = f.beneficiary_id)';

const applicationOf = (source: TallySource): string =>
  POOL_SOURCES.includes(source) ? APPLICATION_OF_POOL : 'f.app_key';

const departmentOf = (source: TallySource): string =>
  source === 'backlog' ? DEPARTMENT_NOW : 'f.department';

/** A condition with the values for its question marks. */
interface Condition {
  readonly text: string;
  readonly params: readonly SqlParam[];
}

const amongst = (expression: string, values: readonly string[]): Condition =>
  values.length === 0
    ? { text: '', params: [] }
    : {
        text: ` AND COALESCE(${expression}, '') IN (${values.map(() => '?').join(', ')})`,
        params: values,
      };

/** Leaves only records of a scope; pools belong to no department, and a scope that names one has none of them. */
function scopeOf(source: TallySource, { applications, departments }: KpiScope): Condition {
  const ofApplications = amongst(applicationOf(source), applications);
  const ofDepartments = amongst(
    WITHOUT_DEPARTMENT.includes(source) ? `''` : departmentOf(source),
    departments,
  );
  return {
    text: ofApplications.text + ofDepartments.text,
    params: [...ofApplications.params, ...ofDepartments.params],
  };
}

/** The columns that tell a slice: mostly one, and two for a tier, which is one of an application. */
function sliceColumns(source: TallySource, slice: KpiSlice | null): readonly [string, string] {
  const isPool = POOL_SOURCES.includes(source);
  const application = applicationOf(source);
  switch (slice) {
    case null:
      return [`''`, `''`];
    case 'application':
      return [application, `''`];
    case 'tier':
      return [application, isPool ? TIER_OF_POOL : 'f.tier_key'];
    case 'department':
      return [departmentOf(source), `''`];
    case 'assignee':
      return ['f.assignee_id', `''`];
    case 'request-type':
      return ['f.request_type_id', `''`];
  }
}

const tallyRow = z.object({
  part: integer,
  slice: z.string(),
  second: z.string(),
  held: flag,
  length: integer,
  hits: integer,
  counted: integer,
  unknown: integer,
});

/** Tallies of a kind of records by part of the time, in one statement however many records there are. */
export function talliesReading(question: TallyQuestion): Reading<Tally[]> {
  const { source, slice, byLength, edges, scope } = question;
  const formula = FORMULAS[source];
  const { at, params, hits, of, hitsParams, unknown = '0', held = '0' } = formula;
  const [first, second] = sliceColumns(source, slice);
  const edgesAsNumbers = edges.map(Math.round);
  const only = scopeOf(source, scope);
  const counted = query(
    tallyRow,
    `SELECT part, slice, second, held, MAX(took) AS length, SUM(hits) AS hits, SUM(counted) AS counted,
       SUM(unknown) AS unknown FROM (
       SELECT ${at === null ? String(edges.length - 2) : partOf(at, edgesAsNumbers)} AS part,
         COALESCE(${first}, '') AS slice, COALESCE(${second}, '') AS second,
         ${byLength ? `f.took_ms - f.took_ms % ${STEP} AS tenth, f.took_ms AS took` : '0 AS tenth, 0 AS took'},
         ${held} AS held, ${hits} AS hits, ${of} AS counted, ${unknown} AS unknown
       FROM ${fromOf(formula, question)}${only.text}${source === 'inactive-seats' ? lastDays(edgesAsNumbers) : ''}) AS records
     GROUP BY part, slice, second, held, tenth`,
    ...(hitsParams?.(question) ?? []),
    ...params(question),
    ...only.params,
  );
  // where nothing is held now, no record says so
  const part = held === '0' ? null : livePart(edgesAsNumbers, question.now);
  const nothingYet =
    part === null ? [] : [{ part, slice: '', length: 0, hits: 0, of: 0, isHeld: true as const }];
  return mapped(counted, (rows) => [
    ...nothingYet,
    ...rows.map((row) => ({
      part: row.part,
      slice: row.second === '' ? row.slice : `${row.slice}/${row.second}`,
      length: row.length,
      hits: row.hits,
      of: row.counted,
      ...(row.unknown > 0 ? { unknown: row.unknown } : {}),
      ...(row.held ? { isHeld: true as const } : {}),
    })),
  ]);
}

/** How long the one took that stands at this place among all of a time, the shortest being at 0; null for no such. */
export function lengthAtReading(asked: Asked, place: number): Reading<number | null> {
  const formula = FORMULAS['time-to-fulfill'];
  const only = scopeOf('time-to-fulfill', asked.scope);
  const found = query(
    z.object({ took: integer }),
    `SELECT f.took_ms AS took FROM ${fromOf(formula, asked)}${only.text} ORDER BY f.took_ms ${limitOf(1, place)}`,
    ...formula.params(asked),
    ...only.params,
  );
  return mapped(atMostOne(found), (row) => row?.took ?? null);
}

/** One ticket behind a figure. */
export interface KpiTicket {
  readonly issueId: string;
  readonly issueKey: string;
  /** Whether it is a ticket of this Jira, and none that a log of another system recorded. */
  readonly isInJira: boolean;
  readonly applicationKey: string;
  /** When it counts; milliseconds since the epoch, UTC. */
  readonly at: number;
  /** What its measurement says, or what it took; milliseconds, null when nobody knows. */
  readonly elapsed: number | null;
}

const ticketRow = z
  .object({
    issue_id: z.string(),
    issue_key: z.string(),
    app_key: z.string().nullable(),
    at: integer,
    elapsed: integer.nullable(),
  })
  .transform((row): KpiTicket => ({
    issueId: row.issue_id,
    issueKey: row.issue_key,
    isInJira: !row.issue_id.startsWith(NO_TICKET),
    applicationKey: row.app_key ?? '',
    at: row.at,
    elapsed: row.elapsed,
  }));

/** Whether the records behind a figure are listed that it counts as hits, or those it does not. */
export type Side = 'hits' | 'misses' | 'all';

/** The tickets behind a figure, newest first, or longest first where it is a length; none where it is of no tickets. */
export function ticketsReading(
  question: Asked & { readonly source: TallySource },
  side: Side,
  limit: number,
  offset: number,
): Reading<KpiTicket[]> {
  const { source, scope } = question;
  const formula = FORMULAS[source].tickets ?? FORMULAS[source];
  const { at, params, hits, hitsParams, elapsed } = formula;
  if (elapsed === null) return constant([]);
  const moment = at ?? 'f.requested_at';
  const isByLength = source === 'time-to-fulfill';
  const order = isByLength ? `${elapsed} DESC, ` : '';
  const only = scopeOf(source, scope);
  const sides = { hits: `AND ${hits} = 1`, misses: `AND ${hits} = 0`, all: '' };
  const found = query(
    ticketRow,
    `SELECT f.issue_id AS issue_id, f.issue_key AS issue_key, f.app_key AS app_key, ${moment} AS at, ${elapsed} AS elapsed
     FROM ${fromOf(formula, question)}${only.text} ${sides[side]}
     ORDER BY ${order}${moment} DESC, f.issue_id ${limitOf(limit, offset)}`,
    ...params(question),
    ...only.params,
    ...(side === 'all' ? [] : (hitsParams?.(question) ?? [])),
  );
  return mapped(found, (tickets) => tickets.toSorted(isByLength ? longestFirst : newestFirst));
}

export const listTickets = (...asked: Parameters<typeof ticketsReading>): Promise<KpiTicket[]> =>
  read(ticketsReading(...asked));

const newestFirst = (a: KpiTicket, b: KpiTicket): number =>
  b.at - a.at || Number(a.issueId > b.issueId) - Number(a.issueId < b.issueId);

const longestFirst = (a: KpiTicket, b: KpiTicket): number =>
  (b.elapsed ?? 0) - (a.elapsed ?? 0) || newestFirst(a, b);

/** How many fulfillments between the first and the last edge had no measurement when they were fulfilled. */
export function unmeasuredReading(asked: Asked): Reading<number> {
  const only = scopeOf('sla', asked.scope);
  return endingsCounted(`f.sla_breached IS NULL${only.text}`, [...inProject(asked), ...only.params]);
}

/** @param params project, from, to, and those of the condition */
const endingsCounted = (condition: string, params: readonly SqlParam[]): Reading<number> =>
  mapped(
    atMostOne(
      query(
        z.object({ tickets: integer }),
        `SELECT COUNT(*) AS tickets FROM ticket_fact f
         WHERE f.project_id = ? AND ${ENDINGS} AND f.${WITHIN} AND ${condition}`,
        ...params,
      ),
    ),
    (row) => row?.tickets ?? 0,
  );

/** How many of the fulfillments and endings of a period were imported. */
export const importedReading = (projectId: string, from: number, to: number): Reading<number> =>
  endingsCounted('f.import_id IS NOT NULL', [projectId, from, to]);

const idleRow = z
  .object({ price_lines: priceLinesColumn, inactive: integer, in_use: integer, pools: integer })
  .transform((row): IdleSeats => ({
    priceLines: row.price_lines,
    inactive: row.inactive,
    inUse: row.in_use,
    pools: row.pools,
  }));

/** How many pools have so many idle seats, bought at these prices. */
export interface IdleSeats {
  readonly priceLines: readonly PriceLine[];
  readonly inactive: number;
  readonly inUse: number;
  readonly pools: number;
}

/** The pools with idle seats and a price, as of the last day that was recorded between the first and the last edge. */
export function idleSeatsReading(asked: Asked): Reading<readonly IdleSeats[]> {
  const formula = FORMULAS['inactive-seats'];
  const only = scopeOf('inactive-seats', asked.scope);
  const [first = 0, last = 0] = [asked.edges[0], asked.edges.at(-1)];
  return query(
    idleRow,
    `SELECT f.price_lines AS price_lines, f.inactive AS inactive, f.allocated AS in_use, COUNT(*) AS pools
     FROM ${fromOf(formula, asked)}${only.text}${lastDays([first, last].map(Math.round))} AND f.inactive > 0
     GROUP BY f.price_lines, f.inactive, f.allocated`,
    ...formula.params(asked),
    ...only.params,
  );
}

/** Departments that records of these projects know, from a moment on and among what is open; empty text among them for those that do not say. */
export function departmentsReading(projectIds: readonly string[], from: number): Reading<string[]> {
  if (projectIds.length === 0) return constant([]);
  const projects = projectIds.map(() => '?').join(', ');
  const found = query(
    z.object({ department: z.string() }),
    `SELECT DISTINCT COALESCE(f.department, '') AS department FROM ticket_fact f
       WHERE f.project_id IN (${projects}) AND f.kind IN ('fulfilled', 'unapproved', 'past') AND f.happened_at >= ?
     UNION
     SELECT DISTINCT COALESCE(${DEPARTMENT_NOW}, '') AS department FROM access_request f
       WHERE f.project_id IN (${projects}) AND f.${IS_OPEN}`,
    ...projectIds,
    from,
    ...projectIds,
  );
  return mapped(found, (rows) => rows.map(({ department }) => department));
}
