import { kvs } from '@forge/kvs';
import * as z from '#zod';
import type { GuardHealth } from '../rules/guard-health';

const healthSchema = z.object({
  checkedAt: z.number(),
  failure: z.string().nullable(),
  found: z
    .object({
      at: z.number(),
      isReachable: z.boolean(),
      transitions: z.number(),
      gaps: z.array(
        z.object({
          kind: z.enum(['missing', 'switched-off']),
          workflow: z.string(),
          transitionId: z.string(),
          transition: z.string(),
          workTypes: z.array(z.object({ id: z.string(), name: z.string() })),
        }),
      ),
    })
    .nullable(),
});

const keyOf = (projectId: string): string => `guard-health:${projectId}`;

/** What was last found out about a project's guard; null when nobody has looked, or nobody can read it any more. */
export async function readGuardHealth(projectId: string): Promise<GuardHealth | null> {
  return healthSchema.safeParse(await kvs.get(keyOf(projectId))).data ?? null;
}

export async function writeGuardHealth(projectId: string, health: GuardHealth): Promise<void> {
  await kvs.set(keyOf(projectId), health);
}
