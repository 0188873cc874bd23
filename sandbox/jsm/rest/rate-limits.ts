/** Jira's hourly quota of points, and who shares it. */
export interface Quota {
  readonly points: number;
  /** `app`: one pool over all sites, as every app starts with; `site`: one for each, after a review. */
  readonly pool: 'app' | 'site';
}

/** Tier 1, the global pool. */
export const DEFAULT_QUOTA: Quota = { points: 65_000, pool: 'app' };

/** A call that the limits are asked about. `at` is virtual time in milliseconds since the epoch. */
export interface LimitedCall {
  readonly method: string;
  /** The operation's path with its parameters' names, one bucket each. */
  readonly endpoint: string;
  /** The issue that the path names, if any. */
  readonly issueId: string | undefined;
  readonly at: number;
}

/** Why a call is turned down, in the terms of Jira's headers. */
export interface Refusal {
  readonly reason:
    'jira-quota-global-based' | 'jira-quota-tenant-based' | 'jira-burst-based' | 'jira-per-issue-on-write';
  readonly limit: number;
  /** Virtual time, milliseconds since the epoch. */
  readonly resetAt: number;
}

const SECOND = 1_000;
const HOUR = 3_600_000;

const PER_SECOND: Readonly<Record<string, number>> = { GET: 100, POST: 100, PUT: 50, DELETE: 50 };
const PER_SECOND_OF: Readonly<Record<string, number>> = {
  'GET /rest/api/3/issue/:issueIdOrKey': 150,
  'GET /rest/api/3/user': 150,
  'GET /rest/servicedeskapi/servicedesk/:serviceDeskId/customer': 5,
};
const ISSUE_WRITES = [
  { count: 20, windowMs: 2 * SECOND },
  { count: 100, windowMs: 30 * SECOND },
] as const;
const NEAR_LIMIT_SHARE = 0.2;

/** The points that an app has spent in the current UTC hour. */
export class PointsPool {
  private hour = -1;
  private spent = 0;

  constructor(readonly quota: Quota) {}

  /**
   * Turns a call down once the quota is spent. The cost of a read is known only after it, so the call that
   * spends the last points is let through; Atlassian does not say how Jira does it.
   */
  refusal(at: number): Refusal | undefined {
    if (this.remaining(at) > 0) return undefined;
    const reason = this.quota.pool === 'app' ? 'jira-quota-global-based' : 'jira-quota-tenant-based';
    return { reason, limit: this.quota.points, resetAt: (Math.floor(at / HOUR) + 1) * HOUR };
  }

  charge(points: number, at: number): void {
    this.turnTo(at);
    this.spent += points;
  }

  remaining(at: number): number {
    this.turnTo(at);
    return Math.max(0, this.quota.points - this.spent);
  }

  private turnTo(at: number): void {
    const hour = Math.floor(at / HOUR);
    if (hour <= this.hour) return;
    this.hour = hour;
    this.spent = 0;
  }
}

/**
 * Jira's three limits on one site: points by the hour, calls by the second and endpoint, writes by issue.
 * A token bucket holds one second's calls, because Atlassian names no size for the burst buffer.
 * @see https://developer.atlassian.com/cloud/jira/platform/rate-limiting/
 */
export class RateLimits {
  private readonly buckets = new Map<string, { tokens: number; filledAt: number }>();
  private readonly writes = new Map<string, number[]>();

  constructor(private readonly pool: PointsPool) {}

  /** Counts the call, or says why it is turned down; a call that is turned down counts for nothing. */
  admit(call: LimitedCall): Refusal | undefined {
    const refusal = this.pool.refusal(call.at) ?? this.burst(call) ?? this.tooManyWrites(call);
    if (refusal) return refusal;
    this.bucketOf(call).tokens -= 1;
    if (isWrite(call)) this.writes.get(call.issueId)?.push(call.at);
    return undefined;
  }

  /** Takes the points of a call that was let through. */
  charge(points: number, at: number): void {
    this.pool.charge(points, at);
  }

  /** What Jira tells of the quota with every answer. */
  headers(at: number): Record<string, string> {
    const remaining = this.pool.remaining(at);
    const isNear = remaining < this.pool.quota.points * NEAR_LIMIT_SHARE;
    return {
      'x-ratelimit-limit': String(this.pool.quota.points),
      'x-ratelimit-remaining': String(remaining),
      ...(isNear ? { 'x-ratelimit-nearlimit': 'true' } : {}),
    };
  }

  private burst(call: LimitedCall): Refusal | undefined {
    if (this.bucketOf(call).tokens >= 1) return undefined;
    return { reason: 'jira-burst-based', limit: perSecond(call), resetAt: call.at + SECOND };
  }

  private bucketOf(call: LimitedCall): { tokens: number; filledAt: number } {
    const name = `${call.method} ${call.endpoint}`;
    const full = perSecond(call);
    const bucket = this.buckets.get(name) ?? { tokens: full, filledAt: call.at };
    const passed = Math.max(0, call.at - bucket.filledAt);
    bucket.tokens = Math.min(full, bucket.tokens + (passed * full) / SECOND);
    bucket.filledAt = Math.max(bucket.filledAt, call.at);
    this.buckets.set(name, bucket);
    return bucket;
  }

  private tooManyWrites(call: LimitedCall): Refusal | undefined {
    if (!isWrite(call)) return undefined;
    const longest = Math.max(...ISSUE_WRITES.map(({ windowMs }) => windowMs));
    const times = (this.writes.get(call.issueId) ?? []).filter((at) => at > call.at - longest);
    this.writes.set(call.issueId, times);
    for (const { count, windowMs } of ISSUE_WRITES) {
      const inWindow = times.filter((at) => at > call.at - windowMs);
      if (inWindow.length < count) continue;
      const first = inWindow.at(-count) ?? call.at;
      return { reason: 'jira-per-issue-on-write', limit: count, resetAt: first + windowMs };
    }
    return undefined;
  }
}

const perSecond = ({ method, endpoint }: LimitedCall): number =>
  PER_SECOND_OF[`${method} ${endpoint}`] ?? PER_SECOND[method] ?? 100;

const isWrite = (call: LimitedCall): call is LimitedCall & { readonly issueId: string } =>
  call.method !== 'GET' && call.issueId !== undefined;

/** The answer 429, with the time until it is worth trying again in whole seconds. */
export function tooManyRequests({ reason, limit, resetAt }: Refusal, at: number): Response {
  return Response.json(
    { errorMessages: [`Rate limit exceeded (${reason}).`], errors: {} },
    {
      status: 429,
      headers: {
        'retry-after': String(Math.max(1, Math.ceil((resetAt - at) / SECOND))),
        'ratelimit-reason': reason,
        'x-ratelimit-limit': String(limit),
        'x-ratelimit-remaining': '0',
        'x-ratelimit-reset': new Date(resetAt).toISOString(),
      },
    },
  );
}
