import { kvs } from '@forge/kvs';
import * as z from '#zod';

const panelRequestSchema = z.object({
  askedAt: z.number(),
  taskId: z.string(),
  outcome: z.enum(['working', 'done', 'failed']),
});

/** That Jira was asked to show the panel on every request of a project, and how that went as far as Jira said. */
export type PanelRequest = z.infer<typeof panelRequestSchema>;

const keyOf = (projectId: string): string => `panel-request:${projectId}`;

/** Null when nobody has asked through the app. */
export const readPanelRequest = async (projectId: string): Promise<PanelRequest | null> =>
  panelRequestSchema.safeParse(await kvs.get(keyOf(projectId))).data ?? null;

export async function writePanelRequest(projectId: string, request: PanelRequest): Promise<void> {
  await kvs.set(keyOf(projectId), request);
}
