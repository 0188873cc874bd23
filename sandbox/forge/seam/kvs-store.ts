import { z } from 'zod';
import type { InstallationMeters } from '../installation-meters';
import { LIMITS } from '../limits';
import { member } from '../../untyped';
import { answer } from './answer';
import { codeOf } from './kvs-error-codes';
import {
  conditionsHold,
  entityFault,
  KvsEntities,
  type Conditions,
  type DeclaredEntity,
} from './kvs-entities';
import { KvsSpace, type KvsEntry } from './kvs-space';
import {
  batchDeleteRequest,
  batchGetRequest,
  batchSetRequest,
  entityGetRequest,
  entityKeyRequest,
  entitySetRequest,
  getRequest,
  keyRequest,
  queryRequest,
  setRequest,
  transactionRequest,
  UNIT_MS,
  type QueryRequest,
  type SetRequest,
} from './kvs-requests';

export interface KvsAnswer {
  readonly response: Response;
  /** Which quota the call broke, in words. */
  readonly limit?: string | undefined;
}

export interface SavedKvs {
  readonly plain: ReturnType<KvsSpace['save']>;
  readonly secrets: ReturnType<KvsSpace['save']>;
  readonly entities: ReturnType<KvsEntities['save']>;
}

/** A refusal with a code of `@forge/kvs`. */
class KvsRefusal extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}

/**
 * The key-value store of one installation, with its quotas. Secrets and custom entities live beside the plain values;
 * queries and batches of entities are not modelled: 501. Refusals have the codes that Forge documents; where it has none,
 * that is marked below.
 * @see https://developer.atlassian.com/platform/forge/runtime-reference/storage-api/
 */
export class KvsStore {
  private readonly plain: KvsSpace;
  private readonly secrets: KvsSpace;
  private readonly entities: KvsEntities;

  /**
   * @param now virtual time, for what expires
   * @param entities that the app's manifest declares
   */
  constructor(
    now: () => number,
    private readonly meters: InstallationMeters,
    entities: readonly DeclaredEntity[] = [],
  ) {
    this.plain = new KvsSpace(now);
    this.secrets = new KvsSpace(now);
    this.entities = new KvsEntities(entities, now);
  }

  /** Everything that is stored, as data for a structured clone. */
  save(): SavedKvs {
    return { plain: this.plain.save(), secrets: this.secrets.save(), entities: this.entities.save() };
  }

  restore({ plain, secrets, entities }: SavedKvs): void {
    this.plain.restore(plain);
    this.secrets.restore(secrets);
    this.entities.restore(entities);
  }

  /** How far queries lag behind what was written, in virtual milliseconds; Forge promises no consistency here. */
  set queryLagMs(ms: number) {
    this.plain.queryLagMs = ms;
  }

  /** For how long what has expired can still be read, in virtual milliseconds; Forge says up to 48 hours. */
  set expiryLagMs(ms: number) {
    this.plain.expiryLagMs = ms;
  }

