import { storedCounts } from '../store/stored-counts';
import type { ProjectSettings } from '../../settings/contract/project-settings';
import { readFields, readStatuses } from '../../jira/client/site';
import { readIssueTypes, readRequestTypes, readServiceDesks } from '../../jira/client/requests';
import { readNewestIssueId } from '../../jira/client/tickets';
import { projectSettings, readSettings } from '../../settings/store/settings';
import type { MappingNames } from '../../settings/usecases/part-changes';
import { revisionsOf } from '../../settings/usecases/with-part';
import type { PartSaving } from '../../changes/usecases/change-settings';
import { saveSettings } from './save-settings';
import type { FieldChoice, ProjectSetupView, SetupView } from '../contract/admin';
import { SeatkeeperError } from '../../common/rules/errors';
import { checkProjectGuard } from '../../guard/usecases/check-guard-health';
import { coverageOf } from '../../settings/rules/coverage';
import { requestsLeftBehind } from '../../requests/store/due-requests';
import { flowMessages } from '../rules/messages';

const MOST_LEFT_BEHIND = 20;

/** What the admin page opens with. */
export async function showSetup(): Promise<SetupView> {
  const desks = await readServiceDesks();
  const settings = await readSettings();
  const revisions = revisionsOf(settings);
  return {
    projects: desks.map(({ id, projectId, projectKey, projectName }) => ({
      id: projectId,
      key: projectKey,
      name: projectName,
      serviceDeskId: id,
    })),
    fields: await readFields(),
    settings: settings?.projects ?? [],
    leftBehind: await requestsLeftBehind(MOST_LEFT_BEHIND),
    revisions: Object.fromEntries(desks.map(({ projectId }) => [projectId, revisions.project(projectId)])),
    catalog: await storedCounts(),
  };
}

/** A project's request types and statuses, with a mapping guessed for an administrator to check. */
export async function showProjectSetup(projectId: string, serviceDeskId: string): Promise<ProjectSetupView> {
  const [desks, requestTypes, statuses, fields] = [
    await readServiceDesks(),
    await readRequestTypes(serviceDeskId),
    await readStatuses(projectId),
    await readFields(),
  ];
  const project = desks.find((desk) => desk.projectId === projectId);
  if (!project) throw new SeatkeeperError('not-found', flowMessages.projects.gone);
  const suggestion = suggest(project, serviceDeskId, requestTypes, statuses, fields);
  return { requestTypes, statuses, suggestion };
}

/** A field with one person, as Jira tells its type; one with several has another. */
const ONE_PERSON = /^user( |$)/;

interface Named {
  readonly id: string;
  readonly name: string;
}

function suggest(
  project: { readonly projectId: string; readonly projectKey: string },
  serviceDeskId: string,
  requestTypes: readonly Named[],
  statuses: readonly Named[],
  fields: readonly FieldChoice[],
): ProjectSettings | null {
  const named = (items: readonly Named[], pattern: RegExp): string | undefined =>
    items.find(({ name }) => pattern.test(name))?.id;
  const ofType = (type: RegExp, name: RegExp): string | undefined =>
    fields.find((field) => type.test(field.type) && name.test(field.name))?.id;
  const custom = fields.filter(({ id }) => id.startsWith('customfield_'));
  const found = {
    requestType: ofType(/sd-customerrequesttype/, /./),
    approvers: ofType(/multiuserpicker/, /approver/i),
    application: named(custom, /^(application|app|software)$/i),
    tier: named(custom, /^(license )?(tier|plan|level)$/i),
    role: named(custom, /^(license )?role$/i),
    beneficiary: ofType(ONE_PERSON, /^(access for|beneficiary|for whom)$/i),
    duration: ofType(/float|number/, /(duration|days)/i),
    justification: named(custom, /(justification|business reason)/i),
  };
  const status = {
    awaitingApproval: named(statuses, /(waiting|awaiting|pending).*approval/i),
    ready: named(statuses, /ready/i),
    fulfilled: named(statuses, /^(fulfilled|done|resolved|completed)$/i),
    declined: named(statuses, /^(declined|rejected)$/i),
  };
  const { requestType, approvers, application, tier, beneficiary, duration, justification } = found;
  const { awaitingApproval, ready, fulfilled, declined } = status;
  const asking = named(requestTypes, /license check|still need/i);
  const access = requestTypes
    .filter(({ id, name }) => id !== asking && /access|license|software/i.test(name))
    .map(({ id }) => id);
  if (!requestType || !approvers || !application || !tier || !beneficiary || !duration || !justification)
    return null;
  if (!awaitingApproval || !ready || !fulfilled || !declined) return null;
  return {
    projectId: project.projectId,
    projectKey: project.projectKey,
    requestTypeIds: access,
    fields: {
      requestType,
      approvers,
      application,
      tier,
      role: found.role ?? null,
      beneficiary,
      duration,
      justification,
      sla: ofType(/sla/, /(fulfil|resolution)/i) ?? null,
      approvals: ofType(/sd-approvals/, /approvals/i) ?? null,
    },
    statuses: {
      awaitingApproval,
      ready,
      fulfilled,
      declined,
      canceled: named(statuses, /^cancell?ed$/i) ?? null,
    },
    reclaim: asking === undefined ? null : { serviceDeskId, requestTypeId: asking },
    coverage: { workTypeIds: [], since: {}, newest: {} },
  };
}

