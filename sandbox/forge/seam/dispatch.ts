import { EgressFilteringService } from '@forge/egress';
import { z } from 'zod';
import type { InvocationScope, SeamInit, SeamTarget } from '../container';
import { failedAnswer, whereOf, type Interferer } from '../faults/call-faults';
import type { Installation } from '../installation';
import type { InvocationRecord, Problem, SeamCall } from '../invocation';
import type { Manifest } from '../manifest';
import type { Caller } from '../product';
import type { QueueEvent } from '../queue';
import { checkStatement, SqlRefusal } from '../sql/rules';
import { answer, platformRefusal } from './answer';

export interface SeamHost {
  readonly manifest: Manifest;
  readonly interferer: () => Interferer | undefined;
  readonly enqueue: (installation: Installation, queue: string, events: readonly QueueEvent[]) => void;
}

const sqlRequest = z.object({ query: z.string(), params: z.array(z.unknown()).default([]) });
const queueRequest = z.object({
  queueName: z.string(),
  jobId: z.string(),
  payload: z.array(
    z.object({
      body: z.record(z.string(), z.unknown()),
      delayInSeconds: z.number().int().min(0).max(900).optional(),
      concurrency: z.object({ key: z.string(), limit: z.number().int().positive() }).optional(),
    }),
  ),
});

/** What the SDK finds below it during one invocation; every call is written into the invocation's record. */
export class Seam implements Pick<InvocationScope, 'forgeFetch' | 'fetch'> {
  /** Rejects when the process of this invocation is killed. */
  readonly death: Promise<never>;
  private isDead = false;
  private reportDeath: (reason: Error) => void = () => undefined;

  constructor(
    private readonly host: SeamHost,
    private readonly installation: Installation,
    private readonly record: InvocationRecord,
  ) {
    this.death = new Promise((_resolve, reject) => (this.reportDeath = reject));
    this.death.catch(() => undefined);
  }

  readonly forgeFetch = async (target: SeamTarget, path: string, init: SeamInit = {}): Promise<Response> => {
    const remote = target.remote ?? target.type;
    const call = { remote, method: init.method ?? 'GET', path, body: init.body ?? '' };
    if (this.isDead) return this.die();
    const fault = this.host.interferer()?.(call);
    if (fault) this.record.faults.push({ kind: fault, where: whereOf(call) });
    if (fault === 'kill-before') return this.die();
    const failed = fault && failedAnswer(fault);
    if (failed && fault !== 'lose-answer') return failed;
    const response = await this.dispatch(target, path, init);
    return fault === 'kill-after' ? this.die() : (failed ?? response);
  };

  /** A process that is gone never hears of anything again; its code must not run on in a catch block. */
  private die(): Promise<never> {
    this.isDead = true;
    this.reportDeath(new Error('The process was killed.'));
    return new Promise(() => undefined);
  }

  private async dispatch(target: SeamTarget, path: string, init: SeamInit): Promise<Response> {
    switch (target.type) {
      case 'fpp':
        if (target.remote === 'jira') return this.product(target, path, init);
        if (target.remote === 'stargate' && path.startsWith('/webhook/queue/publish/'))
          return this.publish(init);
        break;
      case 'kvs':
        return this.kvs(path, init);
      case 'sql':
        return this.sql(path, init);
      default:
    }
    const what = `${target.type}/${target.remote ?? target.provider ?? ''} ${init.method ?? 'GET'} ${path}`;
    this.problem('seam', `The sandbox does not model ${what}`);
    return platformRefusal(501, 'NOT_MODELLED');
  }

  readonly fetch = async (input: string | URL | Request, init?: RequestInit): Promise<Response> => {
    const request = new Request(input, init);
    if (!new EgressFilteringService([...this.host.manifest.egress]).isValidUrl(request.url)) {
      this.problem('egress', `${request.url} is not in the manifest's permissions.external.fetch.backend`);
      throw new TypeError(
        `fetch failed: ${new URL(request.url).origin} is blocked by the app's egress permissions`,
      );
    }
    const started = performance.now();
    const response = await fetch(request);
    this.call({
      kind: 'egress',
      method: request.method,
      url: request.url,
      status: response.status,
      ms: since(started),
    });
    return response;
  };

