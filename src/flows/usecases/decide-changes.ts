import { log } from '../../common/forge/log';
import { SeatkeeperError } from '../../common/rules/errors';
import { DAY } from '../../common/rules/time';
import type { ChangesView, OwnOutcome, WaitingChange } from '../../changes/contract/changes';
import type { ChangeStep } from '../../changes/rules/change';
import { changeMessages } from '../../changes/rules/messages';
import {
  changesThatEndIn,
  findChange,
  outcomesOf,
  type StoredChange,
} from '../../changes/store/change-steps';
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

/** The changes that wait for a second administrator, and what others decided lately about those of whoever looks. */
export async function listChanges(personId: string, now: number): Promise<ChangesView> {
  const waiting: WaitingChange[] = [];
  for (const changeId of await changesThatEndIn(['proposed'], MOST_WAITING)) {
    const change = await findChange(changeId);
    const first = change?.steps[0];
    if (!change || !first) continue;
    waiting.push({
      changeId,
      what: whatIs(first.target),
      items: change.content.items,
      more: change.content.more,
      byId: first.byId,
      at: first.at,
      isOwn: first.byId === personId,
    });
  }
  const projectKey = (await readSettings())?.projects[0]?.projectKey ?? null;
  const outcomes = await ownOutcomes(personId, now);
  return { isFirstSetUp: !(await hasRequests()), waiting, outcomes, projectKey, now };
}

const MOST_OUTCOMES = 3;

async function ownOutcomes(personId: string, now: number): Promise<OwnOutcome[]> {
  const steps = await outcomesOf(personId, OUTCOMES, now - 14 * DAY, MOST_OUTCOMES);
  return steps.flatMap(({ changeId, kind, target, byId, note, at }) => {
    const outcome = OUTCOMES.find((one) => one === kind);
    return outcome ? [{ changeId, what: whatIs(target), outcome, byId, note, at }] : [];
  });
}

const OUTCOMES = ['applied', 'declined', 'overtaken'] as const;

const whatIs = (target: string): WaitingChange['what'] =>
  target === CATALOG_TARGET ? 'catalog' : 'settings';

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