/**
 * Adds or replaces one project's mapping, and looks at once whether its workflows have the guard.
 * @returns whether it was saved; it may wait for a second administrator
 * @throws {SeatkeeperError} `invalid` for fields that cannot mean what they are mapped to, `conflict` when somebody else has
 * changed the mapping meanwhile
 */
export async function saveProject(
  project: ProjectSettings,
  saving: Omit<PartSaving, 'part'>,
): Promise<boolean> {
  requireSound(project);
  await requireOnePerson(project.fields.beneficiary);
  const desk = (await readServiceDesks()).find(({ projectId }) => projectId === project.projectId);
  if (!desk) throw new SeatkeeperError('not-found', flowMessages.projects.gone);
  // the guard finds the mapping by the key, so it is Jira's, whatever was sent
  const saved = await covering({ ...project, projectKey: desk.projectKey }, saving.now);
  const part = { kind: 'project' as const, project: saved };
  const isSaved = await saveSettings({ ...saving, part }, await mappingNames(desk));
  if (isSaved) await checkProjectGuard(saved, saving.now);
  return isSaved;
}

/** @throws {SeatkeeperError} `invalid` for a field that holds several people, or none */
async function requireOnePerson(fieldId: string): Promise<void> {
  const field = (await readFields()).find(({ id }) => id === fieldId);
  if (field && !ONE_PERSON.test(field.type))
    throw new SeatkeeperError('invalid', flowMessages.projects.onePerson(field.name));
}

/** @throws {SeatkeeperError} `invalid` for a mapping that says two things of one */
function requireSound(project: ProjectSettings): void {
  requireDistinct(Object.values(project.fields), flowMessages.projects.fieldTwice);
  requireDistinct(Object.values(project.statuses), flowMessages.projects.statusTwice);
  const asking = project.reclaim?.requestTypeId;
  if (asking !== undefined && project.requestTypeIds.includes(asking)) {
    throw new SeatkeeperError('invalid', flowMessages.projects.sameRequestType);
  }
}

type Desk = Awaited<ReturnType<typeof readServiceDesks>>[number];

/** What Jira calls what a mapping maps, as whoever saves it sees it. */
async function mappingNames({ projectId, id }: Desk): Promise<MappingNames> {
  const byId = (items: readonly Named[]) => new Map(items.map(({ id, name }) => [id, name]));
  return {
    fields: byId(await readFields()),
    statuses: byId(await readStatuses(projectId)),
    requestTypes: byId(await readRequestTypes(id)),
  };
}

/** The mapping with what it covers, and since when. */
async function covering(project: ProjectSettings, now: number): Promise<ProjectSettings> {
  const issueTypes = await readIssueTypes();
  const workTypeIds = project.requestTypeIds.flatMap((id) => issueTypes.get(id) ?? []);
  const before = projectSettings(await readSettings(), project.projectId)?.coverage;
  const newestIssueId = await readNewestIssueId(project.projectId);
  return { ...project, coverage: coverageOf(project, workTypeIds, before, { now, newestIssueId }) };
}

function requireDistinct(ids: readonly (string | null)[], twice: (id: string) => string): void {
  const given = ids.filter((id) => id !== null);
  const repeated = given.find((id, index) => given.indexOf(id) !== index);
  if (repeated !== undefined) throw new SeatkeeperError('invalid', twice(repeated));
}
