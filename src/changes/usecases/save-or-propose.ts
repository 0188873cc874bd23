import { settingsBeforeSetup } from '../../settings/contract/settings';
import { readSettings } from '../../settings/store/settings';
import { decidesAboutGrants } from '../../settings/usecases/deciding-parts';
import type { MappingNames } from '../../settings/usecases/part-changes';
import { changesThatEndIn, findChange } from '../store/change-steps';
import { makeSettingsChange, plannedPart, requireBase, type PartSaving } from './change-settings';
import { beginChange, type WantedChange } from './record-change';

export const MOST_WAITING = 50;

/**
 * Saves a part of the settings, or proposes it where it decides about grants and there are requests.
 * @param hasRequests whether there is any request; until then one administrator sets up alone
 * @returns whether it was saved
 * @throws {SeatkeeperError} `conflict` when somebody else has changed it meanwhile
 */
export async function saveOrPropose(
  saving: PartSaving,
  hasRequests: () => Promise<boolean>,
  names?: MappingNames,
): Promise<boolean> {
  const wanted = await plannedPart(saving, names);
  if (!wanted) return true;
  const settings = (await readSettings()) ?? settingsBeforeSetup('');
  // what it decides, and what whoever approves it is shown, is told by what holds now
  await requireBase(settings, wanted.target, wanted.after);
  if (decidesAboutGrants(settings, saving.part) && (await hasRequests())) {
    if (!(await isWaiting(wanted))) await beginChange('proposed', wanted);
    return false;
  }
  await makeSettingsChange(wanted);
  return true;
}

/** Whether the same person has proposed the same already. */
async function isWaiting({ target, body, after, personId }: WantedChange): Promise<boolean> {
  for (const changeId of await changesThatEndIn(['proposed'], MOST_WAITING)) {
    const change = await findChange(changeId);
    const [first] = change?.steps ?? [];
    if (!change || first?.target !== target || first.byId !== personId) continue;
    if (change.content.body === body && change.content.after === after) return true;
  }
  return false;
}
