import type { SettingsPart } from '../../settings/contract/settings-part';
import { settingsPartSchema } from '../../settings/contract/settings-part';
import { settingsBeforeSetup, type Settings } from '../../settings/contract/settings';
import { readSettings } from '../../settings/store/settings';
import { partChanges, type MappingNames } from '../../settings/usecases/part-changes';
import { saysAlready, savePart } from '../../settings/usecases/save-part';
import { targetOf } from '../../settings/usecases/with-part';
import { readAppAccountId } from '../../jira/client/site';
import { leaveHints } from '../../reconcile-queue/store/reconcile-queue';
import { findChange, type StoredChange } from '../store/change-steps';
import { beginChange, continueChange, overtakenBy, type WantedChange } from './record-change';

/** Somebody who saves a part of the settings that they saw when it had been saved `after` times. */
export interface PartSaving {
  readonly part: SettingsPart;
  readonly after: number;
  readonly personId: string;
  readonly now: number;
}

/**
 * What saving a part would change; undefined when the settings say so already.
 * @param names of what a mapping maps, for the record
 * @throws {SeatkeeperError} `invalid` for a part that cannot stand beside the others
 */
export async function plannedPart(
  { part, after, personId, now }: PartSaving,
  names?: MappingNames,
): Promise<WantedChange | undefined> {
  const settings = (await readSettings()) ?? settingsBeforeSetup('');
  const isNew =
    part.kind === 'project' && !settings.projects.some((one) => one.projectId === part.project.projectId);
  if (!isNew && saysAlready(settings, part)) return undefined;
  const items = partChanges(settings, part, names);
  return { target: targetOf(part), after, items, body: JSON.stringify(part), personId, now };
}

/**
 * Saves a part of the settings that one administrator may change alone, with a record of it.
 * @throws {SeatkeeperError} `conflict` when somebody else has changed it meanwhile
 */
export async function changeSettings(saving: PartSaving, names?: MappingNames): Promise<void> {
  const wanted = await plannedPart(saving, names);
  if (wanted) await makeSettingsChange(wanted);
}

/** Records a change and applies it. @throws {SeatkeeperError} `conflict` when it was overtaken */
export async function makeSettingsChange(wanted: WantedChange): Promise<void> {
  const change = await findChange(await beginChange('made', wanted));
  if (change) await applySettingsChange(change, wanted.personId, wanted.now);
}

/** @throws {SeatkeeperError} `conflict` when the part is not what a waiting change was written on */
export const requireSettingsUnchanged = async ({ steps, content }: StoredChange): Promise<void> =>
  requireBase(await readSettings(), steps[0]?.target ?? '', content.after);

/** @throws {SeatkeeperError} `conflict` when a part was not saved just so often */
export async function requireBase(settings: Settings | null, target: string, after: number): Promise<void> {
  const last = settings?.revisions[target];
  if ((last?.revision ?? 0) !== after) throw await overtakenBy(last?.changeId ?? null);
}

/** What requests are checked against: who may be asked, who may ask for whom, and which field says what. */
const DECIDING: ReadonlySet<SettingsPart['kind']> = new Set(['project', 'approvals', 'portal']);

/**
 * Makes the settings say what a change says, and ends it. Doing it again changes nothing.
 * @throws {SeatkeeperError} `conflict` when somebody else has changed the same part meanwhile
 */
export async function applySettingsChange(
  { steps, content }: StoredChange,
  personId: string,
  now: number,
): Promise<void> {
  const last = steps.at(-1);
  if (!last) return;
  const { changeId } = last;
  const part = settingsPartSchema.parse(JSON.parse(content.body));
  const appAccountId = await readAppAccountId();
  const outcome = await savePart({ part, after: content.after, changeId, appAccountId });
  if (DECIDING.has(part.kind))
    await leaveHints(
      [
        { kind: 'intake', subjectId: 'settings' },
        { kind: 'rules', subjectId: 'settings' },
      ],
      now,
    );
  await continueChange(last, outcome.kind === 'saved' ? 'applied' : 'overtaken', personId, now);
  if (outcome.kind === 'overtaken') throw await overtakenBy(outcome.changeId);
}
