import { randomUUID } from 'node:crypto';
import type { Sandbox, SandboxSite } from '../sandbox';
import { member } from '../untyped';
import type { Company } from './company';
import { OFFICE_CALENDARS } from './office-calendars';
import { FIELD, REQUEST_TYPE, STATUS } from './service-project';

const PART_CHARACTERS = 150_000;

/** How the app is to read a service project that has the fields and statuses of the company's. */
export const PROJECT_MAPPING = {
  fields: {
    requestType: FIELD.requestType,
    approvers: FIELD.approvers,
    application: FIELD.application,
    tier: FIELD.tier,
    beneficiary: FIELD.beneficiary,
    duration: FIELD.duration,
    justification: FIELD.justification,
    sla: FIELD.timeToFulfill,
    approvals: FIELD.approvals,
  },
  statuses: {
    awaitingApproval: STATUS.awaitingApproval,
    ready: STATUS.ready,
    fulfilled: STATUS.fulfilled,
    declined: STATUS.declined,
    canceled: STATUS.canceled,
  },
};

/**
 * What a Jira administrator does after installing the app, through the admin page's own calls: map the
 * service project, import the catalog, import the roster, say when the offices work. The lead then approves
 * the imported policy in the console.
 * @throws {Error} with the app's message when it refuses
 */
export async function setUpApp(sandbox: Sandbox, site: SandboxSite, company: Company): Promise<void> {
  const call = adminCall(sandbox, site, company.roles.administrator);
  const saved = member(member(await call('admin/setup', {}), 'revisions'), '10000');
  await call('admin/save-project', {
    after: saved,
    project: {
      projectId: '10000',
      projectKey: 'IT',
      requestTypeIds: [REQUEST_TYPE.panel, REQUEST_TYPE.fields],
      ...PROJECT_MAPPING,
      reclaim: { serviceDeskId: '1', requestTypeId: REQUEST_TYPE.licenseCheck },
    },
  });
  await call('panel-visibility/ask', { projectId: '10000' });
  // a company in which colleagues ask for each other
  await call('portal-settings/save', {
    rules: { orderFor: 'everybody', showsPrices: true },
    after: member(await call('portal-settings/show', {}), 'revision'),
  });
  await importDocument(call, JSON.stringify(company.catalog), 'import/plan-catalog', {});
  await importDocument(call, company.roster, 'import/plan-roster', { emailPattern: company.emailPattern });
  for (const [index, calendar] of OFFICE_CALENDARS.entries())
    await call('calendars/save', { calendar, isDefault: index === 0, after: 0 });
  await approveDraft(sandbox, site, company);
}

/**
 * Proposes the draft of the policy in the administrator's name and approves it, from now on, in the lead's.
 * Does nothing when there is no draft.
 * @throws {Error} with the app's message when it refuses
 */
export async function approveDraft(sandbox: Sandbox, site: SandboxSite, company: Company): Promise<void> {
  const { administrator, lead } = company.roles;
  const shown = (view: unknown): unknown => {
    const draft = member(view, 'draft');
    const [version, step, digest] = ['version', 'step', 'digest'].map((name) => member(draft, name));
    return { version, step, digest };
  };
  const propose = consoleCall(sandbox, site, administrator);
  const view = await propose('policy/show', {});
  if (member(view, 'draft') === null) return;
  const proposed = await propose('policy/propose', { shown: shown(view), note: '' });
  const approval = { shown: shown(proposed), effectiveFrom: null, note: '' };
  await consoleCall(sandbox, site, lead)('policy/approve', approval);
}

/** Calls a resolver function of one page in one person's name. @throws {Error} with the app's message */
export type PageCall = (functionKey: string, payload: unknown) => Promise<unknown>;

export const adminCall = (sandbox: Sandbox, site: SandboxSite, accountId: string): PageCall =>
  pageCall(sandbox, site, accountId, 'admin-page', { type: 'jira:adminPage' });

/** Calls of the console on the page of the company's service project. */
export const consoleCall = (sandbox: Sandbox, site: SandboxSite, accountId: string): PageCall =>
  pageCall(sandbox, site, accountId, 'console', {
    type: 'jira:projectPage',
    project: { id: '10000', key: 'IT', type: 'service_desk' },
  });

const pageCall =
  (
    sandbox: Sandbox,
    site: SandboxSite,
    accountId: string,
    moduleKey: string,
    extension: Readonly<Record<string, unknown>>,
  ): PageCall =>
  async (functionKey, payload) => {
    const call = { site, moduleKey, accountId, functionKey, payload, extension };
    return dataOf(await sandbox.host.invokeResolver(call));
  };

/** Sends a document in parts. @returns the id under which it is staged */
export async function stageText(call: PageCall, text: string): Promise<string> {
  const importId = randomUUID();
  for (let part = 0; part * PART_CHARACTERS < text.length || part === 0; part++) {
    await call('import/stage', {
      importId,
      part,
      text: text.slice(part * PART_CHARACTERS, (part + 1) * PART_CHARACTERS),
    });
  }
  return importId;
}

/** Stages a document in parts, plans it and applies the plan. @returns the plan, as the dry run shows it */
export async function importDocument(
  call: PageCall,
  text: string,
  plan: string,
  options: Readonly<Record<string, unknown>>,
): Promise<unknown> {
  const importId = await stageText(call, text);
  const shown = await call(plan, { importId, ...options });
  if (member(shown, 'applicable') !== true)
    throw new Error(`the import cannot be applied: ${JSON.stringify(shown)}`);
  await call('import/apply', { importId });
  return shown;
}

/** The data of a resolver's answer. @throws {Error} with the app's message when it is an error */
export function dataOf(answer: unknown): unknown {
  if (member(answer, 'ok') === true) return member(answer, 'data');
  const message = member(member(answer, 'error'), 'message');
  throw new Error(typeof message === 'string' ? message : JSON.stringify(answer));
}
