import { kvs } from '@forge/kvs';
import * as z from '#zod';

const grantSchema = z.object({ grantedAt: z.number() });

// a project's id is a number, so no two pairs make the same key
const keyOf = (accountId: string, projectId: string): string => `viewer:${projectId}:${accountId}`;

/** When Jira last said that this person may browse this project; milliseconds since the epoch, null for never. */
export async function readGrant(accountId: string, projectId: string): Promise<number | null> {
  return grantSchema.safeParse(await kvs.get(keyOf(accountId, projectId))).data?.grantedAt ?? null;
}

/** Keeps that Jira said so; the store forgets it by itself, at some time after `minutes`. */
export async function writeGrant(
  accountId: string,
  projectId: string,
  grantedAt: number,
  minutes: number,
): Promise<void> {
  await kvs.set(
    keyOf(accountId, projectId),
    { grantedAt },
    {
      ttl: { value: minutes, unit: 'MINUTES' },
    },
  );
}
