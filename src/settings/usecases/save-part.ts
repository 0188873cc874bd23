import { isDeepStrictEqual } from 'node:util';
import { SeatkeeperError } from '../../common/rules/errors';
import { settingsBeforeSetup, type Settings } from '../contract/settings';
import type { SettingsPart } from '../contract/settings-part';
import { settingsMessages } from '../rules/messages';
import { readStoredSettings, writeSettings } from '../store/settings';
import { targetOf, withPart } from './with-part';

const MOST_ATTEMPTS = 10;

/** A part as somebody wants it, who saw it when it had been saved `after` times. */
export interface WantedPart {
  readonly part: SettingsPart;
  readonly after: number;
  readonly changeId: string;
  /** Account of the app itself, which a site's first settings need. */
  readonly appAccountId: string;
}

/** What has become of a part: a later change of somebody else stands where it was overtaken. */
export type SavedPart =
  { readonly kind: 'saved' } | { readonly kind: 'overtaken'; readonly changeId: string | null };

/**
 * Replaces one part of the settings as they are at that moment, whoever saves other parts meanwhile. Doing it again
 * changes nothing.
 * @throws {SeatkeeperError} `invalid` for a part that cannot stand beside the others
 */
export async function savePart({ part, after, changeId, appAccountId }: WantedPart): Promise<SavedPart> {
  const target = targetOf(part);
  for (let attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
    const { settings: stored, revision } = await readStoredSettings();
    const settings = stored ?? settingsBeforeSetup(appAccountId);
    const last = settings.revisions[target];
    if (last?.changeId === changeId) return { kind: 'saved' };
    if ((last?.revision ?? 0) !== after) return { kind: 'overtaken', changeId: last?.changeId ?? null };
    const revisions = { ...settings.revisions, [target]: { revision: after + 1, changeId } };
    if (await writeSettings({ ...withPart(settings, part), appAccountId, revisions }, revision))
      return { kind: 'saved' };
  }
  throw new SeatkeeperError('unavailable', settingsMessages.busy);
}

/** Whether the settings say already what a part would make them say. */
export const saysAlready = (settings: Settings, part: SettingsPart): boolean =>
  isDeepStrictEqual(withPart(settings, part), settings);
