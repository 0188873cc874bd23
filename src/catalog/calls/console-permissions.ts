import type { AccessRole } from '../../people/rules/access-role';
import { ownedBy } from '../rules/ownership';
import * as z from '#zod';
import { userAdministers, userBrowsesProject } from '../../jira/client/site';
import { projectSettings, readSettings } from '../../settings/store/settings';
import { readCatalog } from '../store/catalog';
import { allowsOnly } from '../../common/calls/allows';
import { forbidden, type CallContext } from '../../common/calls/define-call';
import { permissionMessages } from '../../people/rules/messages';

const projectExtension = z.looseObject({
  type: z.literal('jira:projectPage'),
  project: z.looseObject({ id: z.string(), key: z.string() }),
});

export type ConsoleCall = CallContext<z.infer<typeof projectExtension>>;

const isMapped = async ({ extension }: ConsoleCall): Promise<boolean> =>
  projectSettings(await readSettings(), extension.project.id) !== undefined;

/** Administrators of Jira, and of this project once it is mapped: policy and catalog are the whole company's. */
async function administrates(call: ConsoleCall): Promise<boolean> {
  const administered = await userAdministers(call.extension.project.id);
  return administered === 'project' ? isMapped(call) : administered === 'jira';
}

async function roleOf(call: ConsoleCall): Promise<AccessRole | undefined> {
  if (await administrates(call)) return { kind: 'administrator' };
  const applicationKeys = ownedBy(call.accountId, await readCatalog());
  return applicationKeys.length > 0 ? { kind: 'owner', applicationKeys } : undefined;
}

/** Somebody who works in the project, and sees the catalog without changing it. */
interface Viewer {
  readonly kind: 'viewer';
}

// a call is authorized and then run with one and the same context
const knownRoles = new WeakMap<ConsoleCall, AccessRole | Viewer>();

/** For people who decide about drafts, be it only those about their own applications. */
async function decider(call: ConsoleCall): Promise<void> {
  const role = await roleOf(call);
  if (!role) throw forbidden(permissionMessages.projectAdminsAndOwners);
  knownRoles.set(call, role);
}

async function administrator(call: ConsoleCall): Promise<void> {
  if (!(await administrates(call))) throw forbidden(permissionMessages.projectAdmins);
  knownRoles.set(call, { kind: 'administrator' });
}

/** For everybody who works in a project that is set up; the portal's customers do not. */
async function viewer(call: ConsoleCall): Promise<void> {
  if (await administrates(call)) {
    knownRoles.set(call, { kind: 'administrator' });
    return;
  }
  const works =
    call.accountType === 'licensed' &&
    (await isMapped(call)) &&
    (await userBrowsesProject(call.extension.project.id));
  if (!works) throw forbidden(permissionMessages.projectMembers);
  knownRoles.set(call, { kind: 'viewer' });
}

/** Who a call of deciders is from. */
export function knownRole(call: ConsoleCall): AccessRole {
  const role = knownRoles.get(call);
  if (!role || role.kind === 'viewer') throw forbidden(permissionMessages.notChecked);
  return role;
}

export const isAdministrator = (call: ConsoleCall): boolean => knownRoles.get(call)?.kind === 'administrator';

/** Who a function of the console is for: those who work in the project. */
export const PROJECT_MEMBERS = allowsOnly(
  ['siteAdmin', 'projectAdmin', 'agent', 'browseOnly'],
  permissionMessages.projectMembers,
);

/** Those who administer the project. */
export const PROJECT_ADMINS = allowsOnly(['siteAdmin', 'projectAdmin'], permissionMessages.projectAdmins);

/** Those who administer it, and owners of whatever application. */
export const DECIDERS = allowsOnly(
  ['siteAdmin', 'projectAdmin', 'applicationOwner', 'otherOwner'],
  permissionMessages.projectAdminsAndOwners,
);

/** Those who administer it, and owners of the application that it is about. */
export const APPLICATION_MANAGERS = allowsOnly(
  ['siteAdmin', 'projectAdmin', 'applicationOwner'],
  permissionMessages.projectAdminsAndOwners,
  { otherOwner: permissionMessages.projectAdminsAndOwner },
);

/** What calls of the console begin with: the page of a project, and who may make them. */
export const forProjectAdministrators = { extension: projectExtension, authorize: administrator };
export const forDeciders = { extension: projectExtension, authorize: decider };
export const forViewers = { extension: projectExtension, authorize: viewer };
