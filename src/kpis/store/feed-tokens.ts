import { ForgeKvsAPIError, kvs } from '@forge/kvs';
import * as z from 'zod';

const tokenSchema = z.object({
  id: z.string(),
  name: z.string(),
  /** SHA-256 of its secret, hex. */
  hash: z.string(),
  createdBy: z.string(),
  createdAt: z.number(),
  endsAt: z.number(),
});

/** A token that reads a project's feed; its secret is kept nowhere. Times in milliseconds since the epoch, UTC. */
export type FeedToken = z.infer<typeof tokenSchema>;

/** Where tokens of a project can be: so many and no more, whoever makes them at the same time. */
export const FEED_SLOTS = [1, 2, 3, 4, 5] as const;

export type FeedSlot = (typeof FEED_SLOTS)[number];

const keyOf = (projectId: string, slot: number): string => `bi-feed-token:${projectId}:${slot}`;

export async function readFeedToken(projectId: string, slot: number): Promise<FeedToken | null> {
  return tokenSchema.safeParse(await kvs.get(keyOf(projectId, slot))).data ?? null;
}

/** @returns whether the slot was empty, so that the token is there now */
export async function addFeedToken(projectId: string, slot: FeedSlot, token: FeedToken): Promise<boolean> {
  try {
    await kvs.set(keyOf(projectId, slot), token, { keyPolicy: 'FAIL_IF_EXISTS' });
    return true;
  } catch (error) {
    if (error instanceof ForgeKvsAPIError && error.code === 'KEY_CONFLICT') return false;
    throw error;
  }
}

/** Writes a token that is there already. */
export const replaceFeedToken = (projectId: string, slot: FeedSlot, token: FeedToken): Promise<void> =>
  kvs.set(keyOf(projectId, slot), token);

export const deleteFeedToken = (projectId: string, slot: number): Promise<void> =>
  kvs.delete(keyOf(projectId, slot));
