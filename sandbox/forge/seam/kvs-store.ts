import { z } from 'zod';
import { answer } from './answer';

interface Entry {
  value: unknown;
  createdAt: number;
  updatedAt: number;
  expiresAt: number | undefined;
}

const key = z
  .string()
  .min(1)
  .max(500)
  .regex(/^(?!\s+$)[a-zA-Z0-9:._\s\-#]+$/);
const UNIT_MS = { SECONDS: 1_000, MINUTES: 60_000, HOURS: 3_600_000, DAYS: 86_400_000 } as const;
const setRequest = z.object({
  key,
  value: z.unknown(),
  options: z
    .object({
      ttl: z
        .object({ value: z.number().positive(), unit: z.enum(['SECONDS', 'MINUTES', 'HOURS', 'DAYS']) })
        .optional(),
      keyPolicy: z.enum(['FAIL_IF_EXISTS', 'OVERRIDE']).optional(),
    })
    .loose()
    .optional(),
});
const keyRequest = z.object({ key }).loose();
const queryRequest = z.object({
  limit: z.number().int().min(1).max(100).default(10),
  after: z.string().nullish(),
  where: z
    .array(
      z.object({
        property: z.literal('key'),
        condition: z.literal('BEGINS_WITH'),
        values: z.array(z.string()),
      }),
    )
    .default([]),
});

const MAX_VALUE_BYTES = 240 * 1024;
const MAX_DEPTH = 31;

/**
 * The key-value store of one installation, with its limits: 500 characters a key, 240 KiB and 31 levels a
 * value. Secrets live beside the plain values. Custom entities and transactions are not modelled: 501.
 * @see https://developer.atlassian.com/platform/forge/runtime-reference/storage-api/
 */
export class KvsStore {
  private readonly plain = new Map<string, Entry>();
  private readonly secrets = new Map<string, Entry>();

  constructor(private readonly now: () => number) {}

  /** Answers `POST /api/v1/<operation>`; 501 for what is not modelled. */
  handle(path: string, body: unknown): Response {
    const operation = path.replace(/^\/api\/v1\//, '');
    const entries = operation.startsWith('secret/') ? this.secrets : this.plain;
    try {
      switch (operation) {
        case 'get':
        case 'secret/get':
          return this.get(entries, keyRequest.parse(body).key);
        case 'set':
        case 'secret/set':
          return this.set(entries, setRequest.parse(body));
        case 'delete':
        case 'secret/delete':
          entries.delete(keyRequest.parse(body).key);
          return answer(204);
        case 'query':
          return this.query(queryRequest.parse(body));
        default:
          return answer(501, {
            code: 'NOT_MODELLED',
            message: `The sandbox does not model KVS '${operation}'`,
          });
      }
    } catch (error) {
      if (error instanceof z.ZodError)
        return answer(400, { code: 'VALIDATION_ERROR', message: z.prettifyError(error) });
      throw error;
    }
  }

  private live(entries: Map<string, Entry>, name: string): Entry | undefined {
    const entry = entries.get(name);
    return entry?.expiresAt !== undefined && entry.expiresAt <= this.now() ? undefined : entry;
  }

  private get(entries: Map<string, Entry>, name: string): Response {
    const entry = this.live(entries, name);
    if (!entry) return answer(404, { code: 'KEY_NOT_FOUND', message: 'The requested key does not exist' });
    return answer(200, {
      key: name,
      value: entry.value,
      createdAt: entry.createdAt,
      updatedAt: entry.updatedAt,
    });
  }

  private set(entries: Map<string, Entry>, request: z.infer<typeof setRequest>): Response {
    const text = JSON.stringify(request.value);
    if (Buffer.byteLength(text) > MAX_VALUE_BYTES) {
      return answer(400, { code: 'MAX_SIZE', message: 'The value is larger than 240 KiB' });
    }
    if (depthOf(request.value) > MAX_DEPTH)
      return answer(400, { code: 'MAX_DEPTH', message: 'The value is too deep' });
    const existing = this.live(entries, request.key);
    if (existing && request.options?.keyPolicy === 'FAIL_IF_EXISTS') {
      return answer(409, { code: 'KEY_CONFLICT', message: 'The key already exists' });
    }
    const ttl = request.options?.ttl;
    const now = this.now();
    entries.set(request.key, {
      value: JSON.parse(text) as unknown,
      createdAt: existing?.createdAt ?? now,
      updatedAt: now,
      expiresAt: ttl ? now + ttl.value * UNIT_MS[ttl.unit] : undefined,
    });
    return answer(204);
  }

  private query(request: z.infer<typeof queryRequest>): Response {
    const prefixes = request.where.flatMap((condition) => condition.values);
    const names = [...this.plain.keys()]
      .filter((name) => prefixes.every((prefix) => name.startsWith(prefix)) && this.live(this.plain, name))
      .sort()
      .filter((name) => !request.after || name > request.after);
    const page = names.slice(0, request.limit);
    const data = page.map((name) => ({ key: name, value: this.plain.get(name)?.value }));
    return answer(200, { data, ...(names.length > page.length ? { cursor: page.at(-1) } : {}) });
  }
}

function depthOf(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0;
  return 1 + Math.max(0, ...Object.values(value).map(depthOf));
}
