import { stackHere } from '../app-sources';
import type { InvocationScope, SeamInit, SeamTarget } from '../container';
import { failedAnswer, whereOf } from '../faults/call-faults';
import { USUAL_MS } from '../limits';
import { platformRefusal } from './answer';
import { Egress } from './egress';
import { serveKvs } from './kvs-service';
import { serveObjects } from './object-service';
import { serveProduct } from './product-service';
import { servePrivacy } from './privacy-service';
import { serveQueue } from './queue-service';
import { serveRealtime } from './realtime-service';
import { isOverNetworkQuota, report, type Caller, type SeamHost, type Served } from './service';
import { serveSql } from './sql-service';
import { serveGraphQl } from './web-trigger-service';

/** The process of an invocation was ended by an interference. */
export class ProcessKilled extends Error {
  constructor() {
    super('The process was killed.');
    this.name = 'ProcessKilled';
  }
}

/** What the SDK finds below it during one invocation; every call is written into the invocation's record. */
export class Seam implements Pick<InvocationScope, 'forgeFetch' | 'fetch'> {
  /** Rejects when the process of this invocation is killed. */
  readonly death: Promise<never>;
  readonly fetch: InvocationScope['fetch'];
  private isDead = false;
  private reportDeath: (reason: Error) => void = () => undefined;

  constructor(
    private readonly host: SeamHost,
    private readonly caller: Omit<Caller, 'stack'>,
  ) {
    this.death = new Promise((_resolve, reject) => (this.reportDeath = reject));
    this.death.catch(() => undefined);
    this.fetch = new Egress(host, caller).fetch;
  }

  readonly forgeFetch = (target: SeamTarget, path: string, init: SeamInit = {}): Promise<Response> =>
    this.answer(target, path, init, { ...this.caller, stack: stackHere() });

  private async answer(target: SeamTarget, path: string, init: SeamInit, caller: Caller): Promise<Response> {
    const remote = target.remote ?? target.type;
    const call = { remote, method: init.method ?? 'GET', path, body: init.body ?? '' };
    if (this.isDead) return this.die();
    const trouble = this.host.interferer()?.(call);
    const fault = typeof trouble === 'object' ? undefined : trouble;
    const { delayMs, meanwhile } = typeof trouble === 'object' ? trouble : { delayMs: 0 };
    if (trouble) caller.record.faults.push({ kind: fault ?? 'delay', where: whereOf(call) });
    if (fault === 'kill-before') return this.die();
    const failed = fault && failedAnswer(fault);
    if (failed && fault !== 'lose-answer') return failed;
    const { response } = await caller.time.call(
      async () => {
        await meanwhile?.();
        return this.dispatch(target, path, init, delayMs, caller);
      },
      ({ ms }) => ms,
    );
    return fault === 'kill-after' ? this.die() : (failed ?? response);
  }

  /** A process that is gone never hears of anything again; its code must not run on in a catch block. */
  private die(): Promise<never> {
    this.isDead = true;
    this.reportDeath(new ProcessKilled());
    return new Promise(() => undefined);
  }

  private async dispatch(
    target: SeamTarget,
    path: string,
    init: SeamInit,
    delayMs: number,
    caller: Caller,
  ): Promise<Served> {
    const { host } = this;
    if (isOverNetworkQuota(host, caller))
      return { response: platformRefusal(429, 'TOO_MANY_REQUESTS'), ms: USUAL_MS.rest };
    switch (target.type) {
      case 'fpp':
        if (target.remote === 'jira') return serveProduct(host, caller, target, path, init, delayMs);
        if (target.remote === 'stargate' && path.startsWith('/webhook/queue/'))
          return serveQueue(host, caller, path, init, delayMs);
        if (target.remote === 'stargate' && path === '/app/report-accounts' && init.method === 'POST')
          return servePrivacy(host, caller, path, init, delayMs);
        if (target.remote === 'stargate' && path === '/graphql' && target.provider === 'app') {
          const served = await serveGraphQl(host, caller, path, init, delayMs);
          if (served) return served;
        }
        break;
      case 'kvs':
        return serveKvs(host, caller, path, init, delayMs);
      case 'os':
        return serveObjects(host, caller, path, init, delayMs);
      case 'realtime':
        return serveRealtime(host, caller, path, init, delayMs);
      case 'sql':
        return serveSql(host, caller, path, init, delayMs);
      default:
    }
    const what = `${target.type}/${target.remote ?? target.provider ?? ''} ${init.method ?? 'GET'} ${path}`;
    report(caller, 'seam', `The sandbox does not model ${what}`);
    return { response: platformRefusal(501, 'NOT_MODELLED'), ms: USUAL_MS.rest };
  }
}
