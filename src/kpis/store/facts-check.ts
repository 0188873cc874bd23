import { kvs } from '@forge/kvs';
import {
  factsCheckSchema,
  factsRebuildSchema,
  type FactsCheck,
  type FactsRebuild,
} from '../contract/facts-check';

const checkKey = (projectId: string): string => `facts-check:${projectId}`;
const rebuildKey = (projectId: string): string => `facts-rebuild:${projectId}`;

/** What the last night's check of a project found; null before the first. */
export async function readFactsCheck(projectId: string): Promise<FactsCheck | null> {
  return factsCheckSchema.safeParse(await kvs.get(checkKey(projectId))).data ?? null;
}

export async function writeFactsCheck(projectId: string, check: FactsCheck): Promise<void> {
  await kvs.set(checkKey(projectId), check);
}

/** How far the last rebuild of a project's facts came; null before the first. */
export async function readFactsRebuild(projectId: string): Promise<FactsRebuild | null> {
  return factsRebuildSchema.safeParse(await kvs.get(rebuildKey(projectId))).data ?? null;
}

export async function writeFactsRebuild(projectId: string, rebuild: FactsRebuild): Promise<void> {
  await kvs.set(rebuildKey(projectId), rebuild);
}
