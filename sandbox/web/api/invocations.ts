import * as z from 'zod/mini';
import { get } from './http';

const call = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('rest'),
    as: z.string(),
    accountId: z.optional(z.string()),
    method: z.string(),
    path: z.string(),
    status: z.number(),
    points: z.number(),
    ms: z.number(),
  }),
  z.object({
    kind: z.literal('sql'),
    statement: z.string(),
    rows: z.number(),
    ms: z.number(),
    error: z.optional(z.string()),
  }),
  z.object({
    kind: z.literal('kvs'),
    operation: z.string(),
    key: z.string(),
    bytes: z.number(),
    ms: z.number(),
  }),
  z.object({
    kind: z.literal('objects'),
    operation: z.string(),
    key: z.string(),
    status: z.number(),
    ms: z.number(),
  }),
  z.object({ kind: z.literal('realtime'), operation: z.string(), channel: z.string(), ms: z.number() }),
  z.object({ kind: z.literal('queue'), queue: z.string(), events: z.number(), ms: z.number() }),
  z.object({
    kind: z.literal('egress'),
    method: z.string(),
    url: z.string(),
    status: z.number(),
    ms: z.number(),
  }),
]);

const invocation = z.object({
  id: z.string(),
  functionKey: z.string(),
  moduleType: z.string(),
  cause: z.string(),
  accountId: z.optional(z.string()),
  startedAt: z.number(),
  durationMs: z.number(),
  ok: z.nullable(z.boolean()),
  error: z.nullable(z.string()),
  calls: z.array(call),
  logs: z.array(z.object({ level: z.string(), text: z.string() })),
  problems: z.array(z.object({ kind: z.string(), message: z.string(), at: z.optional(z.string()) })),
  faults: z.array(z.object({ kind: z.string(), where: z.string() })),
  cost: z.object({
    rest: z.number(),
    sql: z.number(),
    kvs: z.number(),
    points: z.number(),
    gigabyteSeconds: z.number(),
  }),
});

export type SeamCall = z.infer<typeof call>;
export type Invocation = z.infer<typeof invocation>;

/** The latest invocations of the app, newest first. */
export const getInvocations = async (): Promise<Invocation[]> =>
  (await get(z.array(invocation), '/sandbox/api/invocations')).reverse();
