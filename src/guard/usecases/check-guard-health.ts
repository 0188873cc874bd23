import type { ProjectSettings } from '../../settings/contract/project-settings';
import { readGuardRules, readTransitions, switchOn, type StoredRule } from '../../jira/client/workflows';
import { readWorkTypes } from '../../jira/client/site';
import { readIssueTypes } from '../../jira/client/requests';
import { readGuardHealth, writeGuardHealth } from '../store/guard-health';
import { projectSettings, readSettings } from '../../settings/store/settings';
import { log } from '../../common/forge/log';
import type { GuardView } from '../contract/guard';
import { SeatkeeperError } from '../../common/rules/errors';
import {
  findGuardGaps,
  guardState,
  rulesToSwitchOn,
  type GuardFinding,
  type OtherTransitions,
} from '../rules/guard-health';
import { guardMessages } from '../rules/messages';

/** What the projects of one check share, read once: a call for each, more on a site with hundreds. */
interface SiteReading {
  readonly issueTypes: ReadonlyMap<string, string>;
  readonly rules: readonly StoredRule[];
}

/**
 * Looks whether the guard is on every transition to fulfilled of every mapped project, and keeps what it found.
 * Two calls to Jira, two for each project and one for each other work type of it that can be fulfilled. A check that fails is kept too: it is shown, and what was known
 * before stays known.
 * @param outOfTime whether to leave the projects that remain to the next check
 */
export async function checkGuardHealth(now: number, outOfTime = (): boolean => false): Promise<void> {
  const projects = (await readSettings())?.projects ?? [];
  if (projects.length === 0) return;
  await checkProjects(projects, now, outOfTime);
}

/** The same for one project, right after it was mapped. */
export async function checkProjectGuard(project: ProjectSettings, now: number): Promise<void> {
  await checkProjects([project], now, () => false);
}

async function checkProjects(
  projects: readonly ProjectSettings[],
  now: number,
  outOfTime: () => boolean,
): Promise<void> {
  const site = await attempt(readSite);
  for (const project of projects) {
    if (outOfTime()) return;
    const result = site.ok ? await attempt(() => examine(project, site.value)) : site;
    const before = result.ok ? null : await readGuardHealth(project.projectId);
    await writeGuardHealth(project.projectId, {
      checkedAt: now,
      failure: result.ok ? null : result.message,
      found: result.ok ? { ...result.value, at: now } : (before?.found ?? null),
    });
  }
}

const readSite = async (): Promise<SiteReading> => ({
  issueTypes: await readIssueTypes(),
  rules: await readGuardRules(),
});

async function examine(project: ProjectSettings, { issueTypes, rules }: SiteReading): Promise<GuardFinding> {
  const used = project.requestTypeIds.map((id) => issueTypes.get(id));
  if (used.includes(undefined)) {
    throw new SeatkeeperError('misconfigured', guardMessages.requestTypeHidden);
  }
  const { fulfilled } = project.statuses;
  const ids = [...new Set(used.filter((id) => id !== undefined))];
  const transitions = await readTransitions(project.projectId, ids);
  const others: OtherTransitions[] = [];
  for (const { id, name, statusIds } of await readWorkTypes(project.projectId)) {
    if (ids.includes(id) || !statusIds.includes(fulfilled)) continue;
    // Jira does not say which of several work types has which workflow, so each is asked for by itself
    others.push({
      workType: { id, name },
      transitions: await readTransitions(project.projectId, [id]),
    });
  }
  return findGuardGaps(transitions, rules, fulfilled, others);
}

type Attempt<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly message: string };

async function attempt<T>(work: () => Promise<T>): Promise<Attempt<T>> {
  try {
    return { ok: true, value: await work() };
  } catch (error) {
    log.error('the guard could not be checked', error);
    const message = error instanceof SeatkeeperError ? error.message : guardMessages.failed;
    return { ok: false, message };
  }
}

/** What was last found, for every mapped project; asks Jira nothing. */
export async function showGuardHealth(now: number): Promise<GuardView> {
  const projects = (await readSettings())?.projects ?? [];
  const shown: GuardView['projects'][number][] = [];
  for (const { projectId, projectKey } of projects) {
    const health = await readGuardHealth(projectId);
    shown.push({
      projectId,
      projectKey,
      state: guardState(health?.found ?? null),
      checkedAt: health?.checkedAt ?? null,
      foundAt: health?.found?.at ?? null,
      failure: health?.failure ?? null,
      transitions: health?.found?.transitions ?? 0,
      gaps: health?.found?.gaps ?? [],
    });
  }
  return { projects: shown, now };
}

/**
 * Switches on every guard of a project that is there and switched off, and checks again. Missing ones stay
 * missing: which key Jira gives the rule of a function validator is not documented, so an app cannot add one.
 * @throws {SeatkeeperError} with Jira's words when it refuses
 */
export async function switchGuardOn(projectId: string, now: number): Promise<void> {
  const project = projectSettings(await readSettings(), projectId);
  if (!project) throw new SeatkeeperError('not-found', guardMessages.notSetUp);
  const site = await readSite();
  const rules = rulesToSwitchOn(await examine(project, site), site.rules);
  if (rules.length > 0) await switchOn(rules);
  await checkProjectGuard(project, now);
}
