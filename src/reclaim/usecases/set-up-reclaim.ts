import type { PartSaving } from '../../changes/usecases/change-settings';
import { saveOrPropose } from '../../changes/usecases/save-or-propose';
import { SeatkeeperError } from '../../common/rules/errors';
import { hasRequests } from '../../requests/store/requests';
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

/**
 * Saves the rules; all of them may wait for a second administrator.
 * @throws {SeatkeeperError} `misconfigured` before a project is set up, `conflict` when others saved meanwhile
 */
export async function saveRules(
  rules: ReclaimRules,
  saving: Omit<PartSaving, 'part'>,
): Promise<ReclaimRulesView & { readonly saved: boolean }> {
  const settings = await readSettings();
  if (!settings || settings.projects.length === 0)
    throw new SeatkeeperError('misconfigured', reclaimMessages.error.noProject);
  const saved = await saveOrPropose({ ...saving, part: { kind: 'reclaim', rules } }, hasRequests);
  return { ...(await showRules()), saved };
}
