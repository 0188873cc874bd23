import { kvs } from '@forge/kvs';
import * as z from '#zod';

const schema = z.object({
  projectId: z.string(),
  jql: z.string(),
  /** Ids of statuses. */
  fulfilled: z.string(),
  done: z.array(z.string()),
  /** Where the next page begins; null at the beginning, and when it is done. */
  token: z.string().nullable(),
  isDone: z.boolean(),
  total: z.number(),
  pages: z.number(),
  read: z.number(),
  imported: z.number(),
  known: z.number(),
  unfulfilled: z.number(),
});

/**
 * How far an import of past tickets of this Jira has come, in tickets: read, imported, known to the app itself, never
 * fulfilled. `total` is Jira's estimate.
 */
export type JiraHistory = z.infer<typeof schema>;

const keyOf = (importId: string): string => `jira-history:${importId}`;

/** Null when there is none. */
export async function readJiraHistory(importId: string): Promise<JiraHistory | null> {
  return schema.safeParse(await kvs.get(keyOf(importId))).data ?? null;
}

export async function writeJiraHistory(importId: string, body: JiraHistory): Promise<void> {
  await kvs.set(keyOf(importId), body);
}

export async function dropJiraHistory(importId: string): Promise<void> {
  await kvs.delete(keyOf(importId));
}
