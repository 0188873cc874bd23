import { randomUUID } from 'node:crypto';
import { member } from '../untyped';
import type { TaskKind } from '../clock';
import type { Arrival } from './faults/draw-faults';
import type { Installation } from './installation';
import { platformContext, subjectOf } from './invocation-input';
import type { InvocationRecord, Outcome } from './invocation';
import { LIMITS } from './limits';
import type { Manifest, ManifestModule } from './manifest';
import type { ProductEvent } from './product';
import { backoffMs, faultOfRetryData, retryRequestIn, type QueueEvent, type QueuePush } from './queue';
import type { Call, CausalChain } from './call';
import type { JobStats, QueueHost } from './seam/service';
import type { DeliveryMemo, TaskMemo } from './task-memo';

/** A delivery that is about to be put on the clock. */
export interface PlannedDelivery {
  /** Name of the site. */
  readonly site: string;
  readonly moduleType: 'trigger' | 'consumer';
  readonly moduleKey: string;
  readonly cause: string;
  /** 0 for the first delivery, then one more for each retry. */
  readonly retries: number;
}

/**
 * Decides what becomes of a delivery: one entry for each time it arrives. None loses it, two deliver it twice, and
 * different delays change the order.
 */
export type DeliveryPlan = (delivery: PlannedDelivery) => readonly Arrival[] | undefined;

export interface DeliveryParts {
  readonly manifest: Manifest;
  readonly now: () => number;
  readonly schedule: (
    at: number,
    kind: TaskKind,
    label: string,
    run: () => Promise<void>,
    memo: TaskMemo,
  ) => void;
  readonly run: (call: Call) => Promise<InvocationRecord>;
  readonly isInstalled: (installation: Installation) => boolean;
  readonly arrivals: (delivery: PlannedDelivery) => readonly Arrival[];
  /** Virtual milliseconds between a product event and its delivery. */
  readonly eventDelayMs: number;
}

interface Delivery {
  readonly installation: Installation;
  readonly moduleType: 'trigger' | 'consumer';
  readonly module: ManifestModule;
  readonly cause: string;
  readonly body: Readonly<Record<string, unknown>>;
  readonly retries: number;
  readonly firstAt: number;
  readonly job?: Job;
  readonly concurrency?: QueueEvent['concurrency'];
  readonly chain: CausalChain;
}

interface Job extends JobStats {
  readonly installation: Installation;
  readonly queue: string;
  isCancelled: boolean;
}

/**
 * Brings events to triggers and consumers: at least once and in no promised order, again when the app asks for
 * it, when the platform ended the function, and, for queues, when it threw.
 * @see https://developer.atlassian.com/platform/forge/events-reference/product_events/
 */
export class Deliveries implements QueueHost {
  private readonly jobs = new Map<string, Job>();
  /** Ends of the runs under each concurrency key, virtual milliseconds. */
  private readonly running = new Map<string, number[]>();

  constructor(private readonly parts: DeliveryParts) {}

  /** Hands an event of the product, or of the app's own life, to the triggers that ask for it. */
  productEvent(installation: Installation, event: ProductEvent): void {
    const { manifest, now, eventDelayMs } = this.parts;
    const selfGenerated = event.atlassianId === installation.appAccountId;
    const body = {
      ...event.body,
      eventType: event.eventType,
      selfGenerated,
      timestamp: String(now()),
      ...(event.atlassianId === undefined ? {} : { atlassianId: event.atlassianId }),
    };
    if (Buffer.byteLength(JSON.stringify(body)) > LIMITS.events.productEventBytes) return;
    for (const module of manifest.modulesOf('trigger')) {
      if (!asStrings(module['events']).includes(event.eventType)) continue;
      if (selfGenerated && member(module['filter'], 'ignoreSelf') === true) continue;
      this.plan(now() + eventDelayMs, {
        installation,
        moduleType: 'trigger',
        module,
        cause: `${event.eventType} ${subjectOf(event.body) ?? ''}`.trim(),
        body,
        retries: 0,
        firstAt: now(),
        chain: { pushes: 0 },
      });
    }
  }

  push(installation: Installation, { queueName, jobId, payload }: QueuePush, chain: CausalChain): void {
    const module = this.parts.manifest.modulesOf('consumer').find((one) => one['queue'] === queueName);
    if (!module) throw new Error(`manifest.yml declares no consumer of '${queueName}'`);
    const job: Job = {
      installation,
      queue: queueName,
      isCancelled: false,
      success: 0,
      failed: 0,
      inProgress: payload.length,
    };
    this.jobs.set(jobId, job);
    const now = this.parts.now();
    for (const event of payload) {
      const { concurrency } = event;
      this.plan(now + (event.delayInSeconds ?? 0) * 1_000 + 1, {
        installation,
        moduleType: 'consumer',
        module,
        cause: `queue ${queueName}`,
        body: { ...event, queueName, jobId, eventId: randomUUID() },
        retries: 0,
        firstAt: now,
        job,
        chain,
        ...(concurrency ? { concurrency } : {}),
      });
    }
  }

  /** Puts a delivery of an earlier process on the clock again; what its job counted is gone. */
  resume(installation: Installation, at: number, memo: DeliveryMemo): void {
    const { moduleType, moduleKey, cause, body, retries, firstAt, concurrency, pushes } = memo;
    const { module } = this.parts.manifest.module(moduleKey);
    const chain = { pushes };
    const delivery = { installation, moduleType, module, cause, body, retries, firstAt, chain };
    this.schedule(at, { ...delivery, ...(concurrency ? { concurrency } : {}) }, []);
  }

