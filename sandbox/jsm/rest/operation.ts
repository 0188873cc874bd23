import type { Context } from 'hono';
import { z } from 'zod';
import type { Actor } from '../access';
import { JiraError } from '../errors';
import type { JsmSite } from '../site';

/** What the outside tells the API about a call, and what the API tells the outside about it. */
export interface CallState {
  readonly actor: Actor;
  readonly mayUse: (scopes: Scopes) => boolean;
  scopes: Scopes | undefined;
  points: number;
  /** Turns the call down when it passes a rate limit; absent for callers that have none. */
  readonly admit?: (operation: Operation, issueIdOrKey: string | undefined) => Response | undefined;
}

/** Alternative sets of OAuth scopes: Atlassian's classic ones first, then the granular ones. */
export type Scopes = readonly (readonly string[])[];

export type RestContext = Context<{ Bindings: { state: CallState } }>;

/** One documented operation of Atlassian's REST API; `path` is Hono's notation. */
export interface Operation {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly path: string;
  readonly scopes: Scopes;
  readonly run: (call: Call) => Promise<Result> | Result;
}

/** A body with its status; `objects` counts what a read returned, for rate-limit points. */
export interface Result {
  readonly status: 200 | 201 | 202 | 204;
  readonly body?: unknown;
  readonly objects?: number;
  /** Rate-limit points of each object: 1 when left out, 2 for people and groups. */
  readonly pointsEach?: 1 | 2;
  /** Set for reads that are sent as POST. */
  readonly isRead?: true;
}

export const ok = (body: unknown, objects = 1): Result => ({ status: 200, body, objects });
export const created = (body: unknown): Result => ({ status: 201, body });
export const noContent: Result = { status: 204 };

/** A request as an operation reads it. */
export class Call {
  constructor(
    readonly site: JsmSite,
    private readonly context: RestContext,
    private readonly json: unknown,
  ) {}

  get actor(): Actor {
    return this.context.env.state.actor;
  }

  /** @throws {Error} for a name that the operation's path does not have */
  param(name: string): string {
    const value = this.context.req.param(name);
    if (value === undefined) throw new Error(`the path has no parameter ${name}`);
    return value;
  }

  query(name: string): string | undefined {
    return this.context.req.query(name);
  }

  /** Values of a parameter that is given comma-separated, repeated, or both. */
  queryList(name: string): string[] {
    return (this.context.req.queries(name) ?? [])
      .flatMap((value) => value.split(','))
      .map((value) => value.trim())
      .filter(Boolean);
  }

  queryNumber(name: string, fallback: number): number {
    const value = Number(this.query(name) ?? fallback);
    return Number.isFinite(value) && value >= 0 ? Math.floor(value) : fallback;
  }

  /** @throws {JiraError} 400 when the body has another shape */
  body<T extends z.ZodType>(schema: T): z.infer<T> {
    const parsed = schema.safeParse(this.json);
    if (!parsed.success)
      throw new JiraError(400, [`Invalid request payload: ${z.prettifyError(parsed.error)}`]);
    return parsed.data;
  }
}

/** A page of the platform API: `maxResults` is what the client asked for, at most `most`. */
export function pageBean<T>(
  call: Call,
  path: string,
  all: readonly T[],
  { usually = 50, most = 100, show }: { usually?: number; most?: number; show: (item: T) => unknown },
): Result {
  const startAt = call.queryNumber('startAt', 0);
  const maxResults = Math.min(call.queryNumber('maxResults', usually), most);
  const values = all.slice(startAt, startAt + maxResults).map(show);
  const body = {
    self: `${call.site.url}${path}?startAt=${startAt}&maxResults=${maxResults}`,
    maxResults,
    startAt,
    total: all.length,
    isLast: startAt + values.length >= all.length,
    values,
  };
  return ok(body, values.length);
}

/** A page of the portal API. */
export function pageDto(
  site: JsmSite,
  path: string,
  values: readonly unknown[],
  start: number,
  limit: number,
): Record<string, unknown> {
  const page = values.slice(start, start + limit);
  return {
    _expands: [],
    size: page.length,
    start,
    limit,
    isLastPage: start + limit >= values.length,
    _links: { base: `${site.url}/rest/servicedeskapi`, context: '', self: `${site.url}${path}` },
    values: page,
  };
}

/** What a page of the portal API holds at most. */
export const MAX_PAGE = 100;

/** The page of the portal API that the call asks for with `start` and `limit`. */
export function dtoPage<T>(call: Call, path: string, all: readonly T[], show: (item: T) => unknown): Result {
  const start = call.queryNumber('start', 0);
  const limit = Math.min(call.queryNumber('limit', 50), MAX_PAGE);
  const values = all.slice(start, start + limit).map(show);
  const page = pageDto(call.site, path, values, 0, limit);
  const body = { ...page, start, isLastPage: start + limit >= all.length };
  return ok(body, values.length);
}
