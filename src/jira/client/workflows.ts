import type { GuardRule, WorkflowTransition } from '../rules/workflow';
import api, { route } from '@forge/api';
import * as z from '#zod';
import { SeatkeeperError } from '../../common/rules/errors';
import { readJson } from './response';
import { jiraMessages } from '../rules/messages';

/** The validator's key in manifest.yml. */
const GUARD_KEY = 'guard-fulfillment';

const read = z.looseObject({
  statuses: z.array(z.looseObject({ id: z.string(), statusReference: z.string() })),
  workflows: z.array(
    z.looseObject({
      name: z.string(),
      transitions: z.array(
        z.looseObject({ id: z.string(), name: z.string(), toStatusReference: z.string().optional() }),
      ),
    }),
  ),
});

/**
 * Transitions of the workflows that these issue types of a project use, as the app. One call.
 * @see https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-workflows/#api-rest-api-3-workflows-post
 */
export async function readTransitions(
  projectId: string,
  issueTypeIds: readonly string[],
): Promise<WorkflowTransition[]> {
  const projectAndIssueTypes = issueTypeIds.map((issueTypeId) => ({ projectId, issueTypeId }));
  const response = await api.asApp().requestJira(route`/rest/api/3/workflows`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ projectAndIssueTypes }),
  });
  const { statuses, workflows } = await readJson(response, read);
  const idOf = new Map(statuses.map(({ id, statusReference }) => [statusReference, id]));
  return workflows.flatMap(({ name: workflow, transitions }) =>
    transitions.map(({ id, name, toStatusReference = '' }) => ({
      workflow,
      id,
      name,
      toStatusId: idOf.get(toStatusReference) ?? toStatusReference,
    })),
  );
}

const rule = z.looseObject({
  id: z.string(),
  key: z.string(),
  configuration: z.looseObject({
    value: z.string().default('{}'),
    disabled: z.boolean().default(false),
    tag: z.string().nullish(),
  }),
  transition: z.looseObject({ id: z.union([z.number(), z.string()]).transform(String) }).optional(),
});
const rulePage = z.looseObject({
  isLast: z.boolean().default(true),
  values: z.array(
    z.looseObject({
      workflowId: z.looseObject({ name: z.string(), draft: z.boolean().default(false) }),
      validators: z.array(rule).default([]),
    }),
  ),
});

/** A rule of the app's with what has to be sent back unchanged when it is written. */
export interface StoredRule extends GuardRule {
  readonly key: string;
  readonly value: string;
  readonly tag: string | null;
}

const PAGE_SIZE = 50;
const MAX_PAGES = 20;

/**
 * The app's own guards in all published workflows of the site. One call for fifty workflows that have one.
 * @see https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-workflow-transition-rules/#api-rest-api-3-workflow-rule-config-get
 */
export async function readGuardRules(): Promise<StoredRule[]> {
  const rules: StoredRule[] = [];
  for (let page = 0; page < MAX_PAGES; page++) {
    const startAt = page * PAGE_SIZE;
    const response = await api
      .asApp()
      .requestJira(
        route`/rest/api/3/workflow/rule/config?types=validator&expand=transition&startAt=${startAt}&maxResults=${PAGE_SIZE}`,
      );
    const { values, isLast } = await readJson(response, rulePage);
    for (const { workflowId, validators } of values) {
      if (!workflowId.draft) rules.push(...validators.flatMap((one) => guardOf(workflowId.name, one)));
    }
    if (isLast) break;
  }
  return rules;
}

// Jira gives the key as the manifest has it, or as the last part of the module's resource name
const isGuard = (key: string): boolean => key === GUARD_KEY || key.endsWith(`/${GUARD_KEY}`);

function guardOf(
  workflow: string,
  { id, key, configuration, transition }: z.infer<typeof rule>,
): StoredRule[] {
  if (!isGuard(key) || !transition) return [];
  const { value, disabled, tag } = configuration;
  return [{ ruleId: id, key, workflow, transitionId: transition.id, disabled, value, tag: tag ?? null }];
}

const written = z.looseObject({
  updateResults: z.array(
    z.looseObject({
      updateErrors: z.array(z.string()).default([]),
      ruleUpdateErrors: z.record(z.string(), z.array(z.string())).default({}),
    }),
  ),
});

/**
 * Switches guards on, and leaves the rest of their configuration as it is. One call.
 * @throws {SeatkeeperError} `invalid` with Jira's words for what it did not write
 */
export async function switchOn(rules: readonly StoredRule[]): Promise<void> {
  const names = [...new Set(rules.map(({ workflow }) => workflow))];
  const workflows = names.map((name) => ({
    workflowId: { name },
    validators: rules
      .filter(({ workflow }) => workflow === name)
      .map(({ ruleId, key, value, tag }) => ({
        id: ruleId,
        key,
        configuration: { value, disabled: false, ...(tag === null ? {} : { tag }) },
      })),
  }));
  const response = await api.asApp().requestJira(route`/rest/api/3/workflow/rule/config`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ workflows }),
  });
  const { updateResults } = await readJson(response, written);
  const errors = updateResults.flatMap(({ updateErrors, ruleUpdateErrors }) => [
    ...updateErrors,
    ...Object.values(ruleUpdateErrors).flat(),
  ]);
  if (errors.length > 0)
    throw new SeatkeeperError('invalid', jiraMessages.guardNotSwitchedOn(errors.join(' ')));
}
