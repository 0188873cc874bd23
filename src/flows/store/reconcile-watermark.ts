import { kvs } from '@forge/kvs';
import * as z from '#zod';

const watermark = z.object({ seenUntil: z.number() });

const keyOf = (projectId: string): string => `reconcile-watermark:${projectId}`;

/** Up to when the reconcile has seen a project's changes, in milliseconds since the epoch, UTC; null before the first. */
export async function readWatermark(projectId: string): Promise<number | null> {
  return watermark.safeParse(await kvs.get(keyOf(projectId))).data?.seenUntil ?? null;
}

export async function writeWatermark(projectId: string, seenUntil: number): Promise<void> {
  await kvs.set(keyOf(projectId), { seenUntil });
}
