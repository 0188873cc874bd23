import type { ProjectSettings } from '../contract/project-settings';
import { kvs } from '@forge/kvs';
import { settingsSchema, type Settings } from '../contract/settings';
import { SeatkeeperError } from '../../common/rules/errors';
import { settingsMessages } from '../rules/messages';

const SETTINGS_KEY = 'settings';

/** Null until an administrator has mapped a project. */
export async function readSettings(): Promise<Settings | null> {
  const stored: unknown = await kvs.get(SETTINGS_KEY);
  if (stored === undefined) return null;
  const parsed = settingsSchema.safeParse(stored);
  if (!parsed.success) {
    throw new SeatkeeperError('misconfigured', settingsMessages.unreadable, {
      cause: parsed.error,
    });
  }
  return parsed.data;
}

export async function writeSettings(settings: Settings): Promise<void> {
  await kvs.set(SETTINGS_KEY, settings);
}

export const projectSettings = (settings: Settings | null, projectId: string): ProjectSettings | undefined =>
  settings?.projects.find((project) => project.projectId === projectId);
