import { changeSettings, type PartSaving } from '../../changes/usecases/change-settings';
import { SeatkeeperError } from '../../common/rules/errors';
import { USUAL_RULES, type ReclaimRules } from '../../settings/rules/reclaim-rules';
import { readSettings } from '../../settings/store/settings';
import { revisionsOf } from '../../settings/usecases/with-part';
import type { ReclaimRulesView } from '../contract/reclaim';
import { reclaimMessages } from '../rules/messages';

/** How the company takes seats back. */
export async function showRules(): Promise<ReclaimRulesView> {
  const settings = await readSettings();
  return { rules: settings?.reclaim ?? USUAL_RULES, revision: revisionsOf(settings).reclaim };
}

/** @throws {SeatkeeperError} `misconfigured` before a project is set up, `conflict` when others saved meanwhile */
export async function saveRules(
  rules: ReclaimRules,
  saving: Omit<PartSaving, 'part'>,
): Promise<ReclaimRulesView> {
  const settings = await readSettings();
  if (!settings || settings.projects.length === 0)
    throw new SeatkeeperError('misconfigured', reclaimMessages.error.noProject);
  await changeSettings({ ...saving, part: { kind: 'reclaim', rules } });
  return showRules();
}
