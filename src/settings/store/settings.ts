import type { ProjectSettings } from '../contract/project-settings';
import { settingsSchema, type Settings } from '../contract/settings';
import { readDocument, writeDocument } from '../../common/store/documents';
import { SeatkeeperError } from '../../common/rules/errors';
import { settingsMessages } from '../rules/messages';

const SETTINGS_KEY = 'settings';

/** Null until an administrator has saved any. */
export const readSettings = async (): Promise<Settings | null> => (await readStoredSettings()).settings;

/** The settings, and how often any of them was saved. */
export async function readStoredSettings(): Promise<{
  readonly settings: Settings | null;
  readonly revision: number;
}> {
  const { revision, body } = await readDocument(SETTINGS_KEY);
  if (revision === 0) return { settings: null, revision };
  const parsed = settingsSchema.safeParse(body);
  if (!parsed.success) {
    throw new SeatkeeperError('misconfigured', settingsMessages.unreadable, {
      cause: parsed.error,
    });
  }
  return { settings: parsed.data, revision };
}

/** Writes all settings, unless any were saved since. @returns whether they were written */
export const writeSettings = (settings: Settings, after: number): Promise<boolean> =>
  writeDocument(SETTINGS_KEY, settings, after);

export const projectSettings = (settings: Settings | null, projectId: string): ProjectSettings | undefined =>
  settings?.projects.find((project) => project.projectId === projectId);
