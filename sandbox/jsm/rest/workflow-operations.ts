import { z } from 'zod';
import { mayAdminister, requireAccount } from '../access';
import { JiraError } from '../errors';
import type { ApprovalStep, Status, Transition, Workflow } from '../model';
import type { JsmSite } from '../site';
import { stableUuid } from '../stable-uuid';
import { rulesOf, rulesOn, workflowsOf, type WorkflowRule } from '../workflow-rules';
import { ok, PAGE, pageBean, type Call, type Operation, type Result } from './operation';

type Json = Record<string, unknown>;

const CONFIGURE = [['manage:jira-configuration']] as const;
const RULES = '/rest/api/3/workflow/rule/config';
const CATEGORIES = { new: 'TODO', indeterminate: 'IN_PROGRESS', done: 'DONE' };
/** Of a validator that a Forge app brings; which key Jira gives function validators is not documented. */
const RULE_KEY = 'forge:expression-validator';

/** @throws {JiraError} 401 as Jira gives it to people who do not administer it */
function requireAdministrator(call: Call): void {
  if (!mayAdminister(requireAccount(call.actor)))
    throw new JiraError(401, ['Only Jira administrators can read workflows.']);
}

function searchWorkflows(call: Call): Result {
  requireAdministrator(call);
  const { site } = call;
  const query = (call.query('queryString') ?? '').toLowerCase();
  const projectId = call.query('projectId');
  const used = site.project(projectId ?? '')?.issueTypes.map(({ workflow }) => workflow);
  const fitting = workflowsOf(site).filter(
    (workflow) =>
      workflow.name.toLowerCase().includes(query) &&
      (projectId === undefined || used?.includes(workflow) === true),
  );
  const [order = ''] = call.queryList('orderBy');
  if (order !== '')
    fitting.sort((one, other) => (order.startsWith('-') ? -1 : 1) * one.name.localeCompare(other.name));
  const page = pageBean(call, '/rest/api/3/workflows/search', fitting, {
    most: 200,
    show: (workflow) => workflowBean(site, workflow),
  });
  return { ...page, body: { ...(page.body as Json), statuses: statusBeans(site.configuration.statuses) } };
}

const statusBeans = (statuses: readonly Status[]): Json[] =>
  statuses.map(({ id, name, category }) => ({
    id,
    name,
    description: '',
    statusReference: id,
    statusCategory: CATEGORIES[category],
    scope: { type: 'GLOBAL' },
  }));

const readSchema = z.strictObject({
  workflowNames: z.array(z.string()).default([]),
  workflowIds: z.array(z.string()).default([]),
  projectAndIssueTypes: z
    .array(z.strictObject({ projectId: z.string(), issueTypeId: z.string() }))
    .default([]),
});

/** Workflows by name, by id, or by who uses them; what is not there is left out. */
function readWorkflows(call: Call): Result {
  requireAdministrator(call);
  const { site } = call;
  const asked = call.body(readSchema);
  const used = asked.projectAndIssueTypes.flatMap(({ projectId, issueTypeId }) => {
    const type = site.project(projectId)?.issueTypes.find(({ id }) => id === issueTypeId);
    return type ? [type.workflow] : [];
  });
  const found = workflowsOf(site).filter(
    (workflow) =>
      used.includes(workflow) ||
      asked.workflowNames.includes(workflow.name) ||
      asked.workflowIds.includes(stableUuid('workflow', workflow.name)),
  );
  const statusIds = new Set(found.flatMap((workflow) => workflow.statusIds));
  const body = {
    workflows: found.map((workflow) => workflowBean(site, workflow)),
    statuses: statusBeans(site.configuration.statuses.filter(({ id }) => statusIds.has(id))),
  };
  return { ...ok(body, found.length), isRead: true };
}

const workflowBean = (site: JsmSite, workflow: Workflow): Json => ({
  id: stableUuid('workflow', workflow.name),
  name: workflow.name,
  description: '',
  isEditable: true,
  scope: { type: 'GLOBAL' },
  version: { id: stableUuid('workflow version', workflow.name), versionNumber: 0 },
  statuses: workflow.statusIds.map((statusReference) => ({
    statusReference,
    deprecated: false,
    properties: {},
    ...approvalOf(workflow, statusReference),
  })),
  transitions: workflow.transitions.map((transition) => ({
    id: transition.id,
    name: transition.name,
    description: '',
    type: transition.from === 'any' ? 'GLOBAL' : 'DIRECTED',
    toStatusReference: transition.to,
    links: transition.from === 'any' ? [] : transition.from.map((from) => ({ fromStatusReference: from })),
    actions: [],
    triggers: [],
    properties: {},
    ...conditionsOf(transition),
    validators: rulesOn(site, workflow, transition).map(({ id, moduleKey, configuration }) => ({
      id,
      ruleKey: RULE_KEY,
      parameters: {
        key: moduleKey,
        config: configuration.value,
        disabled: String(configuration.disabled),
        tag: configuration.tag,
      },
    })),
  })),
});

const conditionsOf = ({ onlyRoleIds }: Transition): Json =>
  onlyRoleIds === undefined
    ? {}
    : {
        conditions: {
          operation: 'ALL',
          conditions: [
            { ruleKey: 'system:restrict-issue-transition', parameters: { roleIds: onlyRoleIds.join(',') } },
          ],
        },
      };

