import { FIELD, REQUEST_TYPE } from '../../sandbox/company/service-project';
import { createRequest } from '../../sandbox/jsm/requests';
import { CREATE_PANEL_FIELD } from '../../src/jira/contract/create-panel-field';
import type { Company } from '../../sandbox/company/company';
import { member } from '../../sandbox/untyped';
import { documentOf } from './documents';
import type { World } from './world';

export interface Asked {
  readonly application: string;
  readonly tier: string;
  readonly beneficiary: string;
  readonly days: number;
  readonly justification: string;
}

/** Values of the short form's fields; what is undefined is left empty. */
export const formValues = (asked: Partial<Asked>): Record<string, unknown> => ({
  summary: 'I need an application',
  ...(asked.application === undefined ? {} : { [FIELD.application]: asked.application }),
  ...(asked.tier === undefined ? {} : { [FIELD.tier]: asked.tier }),
  ...(asked.beneficiary === undefined ? {} : { [FIELD.beneficiary]: { accountId: asked.beneficiary } }),
  ...(asked.days === undefined ? {} : { [FIELD.duration]: asked.days }),
  ...(asked.justification === undefined ? {} : { [FIELD.justification]: asked.justification }),
});

/** The same values as the issue view sends them: what is rich text as a document. */
export const issueValues = (values: Readonly<Record<string, unknown>>): Record<string, unknown> => {
  const reason = values[FIELD.justification];
  return typeof reason === 'string'
    ? { ...values, [FIELD.justification]: documentOf(reason) }
    : { ...values };
};

export const FIGMA_PREMIUM: Partial<Asked> = {
  application: 'Figma',
  tier: 'Premium',
  justification: 'Design system',
};
export const MIRO_STANDARD: Partial<Asked> = {
  application: 'Miro',
  tier: 'Standard',
  justification: 'Workshops',
};
export const SLACK_STANDARD: Partial<Asked> = {
  application: 'Slack',
  tier: 'Standard',
  justification: 'Talk to the team',
};

/** Raises a request through the short form and lets the app receive it. */
export async function raise(
  world: World,
  asked: Partial<Asked>,
  role: keyof Company['roles'] = 'newHire',
): Promise<string> {
  const key = await world.as(role).raise(REQUEST_TYPE.fields, formValues(asked));
  await world.settle();
  return key;
}

/** Has an agent make a ticket in the issue view, which no request type of the portal is about, for somebody. */
export async function raiseAsAgent(
  world: World,
  values: Readonly<Record<string, unknown>>,
  workType = 'Access request',
  forWhom: keyof Company['roles'] = 'newHire',
): Promise<string> {
  const fields = {
    project: { key: 'IT' },
    issuetype: { name: workType },
    reporter: { accountId: world.company.roles[forWhom] },
    ...issueValues(values),
  };
  const made = await world.as('agent').ask('POST', '/rest/api/3/issue', { fields });
  return String(member(made, 'key'));
}

/** Raises a request through the create panel, as the portal stores what it submits. */
export async function raiseByPanel(
  world: World,
  input: unknown,
  role: keyof Company['roles'] = 'newHire',
): Promise<string> {
  const creator = world.site.jsm.account(world.company.roles[role]);
  const request = {
    serviceDeskId: '1',
    requestTypeId: REQUEST_TYPE.panel,
    requestFieldValues: { summary: 'I need an application' },
    requestParticipants: [],
  };
  const properties = { [world.sandbox.host.manifest.appId]: { [CREATE_PANEL_FIELD]: input } };
  const { key } = createRequest(world.site.jsm, creator, request, properties);
  await world.settle();
  return key;
}

/** Lets every approver who is asked say yes, and the app take notice. */
export async function approveAll(
  world: World,
  key: string,
  roles: readonly (keyof Company['roles'])[] = ['manager', 'owner'],
): Promise<void> {
  for (const role of roles) await world.as(role).answer(key, 'approve');
  await world.settle();
}

export async function fulfill(
  world: World,
  key: string,
  role: keyof Company['roles'] = 'agent',
): Promise<string | undefined> {
  const refusal = await world.as(role).move(key, 'Fulfill');
  await world.settle();
  return refusal;
}
