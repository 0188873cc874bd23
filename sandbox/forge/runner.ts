import { randomUUID } from 'node:crypto';
import { member } from '../untyped';
import type { AppSources } from './app-sources';
import type { Call } from './call';
import type { AppContainer } from './container';
import type { Interferer } from './faults/call-faults';
import { InvocationTime, InvocationTimeout } from './invocation-time';
import type { InvocationLog, InvocationRecord, Outcome } from './invocation';
import { InvocationLogLines } from './invocation-log-lines';
import { LIMITS, USUAL_MS } from './limits';
import type { Manifest } from './manifest';
import type { PlatformTime } from './platform-time';
import { runtimeGlobals } from './runtime-globals';
import { ProcessKilled, Seam } from './seam/dispatch';
import type { SeamHost } from './seam/service';
import { timeoutOf } from './timeouts';

export interface RunnerParts {
  readonly manifest: Manifest;
  readonly container: AppContainer;
  readonly sources: AppSources;
  readonly log: InvocationLog;
  readonly clock: () => number;
  readonly time: PlatformTime;
  readonly seam: Omit<SeamHost, 'manifest' | 'now' | 'interferer'>;
  /** What goes wrong with the calls of the invocation that starts now on a site. */
  readonly interferer: (site: string) => () => Interferer | undefined;
  /** Real milliseconds without a sign of life after which an invocation counts as hanging. */
  readonly hangMs: number;
}

/** Runs the app's functions, each with the two globals below the SDK and its own time, and writes down what happened. */
export class Runner {
  constructor(private readonly parts: RunnerParts) {}

  async run(call: Call): Promise<InvocationRecord> {
    const { manifest, log, time } = this.parts;
    const record = recordOf(call, this.parts.clock());
    log.add(record);
    const timeoutMs = timeoutOf(manifest, call.moduleType, call.functionKey);
    const startedAt = time.now();
    const clock = new InvocationTime({ timeoutMs, hangMs: this.parts.hangMs }, (elapsedMs) => {
      record.runtimeMs = elapsedMs;
      time.reached(startedAt + elapsedMs);
    });
    const started = performance.now();
    record.outcome = await this.outcomeOf(call, record, clock);
    clock.stop();
    record.runtimeMs = clock.elapsedMs + USUAL_MS.invocation;
    time.reached(startedAt + record.runtimeMs);
    record.durationMs = performance.now() - started;
    log.finished(record);
    return record;
  }

  private async outcomeOf(call: Call, record: InvocationRecord, time: InvocationTime): Promise<Outcome> {
    const payload = JSON.stringify(call.input);
    if (Buffer.byteLength(payload) > LIMITS.invocation.payloadBytes) {
      record.problems.push({ kind: 'limit', message: 'An invocation takes at most 5 MB' });
      return { ok: false, reason: 'payload', error: 'The payload is larger than 5 MB' };
    }
    const { manifest, container, sources, time: platformTime, seam: host, interferer } = this.parts;
    const seam = new Seam(
      { ...host, manifest, now: platformTime.now, interferer: interferer(record.site) },
      {
        installation: call.installation,
        record,
        time,
        sources,
        uiPlace: call.uiPlace,
        chain: call.chain ?? { pushes: 0 },
      },
    );
    const lines = new InvocationLogLines(record, () => time.elapsedMs);
    try {
      const handler = container.handler(...handlerOf(manifest, call.functionKey));
      const runtime = runtimeGlobals(manifest, call, record, () => time.remainingMs);
      const result = await container.run(
        { runtime, forgeFetch: seam.forgeFetch, fetch: seam.fetch, log: lines.add, time },
        () => Promise.race([Promise.resolve(handler(...call.input)), seam.death, time.isUp]),
      );
      // the platform passes JSON, so what JSON cannot carry is lost here too
      return {
        ok: true,
        result: result === undefined ? undefined : (JSON.parse(JSON.stringify(result)) as unknown),
      };
    } catch (error) {
      record.logs.push({ level: 'error', text: sources.translate(stackOf(error)) });
      return { ok: false, reason: reasonOf(error), error: messageOf(error) };
    }
  }
}

function recordOf(call: Call, startedAt: number): InvocationRecord {
  return {
    id: randomUUID(),
    site: call.installation.site.name,
    functionKey: call.functionKey,
    moduleType: call.moduleType,
    moduleKey: call.moduleKey,
    cause: call.cause,
    ...(call.accountId === undefined ? {} : { accountId: call.accountId }),
    ...(call.subject === undefined ? {} : { subject: call.subject }),
    startedAt,
    calls: [],
    logs: [],
    problems: [],
    faults: (call.faults ?? []).map((kind) => ({ kind, where: call.cause })),
    durationMs: 0,
    runtimeMs: 0,
    outcome: undefined,
  };
}

function handlerOf(manifest: Manifest, functionKey: string): [string, string] {
  const handler = manifest.handlerOf(functionKey);
  return [handler.file, handler.export];
}

function reasonOf(error: unknown): 'timeout' | 'killed' | 'thrown' {
  if (error instanceof InvocationTimeout) return 'timeout';
  return error instanceof ProcessKilled ? 'killed' : 'thrown';
}

// errors of the app come from another realm, where `instanceof Error` does not hold
const textOf = (error: unknown, key: string): string => {
  const text = member(error, key);
  return typeof text === 'string' ? text : String(error);
};
const messageOf = (error: unknown): string => textOf(error, 'message');
const stackOf = (error: unknown): string => textOf(error, 'stack');
