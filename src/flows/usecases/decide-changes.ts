import { log } from '../../common/forge/log';
import { SeatkeeperError } from '../../common/rules/errors';
import type { ChangesView, WaitingChange } from '../../changes/contract/changes';
import type { ChangeStep } from '../../changes/rules/change';
import { changeMessages } from '../../changes/rules/messages';
import { changesThatEndIn, findChange, type StoredChange } from '../../changes/store/change-steps';
import { applySettingsChange, requireSettingsUnchanged } from '../../changes/usecases/change-settings';
import { continueChange } from '../../changes/usecases/record-change';
import { MOST_WAITING } from '../../changes/usecases/save-or-propose';
import { checkGuardHealth } from '../../guard/usecases/check-guard-health';
import { hasRequests } from '../../requests/store/requests';
import { readSettings } from '../../settings/store/settings';
import {
  applyCatalogChange,
  CATALOG_TARGET,
  dropCatalogChange,
  requireCatalogUnchanged,
} from './apply-catalog';

/** The changes that wait for a second administrator. */
export async function listChanges(personId: string, now: number): Promise<ChangesView> {
  const waiting: WaitingChange[] = [];
  for (const changeId of await changesThatEndIn(['proposed'], MOST_WAITING)) {
    const change = await findChange(changeId);
    const first = change?.steps[0];
    if (!change || !first) continue;
    waiting.push({
      changeId,
      what: first.target === CATALOG_TARGET ? 'catalog' : 'settings',
      items: change.content.items,
      more: change.content.more,
      byId: first.byId,
      at: first.at,
      isOwn: first.byId === personId,
    });
  }
  const projectKey = (await readSettings())?.projects[0]?.projectKey ?? null;
  return { isFirstSetUp: !(await hasRequests()), waiting, projectKey, now };
}

/**
 * Approves a change and applies it, by somebody who did not propose it.
 * @throws {SeatkeeperError} `forbidden` for whoever proposed it, `conflict` when what it changes was changed since
 */
export async function approveChange(changeId: string, personId: string, now: number): Promise<void> {
  const { change, proposed } = await requireWaiting(changeId);
  if (proposed.byId === personId) throw new SeatkeeperError('forbidden', changeMessages.own);
  if (proposed.target === CATALOG_TARGET) await requireCatalogUnchanged(change);
  else await requireSettingsUnchanged(change);
  requireStep(await continueChange(proposed, 'approved', personId, now));
  await applyChange(await findChange(changeId), personId, now);
}

/** Sends a change away with the reason, by somebody who did not propose it. */
export async function declineChange(
  changeId: string,
  note: string,
  personId: string,
  now: number,
): Promise<void> {
  const { change, proposed } = await requireWaiting(changeId);
  if (proposed.byId === personId) throw new SeatkeeperError('forbidden', changeMessages.own);
  requireStep(await continueChange(proposed, 'declined', personId, now, note));
  if (proposed.target === CATALOG_TARGET) await dropCatalogChange(change);
}

/** Takes a change back, by whoever proposed it. */
export async function withdrawChange(changeId: string, personId: string, now: number): Promise<void> {
  const { change, proposed } = await requireWaiting(changeId);
  if (proposed.byId !== personId) throw new SeatkeeperError('forbidden', changeMessages.notOwn);
  requireStep(await continueChange(proposed, 'withdrawn', personId, now));
  if (proposed.target === CATALOG_TARGET) await dropCatalogChange(change);
}

async function requireWaiting(
  changeId: string,
): Promise<{ readonly change: StoredChange; readonly proposed: ChangeStep }> {
  const change = await findChange(changeId);
  const last = change?.steps.at(-1);
  if (!change || last?.kind !== 'proposed') throw new SeatkeeperError('not-found', changeMessages.gone);
  return { change, proposed: last };
}

/** Of two who decide at once, one does. */
function requireStep(isTaken: boolean): void {
  if (!isTaken) throw new SeatkeeperError('conflict', changeMessages.decided);
}

async function applyChange(change: StoredChange | undefined, personId: string, now: number): Promise<void> {
  const last = change?.steps.at(-1);
  if (!change || !last) return;
  if (last.target === CATALOG_TARGET) return applyCatalogChange(change, personId, now);
  await applySettingsChange(change, personId, now);
  if (last.target.startsWith('project:')) await checkGuardHealth(now, () => false);
}

const MOST_FINISHED = 20;

/** Finishes changes that were decided and cut off before they were applied. */
export async function finishChanges(now: number): Promise<void> {
  for (const changeId of await changesThatEndIn(['made', 'approved'], MOST_FINISHED)) {
    try {
      const change = await findChange(changeId);
      await applyChange(change, change?.steps.at(-1)?.byId ?? '', now);
    } catch (error) {
      log.error('a change could not be finished', error, { changeId });
    }
  }
}
