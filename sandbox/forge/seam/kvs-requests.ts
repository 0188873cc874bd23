import { z } from 'zod';
import { LIMITS } from '../limits';
import { conditionsSchema } from './kvs-entities';

export const UNIT_MS = { SECONDS: 1_000, MINUTES: 60_000, HOURS: 3_600_000, DAYS: 86_400_000 } as const;

const metadataFields = z.array(z.enum(['CREATED_AT', 'UPDATED_AT', 'EXPIRE_TIME']));
const { min, max } = LIMITS.kvs.keyCharacters;
const key = z.string().min(min).max(max).regex(LIMITS.kvs.keyPattern);
const entityKey = z.string().min(1).max(max).regex(LIMITS.kvs.keyPattern);
const ttl = z
  .object({ value: z.number().positive(), unit: z.enum(['SECONDS', 'MINUTES', 'HOURS', 'DAYS']) })
  .refine(({ value, unit }) => value * UNIT_MS[unit] <= LIMITS.kvs.ttlMs, 'A TTL is at most a year');

export const getRequest = z.strictObject({
  key,
  options: z.strictObject({ metadataFields: metadataFields.optional() }).optional(),
});

export const setRequest = z.strictObject({
  key,
  value: z.unknown(),
  options: z
    .strictObject({
      ttl: ttl.optional(),
      keyPolicy: z.enum(['FAIL_IF_EXISTS', 'OVERRIDE']).optional(),
      returnValue: z.enum(['PREVIOUS', 'LATEST']).optional(),
      returnMetadataFields: metadataFields.optional(),
    })
    .optional(),
});
export type SetRequest = z.infer<typeof setRequest>;

/** In a batch or a transaction a value can only be put, whatever was there before. */
const plainSet = z.strictObject({
  key,
  value: z.unknown(),
  options: z.strictObject({ ttl: ttl.optional() }).optional(),
});

export const keyRequest = z.strictObject({ key });

const entityName = z.string();
export const entityGetRequest = getRequest.extend({ entityName, key: entityKey });
export const entitySetRequest = setRequest.extend({ entityName, key: entityKey });
export const entityKeyRequest = keyRequest.extend({ entityName, key: entityKey });

/** In a transaction, an operation on a plain key or, with conditions, on one of an entity. */
const ofEntity = { entityName: entityName.optional(), conditions: conditionsSchema.optional() };
const hasEntityForConditions = (item: { entityName?: unknown; conditions?: unknown }): boolean =>
  item.conditions === undefined || item.entityName !== undefined;
const CONDITIONS_NEED_ENTITY = { message: 'Only operations on custom entities have conditions' };
const transactionSet = plainSet.extend(ofEntity).refine(hasEntityForConditions, CONDITIONS_NEED_ENTITY);
const transactionDelete = keyRequest.extend(ofEntity).refine(hasEntityForConditions, CONDITIONS_NEED_ENTITY);
const transactionCheck = keyRequest.extend({ entityName, conditions: conditionsSchema });

const listOf = <Item extends z.ZodType>(item: Item): z.ZodArray<Item> =>
  z.array(item).min(1).max(LIMITS.kvs.batchKeys);
export const batchSetRequest = listOf(plainSet);
export const batchGetRequest = listOf(getRequest);
export const batchDeleteRequest = listOf(keyRequest);

export const transactionRequest = z
  .strictObject({
    set: z.array(transactionSet).default([]),
    delete: z.array(transactionDelete).default([]),
    check: z.array(transactionCheck).default([]),
  })
  .refine((request) => operationsOf(request).length <= LIMITS.kvs.transactionOperations, {
    message: 'A transaction takes at most 25 operations',
  })
  .refine(
    (request) => {
      const operations = operationsOf(request);
      const keys = operations.map((item) => `${item.entityName ?? ''} ${item.key}`);
      return new Set(keys).size === operations.length;
    },
    { message: 'A transaction names each key only once' },
  );

interface Operation {
  readonly key: string;
  readonly entityName?: string | undefined;
}

const operationsOf = (request: {
  readonly set: readonly Operation[];
  readonly delete: readonly Operation[];
  readonly check: readonly Operation[];
}): readonly Operation[] => [...request.set, ...request.delete, ...request.check];

export const queryRequest = z.strictObject({
  limit: z.number().int().min(1).max(LIMITS.kvs.queryPage.max).default(LIMITS.kvs.queryPage.standard),
  after: z.string().nullish(),
  where: z
    .array(
      z.strictObject({
        property: z.literal('key'),
        condition: z.literal('BEGINS_WITH'),
        values: z.array(z.string()).length(1),
      }),
    )
    .max(1)
    .nullish(),
  options: z.strictObject({ metadataFields: metadataFields.optional() }).nullish(),
});
export type QueryRequest = z.infer<typeof queryRequest>;
