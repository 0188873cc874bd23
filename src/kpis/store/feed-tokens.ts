import * as z from '#zod';
import { readDocument, writeDocument } from '../../common/store/documents';

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

/** A token in its slot, and how often the slot was written. */
interface StoredToken {
  /** Null for none, also where one was revoked. */
  readonly token: FeedToken | null;
  readonly revision: number;
}

export async function readStoredToken(projectId: string, slot: number): Promise<StoredToken> {
  const { revision, body } = await readDocument(keyOf(projectId, slot));
  return { revision, token: tokenSchema.safeParse(body).data ?? null };
}

export const readFeedToken = async (projectId: string, slot: number): Promise<FeedToken | null> =>
  (await readStoredToken(projectId, slot)).token;

/**
 * Writes what is in a slot, unless somebody has written it since: what is revoked never comes back by what was read before.
 * A slot that was emptied keeps its count.
 * @returns whether it was written
 */
export const writeFeedToken = (
  projectId: string,
  slot: number,
  token: FeedToken | null,
  after: number,
): Promise<boolean> => writeDocument(keyOf(projectId, slot), token, after);
