import { kvs } from '@forge/kvs';
import * as z from '#zod';

/** The highest ids of fulfilled tickets that the last two nights came to. */
const seen = z.object({ last: z.number(), before: z.number() });

export type NewestFulfilled = z.infer<typeof seen>;

const keyOf = (projectId: string): string => `newest-fulfilled:${projectId}`;

/** Null before the first night. */
export async function readNewestFulfilled(projectId: string): Promise<NewestFulfilled | null> {
  return seen.safeParse(await kvs.get(keyOf(projectId))).data ?? null;
}

export async function writeNewestFulfilled(projectId: string, newest: NewestFulfilled): Promise<void> {
  await kvs.set(keyOf(projectId), newest);
}
