import { kvs } from '@forge/kvs';
import * as z from '#zod';

const progressSchema = z.object({
  startedAt: z.number(),
  after: z.string(),
  completedAt: z.number().nullable(),
});

/**
 * How far the look for conflicting duties has come. Times in milliseconds since the epoch, UTC.
 * `after` is the last person who was looked at, empty before the first; a sweep that is over has `after` empty
 * and `startedAt` in the past.
 */
export type SweepProgress = z.infer<typeof progressSchema>;

const KEY = 'conflict-sweep';

/** Null before the first sweep. */
export async function readSweep(): Promise<SweepProgress | null> {
  return progressSchema.safeParse(await kvs.get(KEY)).data ?? null;
}

export async function writeSweep(progress: SweepProgress): Promise<void> {
  await kvs.set(KEY, progress);
}
