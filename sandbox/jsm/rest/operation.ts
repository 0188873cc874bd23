import type { Context } from 'hono';
import { z } from 'zod';
import type { Actor } from '../access';
import { JiraError, Unmodelled } from '../errors';
import type { JsmSite } from '../site';
import { member } from '../../untyped';
import { documentedAs } from './documented';

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
  /** The query parameters that it reads. Any other that Atlassian documents for it answers 501. */
  readonly query?: readonly string[];
  /** Of those that it reads in part, or that change nothing here: the values that it knows. Others answer 501. */
  readonly values?: Readonly<Record<string, readonly string[]>>;
  /** What it reads its body as. Members that Atlassian documents and that this lacks answer 501. */
  readonly body?: z.ZodType;
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

/** A body that may be any JSON. */
export const anything = z.unknown();

/** What an operation reads of a page that is asked for: by the platform API, and by the portal API. */
export const PAGE = ['startAt', 'maxResults'] as const;
export const DTO_PAGE = ['start', 'limit'] as const;

/** A request as an operation reads it. */
export class Call {
  constructor(
    readonly site: JsmSite,
    private readonly operation: Operation,
    private readonly context: RestContext,
    private readonly json: unknown,
  ) {}

  /**
   * What is documented, sent and not read must not be left out without a word, as if it had been done.
   * @throws {Unmodelled} naming the parameter
   */
  refuseUnread(): void {
    const documented = documentedAs(this.operation);
    const { query = [], values = {} } = this.operation;
    const sent = this.context.req.queries();
    const unread = (documented?.query ?? []).find(
      (name) => name in sent && !query.includes(name) && !(name in values),
    );
    if (unread !== undefined) throw new Unmodelled(`the parameter ${unread}`);
    for (const [name, known] of Object.entries(values)) {
      const other = this.listOf(name).find((value) => !known.includes(value));
      if (other !== undefined) throw new Unmodelled(`the value ${other} of the parameter ${name}`);
    }
    const members = membersOf(this.operation.body);
    const lacking = (documented?.body ?? []).find(
      // what is null asks for nothing
      (name) => members && !members.includes(name) && (member(this.json, name) ?? null) !== null,
    );
    if (lacking !== undefined) throw new Unmodelled(`the member ${lacking} of the body`);
  }

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
    this.requireDeclared(name);
    return this.context.req.query(name);
  }

  /** Values of a parameter that is given comma-separated, repeated, or both. */
  queryList(name: string): string[] {
    this.requireDeclared(name);
    return this.listOf(name);
  }

  private listOf(name: string): string[] {
    return (this.context.req.queries(name) ?? [])
      .flatMap((value) => value.split(','))
      .map((value) => value.trim())
      .filter(Boolean);
  }

  queryNumber(name: string, fallback: number): number {
    const value = Number(this.query(name) ?? fallback);
    return Number.isFinite(value) && value >= 0 ? Math.floor(value) : fallback;
  }

  /** The address of another page of what the call asks for: with its other parameters as they came. */
  addressOf(path: string, page: Readonly<Record<string, number>>): string {
    const address = new URL(`${this.site.url}${path}`);
    for (const [name, values] of Object.entries(this.context.req.queries()))
      for (const value of values) address.searchParams.append(name, value);
    for (const [name, value] of Object.entries(page)) address.searchParams.set(name, String(value));
    return address.href;
  }

  /** @throws {Error} for a parameter that the operation does not declare */
  private requireDeclared(name: string): void {
    const { method, path, query = [], values = {} } = this.operation;
    if (!query.includes(name) && !(name in values))
      throw new Error(`${method} ${path} reads ${name}, which it does not declare`);
  }

  /**
   * @param schema the one that the operation declares
   * @throws {JiraError} 400 when the body has another shape
   */
  body<T extends z.ZodType>(schema: T): z.infer<T> {
    if (schema !== this.operation.body)
      throw new Error(`${this.operation.path} reads its body as something that it does not declare`);
    const parsed = schema.safeParse(this.json);
    if (!parsed.success)
      throw new JiraError(400, [`Invalid request payload: ${z.prettifyError(parsed.error)}`]);
    return parsed.data;
  }
}

/** The members of an object that a schema reads; undefined for a schema that takes anything. */
export const membersOf = (schema: z.ZodType | undefined): string[] | undefined =>
  schema === undefined ? [] : schema instanceof z.ZodObject ? Object.keys(schema.shape) : undefined;

interface Span {
  readonly start: number;
  readonly limit: number;
  readonly total: number;
}

const hasNext = ({ start, limit, total }: Span): boolean => limit > 0 && start + limit < total;
const startBefore = ({ start, limit }: Span): number => Math.max(0, start - limit);

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
  const span = { start: startAt, limit: maxResults, total: all.length };
  const at = (start: number): string => call.addressOf(path, { startAt: start, maxResults });
  const body = {
    self: at(startAt),
    ...(hasNext(span) ? { nextPage: at(startAt + maxResults) } : {}),
    maxResults,
    startAt,
    total: all.length,
    isLast: startAt + values.length >= all.length,
    values,
  };
  return ok(body, values.length);
}

/** The links of a page of dashboards, which has names of its own for them. */
export function nextAndPrevious(call: Call, path: string, span: Span): Record<string, string> {
  const at = (start: number): string => call.addressOf(path, { startAt: start, maxResults: span.limit });
  return {
    ...(hasNext(span) ? { next: at(span.start + span.limit) } : {}),
    ...(span.start > 0 ? { prev: at(startBefore(span)) } : {}),
  };
}

/** The first page of what a list of the portal API has, as other answers have it in them. */
export const firstPageDto = (
  site: JsmSite,
  path: string,
  values: readonly unknown[],
): Record<string, unknown> =>
  pageDto(
    site,
    (start, limit) => `${site.url}${path}?start=${start}&limit=${limit}`,
    values.slice(0, USUAL_PAGE),
    { start: 0, limit: USUAL_PAGE, total: values.length },
  );

function pageDto(
  site: JsmSite,
  addressOf: (start: number, limit: number) => string,
  values: readonly unknown[],
  span: Span,
): Record<string, unknown> {
  const { start, limit } = span;
  return {
    _expands: [],
    size: values.length,
    start,
    limit,
    isLastPage: !hasNext(span),
    _links: {
      base: `${site.url}/rest/servicedeskapi`,
      context: '',
      self: addressOf(start, limit),
      ...(hasNext(span) ? { next: addressOf(start + limit, limit) } : {}),
      ...(start > 0 ? { prev: addressOf(startBefore(span), limit) } : {}),
    },
    values,
  };
}

/** What a page of the portal API holds unless asked, and at most. */
export const USUAL_PAGE = 50;
export const MAX_PAGE = 100;

/** The page of the portal API that the call asks for with `start` and `limit`. */
export function dtoPage<T>(call: Call, path: string, all: readonly T[], show: (item: T) => unknown): Result {
  const start = call.queryNumber('start', 0);
  const limit = Math.min(call.queryNumber('limit', USUAL_PAGE), MAX_PAGE);
  const values = all.slice(start, start + limit).map(show);
  const addressOf = (from: number, most: number): string =>
    call.addressOf(path, { start: from, limit: most });
  const body = pageDto(call.site, addressOf, values, { start, limit, total: all.length });
  return ok(body, values.length);
}