function approvalOf(workflow: Workflow, statusId: string): Json {
  const step = workflow.approvalSteps.find((candidate) => candidate.statusId === statusId);
  const fieldId = step?.approversFieldId ?? step?.approverGroupsFieldId;
  if (!step || fieldId === undefined) return {};
  return {
    approvalConfiguration: {
      active: 'true',
      ...requirement(step.required),
      exclude: step.exclude ?? [],
      fieldId,
      transitionApproved: step.approveTransitionId,
      transitionRejected: step.declineTransitionId,
    },
  };
}

function requirement(required: ApprovalStep['required']): Json {
  if (required === 'all') return { conditionType: 'percent', conditionValue: '100' };
  if (typeof required === 'number') return { conditionType: 'number', conditionValue: String(required) };
  return 'percent' in required
    ? { conditionType: 'percent', conditionValue: String(required.percent) }
    : { conditionType: 'numberPerPrincipal', conditionValue: String(required.perGroup) };
}

/** @throws {JiraError} 403 for people: only the app that brought a rule may look at it */
function requireApp(call: Call): void {
  if (requireAccount(call.actor).kind !== 'app')
    throw new JiraError(403, ['This resource is only accessible to Connect and Forge apps.']);
}

const RULE_TYPES = ['postfunction', 'condition', 'validator'];

function readRules(call: Call): Result {
  requireApp(call);
  const [types, keys] = [call.queryList('types'), call.queryList('keys')];
  const [names, tags] = [call.queryList('workflowNames'), call.queryList('withTags')];
  if (types.length === 0) throw new JiraError(400, ['The types query parameter is required.']);
  const unknown = types.find((type) => !RULE_TYPES.includes(type));
  if (unknown !== undefined) throw new JiraError(400, [`The value '${unknown}' is not a rule type.`]);
  const isWanted = ({ moduleKey, configuration }: WorkflowRule): boolean =>
    types.includes('validator') &&
    (keys.length === 0 || keys.includes(moduleKey)) &&
    (tags.length === 0 || tags.includes(configuration.tag));
  const withTransition = call.queryList('expand').includes('transition');
  const found = workflowsOf(call.site)
    .filter(({ name }) => names.length === 0 || names.includes(name))
    .map((workflow) => ({ workflow, rules: rulesOf(call.site, workflow).filter(isWanted) }))
    .filter(({ rules }) => rules.length > 0);
  return pageBean(call, RULES, found, {
    usually: 10,
    most: 50,
    show: ({ workflow, rules }) => ({
      workflowId: { name: workflow.name, draft: false },
      postFunctions: [],
      conditions: [],
      validators: rules.map((rule) => ruleBean(rule, withTransition)),
    }),
  });
}

const ruleBean = (
  { id, moduleKey, configuration, transition }: WorkflowRule,
  withTransition: boolean,
): Json => ({
  id,
  key: moduleKey,
  configuration,
  ...(withTransition ? { transition: { id: Number(transition.id), name: transition.name } } : {}),
});

const ruleSchema = z.looseObject({
  id: z.string(),
  key: z.string(),
  configuration: z.looseObject({
    value: z.string(),
    disabled: z.boolean().default(false),
    tag: z.string().default(''),
  }),
});
const updateSchema = z.looseObject({
  workflows: z.array(
    z.looseObject({
      workflowId: z.looseObject({ name: z.string(), draft: z.boolean().default(false) }),
      postFunctions: z.array(ruleSchema).default([]),
      conditions: z.array(ruleSchema).default([]),
      validators: z.array(ruleSchema).default([]),
    }),
  ),
});

/** Writes what it can, and says of every rule that it cannot write why. */
function writeRules(call: Call): Result {
  requireApp(call);
  const { site } = call;
  const updateResults = call.body(updateSchema).workflows.map(({ workflowId, ...rules }) => {
    const workflow = workflowsOf(site).find(({ name }) => name === workflowId.name);
    if (!workflow || workflowId.draft) {
      return { workflowId, updateErrors: ['Workflow not found'], ruleUpdateErrors: {} };
    }
    const known = rulesOf(site, workflow).map(({ id }) => id);
    const ruleUpdateErrors: Record<string, string[]> = {};
    for (const { id, configuration } of [...rules.validators, ...rules.conditions, ...rules.postFunctions]) {
      if (!known.includes(id)) ruleUpdateErrors[id] = [`The rule with this id does not exist: ${id}`];
      else if (!isJson(configuration.value)) ruleUpdateErrors[id] = ['The configuration is not valid JSON.'];
      else {
        const { value, disabled, tag } = configuration;
        site.ruleConfigurations.set(id, { value, disabled, tag });
      }
    }
    return { workflowId, updateErrors: [], ruleUpdateErrors };
  });
  return ok({ updateResults });
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** Workflows, and the app's own rules in them. */
export const workflowOperations: readonly Operation[] = [
  {
    method: 'GET',
    path: '/rest/api/3/workflows/search',
    scopes: CONFIGURE,
    query: [...PAGE, 'queryString', 'projectId'],
    // every workflow is one that a project uses, and no project has one of its own
    values: { isActive: ['true'], scope: ['GLOBAL'], orderBy: ['name', '-name', '+name'] },
    run: searchWorkflows,
  },
  {
    method: 'POST',
    path: '/rest/api/3/workflows',
    scopes: CONFIGURE,
    body: readSchema,
    run: readWorkflows,
  },
  {
    method: 'GET',
    path: RULES,
    scopes: CONFIGURE,
    query: [...PAGE, 'types', 'keys', 'workflowNames', 'withTags'],
    values: { draft: ['false'], expand: ['transition'] },
    run: readRules,
  },
  { method: 'PUT', path: RULES, scopes: CONFIGURE, body: updateSchema, run: writeRules },
];