  private async product(target: SeamTarget, path: string, init: SeamInit): Promise<Response> {
    const caller = this.callerOf(target);
    if (!caller) return platformRefusal(401, 'NEEDS_AUTHENTICATION_ERR');
    const method = init.method ?? 'GET';
    const request = new Request(new URL(path, this.installation.site.url), {
      method,
      ...(init.headers ? { headers: init.headers } : {}),
      ...(init.body == null ? {} : { body: init.body }),
    });
    const granted = this.host.manifest.scopes;
    const started = performance.now();
    const { response, scopes, points } = await this.installation.site.call(caller, request, (needed) =>
      needed.some((set) => set.every((scope) => granted.includes(scope))),
    );
    if (!scopes) this.problem('unmodelled', `${method} ${path} is not modelled by the sandbox`);
    else if (!scopes.some((set) => set.every((scope) => granted.includes(scope)))) {
      this.problem('scope', `${method} ${path} needs ${scopes.map((set) => set.join(' + ')).join(' or ')}`);
    }
    const as =
      caller.kind === 'user' ? { as: 'user' as const, accountId: caller.accountId } : { as: 'app' as const };
    this.call({ kind: 'rest', ...as, method, path, status: response.status, points, ms: since(started) });
    return response;
  }

  private callerOf(target: SeamTarget): Caller | undefined {
    if (target.provider === 'app') return { kind: 'app', accountId: this.installation.appAccountId };
    if (target.provider !== 'user') return { kind: 'anonymous' };
    if (target.accountId !== undefined) {
      this.problem('seam', 'The sandbox does not model asUser(accountId)');
      return undefined;
    }
    return this.record.accountId === undefined
      ? undefined
      : { kind: 'user', accountId: this.record.accountId };
  }

  private kvs(path: string, init: SeamInit): Promise<Response> {
    if (!this.host.manifest.scopes.includes('storage:app')) {
      this.problem('scope', 'Storage needs storage:app');
      return Promise.resolve(
        answer(403, { code: 'FORBIDDEN', message: 'The app lacks the storage:app scope' }),
      );
    }
    const started = performance.now();
    const body: unknown = JSON.parse(init.body ?? '{}');
    const response = this.installation.kvs.handle(path, body);
    if (response.status === 501) this.problem('seam', `The sandbox does not model KVS ${path}`);
    const { key } = z
      .looseObject({ key: z.string().default('') })
      .catch({ key: '' })
      .parse(body);
    const operation = path.replace('/api/v1/', '');
    this.call({ kind: 'kvs', operation, key, bytes: (init.body ?? '').length, ms: since(started) });
    return Promise.resolve(response);
  }

  private async sql(path: string, init: SeamInit): Promise<Response> {
    const { query, params } = sqlRequest.parse(JSON.parse(init.body ?? '{}'));
    const started = performance.now();
    try {
      if (this.host.manifest.modulesOf('sql').length === 0) {
        throw new SqlRefusal('SQL_EXECUTION_ERROR', 'The manifest declares no sql module');
      }
      const kind = checkStatement(query, params, path.endsWith('/ddl') ? 'ddl' : 'dml');
      const rows = await this.installation.sql.execute(query, params, kind);
      const count = Array.isArray(rows) ? rows.length : 'affectedRows' in rows ? rows.affectedRows : 0;
      this.call({ kind: 'sql', statement: query, rows: count, ms: since(started) });
      return answer(200, { rows, metadata: {} });
    } catch (error) {
      if (!(error instanceof SqlRefusal)) throw error;
      if (error.code === 'INVALID_SQL_QUERY') this.problem('sql', `${error.message}: ${query}`);
      this.call({ kind: 'sql', statement: query, rows: 0, ms: since(started), error: error.message });
      return answer(400, { code: error.code, message: error.message });
    }
  }

  private publish(init: SeamInit): Response {
    const { queueName, payload } = queueRequest.parse(JSON.parse(init.body ?? '{}'));
    if (!this.host.manifest.modulesOf('consumer').some((module) => module['queue'] === queueName)) {
      this.problem('seam', `The manifest declares no consumer of the queue '${queueName}'`);
      return answer(400, { errorMessage: `No consumer for queue ${queueName}` });
    }
    if ((init.body ?? '').length > 200 * 1024)
      return answer(413, { errorMessage: 'The push is larger than 200 KB' });
    if (payload.length > 50) return answer(400, { errorMessage: 'At most 50 events a push' });
    this.host.enqueue(this.installation, queueName, payload);
    this.call({ kind: 'queue', queue: queueName, events: payload.length, ms: 0 });
    return answer(201, {});
  }

  private call(call: SeamCall): void {
    this.record.calls.push(call);
  }

  private problem(kind: Problem['kind'], message: string): void {
    this.record.problems.push({ kind, message });
  }
}

const since = (started: number): number => Math.round((performance.now() - started) * 100) / 100;