  stats(installation: Installation, queue: string, jobId: string): JobStats | undefined {
    const job = this.jobOf(installation, queue, jobId);
    return job && { success: job.success, inProgress: job.inProgress, failed: job.failed };
  }

  cancel(installation: Installation, queue: string, jobId: string): boolean {
    const job = this.jobOf(installation, queue, jobId);
    if (job) job.isCancelled = true;
    return job !== undefined;
  }

  private jobOf(installation: Installation, queue: string, jobId: string): Job | undefined {
    const job = this.jobs.get(jobId);
    return job?.installation === installation && job.queue === queue ? job : undefined;
  }

  private plan(at: number, delivery: Delivery): void {
    const { installation, moduleType, module, cause, retries } = delivery;
    const site = installation.site.name;
    const planned = { site, moduleType, moduleKey: module.key, cause, retries };
    for (const { delayMs, faults } of this.parts.arrivals(planned))
      this.schedule(at + delayMs, delivery, faults);
  }

  private schedule(at: number, delivery: Delivery, faults: Arrival['faults']): void {
    const { installation, module, moduleType, cause, body, retries, firstAt, concurrency, chain } = delivery;
    const memo: DeliveryMemo = {
      is: 'delivery',
      cloudId: installation.site.cloudId,
      moduleKey: module.key,
      ...{ moduleType, cause, body, retries, firstAt, concurrency, pushes: chain.pushes },
    };
    this.parts.schedule(at, 'delivery', cause, () => this.arrive(delivery, faults), memo);
  }

  private async arrive(delivery: Delivery, faults: Arrival['faults']): Promise<void> {
    const { installation, module, job } = delivery;
    if (!this.parts.isInstalled(installation) || job?.isCancelled) return;
    const free = this.freeFrom(delivery);
    if (free > this.parts.now()) {
      this.schedule(free, delivery, faults);
      return;
    }
    const record = await this.parts.run({
      faults,
      installation,
      functionKey: module.function ?? '',
      moduleType: delivery.moduleType,
      moduleKey: module.key,
      cause: delivery.retries === 0 ? delivery.cause : `${delivery.cause} (retry ${delivery.retries})`,
      subject: subjectOf(delivery.body),
      input: [delivery.body, platformContext(installation)],
      chain: delivery.chain,
    });
    this.occupy(delivery, record.runtimeMs);
    const again = record.outcome && this.retryAfter(delivery, record.outcome, record);
    if (again) this.plan(this.parts.now() + again.afterMs, again.delivery);
    else if (job) settle(job, record.outcome);
  }

  private retryAfter(
    delivery: Delivery,
    outcome: Outcome,
    record: InvocationRecord,
  ): { afterMs: number; delivery: Delivery } | undefined {
    const retries = delivery.retries + 1;
    const asked = outcome.ok ? retryRequestIn(outcome.result) : undefined;
    const fault = asked && faultOfRetryData(asked.data);
    if (fault !== undefined) record.problems.push({ kind: 'limit', message: fault });
    if (fault !== undefined || (outcome.ok && !asked)) return undefined;
    const reason = asked?.reason ?? platformReason(outcome);
    if (reason === undefined || !this.mayRetry(delivery, outcome)) return undefined;
    return {
      afterMs: asked ? asked.retryAfterSeconds * 1_000 : backoffMs(delivery.retries),
      delivery: {
        ...delivery,
        retries,
        body: {
          ...delivery.body,
          retryContext: {
            retryCount: retries,
            retryReason: reason,
            ...(asked?.data === undefined ? {} : { retryData: asked.data }),
          },
        },
      },
    };
  }

  /** Four times, but as long as the event is kept for a queue whose consumer threw. A trigger that throws is done. */
  private mayRetry({ moduleType, retries, firstAt }: Delivery, outcome: Outcome): boolean {
    if (outcome.ok || outcome.reason !== 'thrown') return retries < LIMITS.events.retries;
    return (
      moduleType === 'consumer' &&
      this.parts.now() + backoffMs(retries) <= firstAt + LIMITS.events.retentionMs
    );
  }

  private freeFrom(delivery: Delivery): number {
    const { concurrency, installation } = delivery;
    if (!concurrency) return 0;
    const name = `${installation.id} ${concurrency.key}`;
    const ends = (this.running.get(name) ?? []).filter((end) => end > this.parts.now());
    this.running.set(name, ends);
    return ends.length < concurrency.limit ? 0 : Math.min(...ends);
  }

  private occupy({ concurrency, installation }: Delivery, runtimeMs: number): void {
    if (!concurrency) return;
    this.running.get(`${installation.id} ${concurrency.key}`)?.push(this.parts.now() + runtimeMs);
  }
}

function settle(job: Job, outcome: Outcome | undefined): void {
  job.inProgress--;
  if (outcome?.ok && !retryRequestIn(outcome.result)) job.success++;
  else job.failed++;
}

function platformReason(outcome: Outcome): string | undefined {
  if (outcome.ok) return undefined;
  switch (outcome.reason) {
    case 'timeout':
      return 'FUNCTION_TIME_OUT';
    case 'killed':
      return 'FUNCTION_OUT_OF_MEMORY';
    case 'thrown':
      return 'FUNCTION_PLATFORM_UNKNOWN_ERROR';
    case 'payload':
      return undefined;
  }
}

const asStrings = (value: unknown): string[] =>
  Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