  /**
   * Answers `POST /api/v1/<operation>`.
   * @param at milliseconds since the epoch, by which rates are measured
   */
  handle(path: string, body: unknown, at: number): KvsAnswer {
    const operation = path.replace(/^\/api\/v1\//, '');
    try {
      if (!this.meters.kvsRequests.take(at)) throw tooMany('More than 1,000 requests in a second');
      return { response: this.respond(operation, body, at) };
    } catch (error) {
      if (error instanceof z.ZodError) {
        const message = z.prettifyError(error);
        const code = codeOf(operation, error);
        return { response: answer(400, { code, message }), limit: `KVS: ${message}` };
      }
      if (!(error instanceof KvsRefusal)) throw error;
      const { status, code, message } = error;
      const isExpected = EXPECTED_CODES.has(code);
      return {
        response: answer(status, { code, message }),
        limit: isExpected ? undefined : `KVS: ${message}`,
      };
    }
  }

  private respond(operation: string, body: unknown, at: number): Response {
    const isSecret = operation.startsWith('secret/');
    const space = isSecret ? this.secrets : this.plain;
    if (operation.startsWith('entity/')) return this.respondOfEntity(operation, body, at);
    if (operation !== 'transaction' && namesEntities(body))
      throw new KvsRefusal(501, 'NOT_MODELLED', 'Batches of custom entities are not modelled');
    switch (operation.replace('secret/', '')) {
      case 'get':
        return answer(200, this.read(space, getRequest.parse(body).key, at));
      case 'set':
        if (isSecret) requireSecretSize(setRequest.parse(body).value);
        return this.set(space, setRequest.parse(body), at);
      case 'delete':
        this.meterWrite(keyRequest.parse(body).key, 0, at);
        space.delete(keyRequest.parse(body).key);
        return answer(204);
      default:
        if (!isSecret) return this.respondToMany(operation, body, at);
        throw new KvsRefusal(501, 'NOT_MODELLED', `The sandbox does not model KVS '${operation}'`);
    }
  }

  private respondOfEntity(operation: string, body: unknown, at: number): Response {
    switch (operation) {
      case 'entity/get': {
        const { entityName, key } = entityGetRequest.parse(body);
        return answer(200, this.read(this.entity(entityName).space, key, at));
      }
      case 'entity/set': {
        const { entityName, ...request } = entitySetRequest.parse(body);
        const { declared, space } = this.entity(entityName);
        requireEntity(declared, request.value);
        return this.set(space, request, at);
      }
      case 'entity/delete': {
        const { entityName, key } = entityKeyRequest.parse(body);
        this.meterWrite(key, 0, at);
        this.entity(entityName).space.delete(key);
        return answer(204);
      }
      default:
        throw new KvsRefusal(501, 'NOT_MODELLED', `The sandbox does not model KVS '${operation}'`);
    }
  }

  /** @throws {KvsRefusal} for an entity that the manifest does not declare; its code is not documented */
  private entity(name: string): NonNullable<ReturnType<KvsEntities['find']>> {
    const found = this.entities.find(name);
    if (!found) throw new KvsRefusal(400, 'VALIDATION_ERROR', `manifest.yml declares no entity '${name}'`);
    return found;
  }

  private spaceOf(entityName: string | undefined): KvsSpace {
    return entityName === undefined ? this.plain : this.entity(entityName).space;
  }

  private respondToMany(operation: string, body: unknown, at: number): Response {
    const { batchBytes, transactionBytes } = LIMITS.kvs;
    switch (operation) {
      case 'query':
        return this.query(queryRequest.parse(body), at);
      case 'batch/set':
        checkTotal(body, batchBytes, 'A batch');
        return answer(
          200,
          each(batchSetRequest.parse(body), (item) => {
            this.put(this.plain, item, at);
            return undefined;
          }),
        );
      case 'batch/get':
        return answer(
          200,
          each(batchGetRequest.parse(body), ({ key }) => this.read(this.plain, key, at)),
        );
      case 'batch/delete':
        return answer(
          200,
          each(batchDeleteRequest.parse(body), ({ key }) => {
            this.meterWrite(key, 0, at);
            this.plain.delete(key);
            return undefined;
          }),
        );
      case 'transaction':
        checkTotal(body, transactionBytes, 'A transaction');
        this.transact(transactionRequest.parse(body), at);
        return answer(204);
      default:
        throw new KvsRefusal(501, 'NOT_MODELLED', `The sandbox does not model KVS '${operation}'`);
    }
  }

  private read(space: KvsSpace, key: string, at: number): Record<string, unknown> {
    const entry = space.get(key);
    this.meterRead(key, entry?.bytes ?? 0, at);
    if (!entry) throw new KvsRefusal(404, 'KEY_NOT_FOUND', 'The requested key does not exist');
    return viewOf(key, entry);
  }

  private set(space: KvsSpace, request: SetRequest, at: number): Response {
    const previous = space.get(request.key);
    if (previous && request.options?.keyPolicy === 'FAIL_IF_EXISTS') {
      throw new KvsRefusal(409, 'KEY_CONFLICT', 'The key already exists');
    }
    const latest = this.put(space, request, at);
    const wanted = request.options?.returnValue;
    if (wanted === undefined) return answer(204);
    const shown = wanted === 'LATEST' ? latest : previous;
    return shown ? answer(200, viewOf(request.key, shown)) : answer(204);
  }

  private put(space: KvsSpace, request: SetRequest, at: number): KvsEntry {
    const text = textOf(request.value);
    this.meterWrite(request.key, Buffer.byteLength(text), at);
    const ttl = request.options?.ttl;
    return space.set(request.key, text, ttl && ttl.value * UNIT_MS[ttl.unit]);
  }

  private transact(request: z.infer<typeof transactionRequest>, at: number): void {
    // everything is looked at before the first is written: all or nothing
    for (const { value, entityName } of request.set) {
      textOf(value);
      if (entityName !== undefined) requireEntity(this.entity(entityName).declared, value);
    }
    for (const item of [...request.set, ...request.delete, ...request.check]) this.requireConditions(item);
    for (const item of request.set) this.put(this.spaceOf(item.entityName), item, at);
    for (const { key, entityName } of request.delete) {
      this.meterWrite(key, 0, at);
      this.spaceOf(entityName).delete(key);
    }
  }

  /** The status of a condition that does not hold is not documented; its code is the SDK's. */
  private requireConditions({
    key,
    entityName,
    conditions,
  }: {
    readonly key: string;
    readonly entityName?: string | undefined;
    readonly conditions?: Conditions | undefined;
  }): void {
    if (conditions === undefined || conditionsHold(this.spaceOf(entityName).get(key)?.value, conditions))
      return;
    throw new KvsRefusal(409, 'CONDITIONAL_CHECK_FAILED', 'A condition of the transaction does not hold');
  }

  private query(request: QueryRequest, at: number): Response {
    const prefix = request.where?.[0]?.values[0] ?? '';
    const { page, hasMore } = this.plain.query(prefix, request.after ?? '', request.limit);
    const bytes = page.reduce((sum, [, entry]) => sum + entry.bytes, 0);
    this.meterRead(undefined, bytes, at);
    const data = page.map(([key, entry]) => viewOf(key, entry));
    return answer(200, { data, ...(hasMore ? { cursor: page.at(-1)?.[0] } : {}) });
  }

  private meterRead(key: string | undefined, bytes: number, at: number): void {
    if (!this.meters.kvsReads.take(at, unitsOf(bytes)))
      throw tooMany('More than 4,000 read units in a minute');
    if (key !== undefined && !this.meters.kvsKeyReads.take(key, at, bytes))
      throw tooMany(`More than 12 MB in a second read from the key '${key}'`);
  }

  private meterWrite(key: string, bytes: number, at: number): void {
    if (!this.meters.kvsWrites.take(at, unitsOf(bytes)))
      throw tooMany('More than 4,000 write units in a minute');
    if (!this.meters.kvsKeyWrites.take(key, at, bytes))
      throw tooMany(`More than 1 MB in a second written to the key '${key}'`);
  }
}

const EXPECTED_CODES = new Set(['KEY_NOT_FOUND', 'KEY_CONFLICT', 'CONDITIONAL_CHECK_FAILED', 'NOT_MODELLED']);

/** @throws {KvsRefusal} for a value that is not of the entity's shape */
function requireEntity(entity: DeclaredEntity, value: unknown): void {
  const fault = entityFault(entity, value);
  if (fault !== undefined) throw new KvsRefusal(400, 'INVALID_ENTITY_VALUE', fault);
}

const tooMany = (message: string): KvsRefusal => new KvsRefusal(429, 'RATE_LIMIT_EXCEEDED', message);

const unitsOf = (bytes: number): number => Math.max(1, Math.ceil(bytes / LIMITS.kvs.unitBytes));

const viewOf = (
  key: string,
  { value, createdAt, updatedAt, expiresAt }: KvsEntry,
): Record<string, unknown> => ({
  key,
  value,
  createdAt,
  updatedAt,
  ...(expiresAt === undefined ? {} : { expireTime: new Date(expiresAt).toISOString() }),
});

/** @throws {KvsRefusal} for what cannot be stored as a value */
function textOf(value: unknown): string {
  // JSON knows no undefined, so the SDK's call arrives without a value
  if (value === undefined) throw new KvsRefusal(400, 'VALIDATION_ERROR', 'There is no value to set');
  const text = JSON.stringify(value);
  if (Buffer.byteLength(text) > LIMITS.kvs.valueBytes)
    throw new KvsRefusal(400, 'MAX_SIZE', 'The value is larger than 240 KiB');
  if (depthOf(value) > LIMITS.kvs.depth)
    throw new KvsRefusal(400, 'MAX_DEPTH', 'The value is deeper than 31 levels');
  return text;
}

/** @throws {KvsRefusal} */
function requireSecretSize(value: unknown): void {
  if (Buffer.byteLength(JSON.stringify(value ?? null)) > LIMITS.kvs.secretBytes)
    throw new KvsRefusal(400, 'MAX_SIZE', 'The secret is larger than 128 KiB');
}

function depthOf(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0;
  return 1 + Math.max(0, ...Object.values(value).map(depthOf));
}

function checkTotal(body: unknown, max: number, what: string): void {
  if (Buffer.byteLength(JSON.stringify(body)) > max)
    throw new KvsRefusal(413, 'MAX_SIZE', `${what} is larger than 4 MB`);
}

const namesEntities = (body: unknown): boolean =>
  (Array.isArray(body) ? body : [body]).some((item) => member(item, 'entityName') !== undefined);

/** A batch does what it can: each item succeeds or fails by itself. */
function each<Item extends { readonly key: string }>(
  items: readonly Item[],
  work: (item: Item) => Record<string, unknown> | undefined,
): { successfulKeys: unknown[]; failedKeys: unknown[] } {
  const successfulKeys: unknown[] = [];
  const failedKeys: unknown[] = [];
  for (const item of items) {
    try {
      successfulKeys.push(work(item) ?? { key: item.key });
    } catch (error) {
      if (!(error instanceof KvsRefusal)) throw error;
      failedKeys.push({ key: item.key, error: { code: error.code, message: error.message } });
    }
  }
  return { successfulKeys, failedKeys };
}
