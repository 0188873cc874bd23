import { Filter, FilterConditions, ForgeKvsAPIError, kvs } from '@forge/kvs';
import * as z from '#zod';

/** The custom entity of manifest.yml: plain keys of the key-value store can't be written on a condition. */
const ENTITY = 'document';

const storedSchema = z.lazy(() => z.object({ revision: z.number(), body: z.unknown() }));

/** A document with the number of times that it was written; 0 when there is none. */
export interface VersionedDocument {
  readonly revision: number;
  readonly body: unknown;
}

export async function readDocument(key: string): Promise<VersionedDocument> {
  const stored = storedSchema.safeParse(await kvs.entity(ENTITY).get(key)).data;
  return { revision: stored?.revision ?? 0, body: stored?.body };
}

/**
 * Writes a document, unless somebody has written it since it had that revision.
 * @returns whether it was written
 */
export async function writeDocument(key: string, body: unknown, after: number): Promise<boolean> {
  try {
    const next = { revision: after + 1, body };
    if (after === 0) await kvs.entity(ENTITY).set(key, next, { keyPolicy: 'FAIL_IF_EXISTS' });
    else {
      const conditions = new Filter<{ revision: number }>().and('revision', FilterConditions.equalTo(after));
      await kvs.transact().set(key, next, { entityName: ENTITY, conditions }).execute();
    }
    return true;
  } catch (error) {
    if (error instanceof ForgeKvsAPIError && LOST.has(error.code)) return false;
    throw error;
  }
}

const LOST = new Set(['KEY_CONFLICT', 'CONDITIONAL_CHECK_FAILED']);
