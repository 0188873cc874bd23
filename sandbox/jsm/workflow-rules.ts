import { stableUuid } from './stable-uuid';
import type { JsmSite } from './site';
import type { RuleConfiguration, Transition, Workflow } from './model';

/** One validator of the app on one transition. */
export interface WorkflowRule {
  readonly id: string;
  readonly moduleKey: string;
  readonly workflow: Workflow;
  readonly transition: Transition;
  readonly configuration: RuleConfiguration;
}

const FRESH: RuleConfiguration = { value: '{}', disabled: false, tag: '' };

/** The app's validators on a transition, with the configuration they have now. */
export const rulesOn = (site: JsmSite, workflow: Workflow, transition: Transition): WorkflowRule[] =>
  transition.validators.map(({ moduleKey }) => {
    const id = stableUuid(workflow.name, transition.id, moduleKey);
    return { id, moduleKey, workflow, transition, configuration: site.ruleConfigurations.get(id) ?? FRESH };
  });

/** Every workflow of the site once, in the order of its projects. */
export function workflowsOf(site: JsmSite): Workflow[] {
  const all = site.configuration.projects.flatMap(({ issueTypes }) =>
    issueTypes.map(({ workflow }) => workflow),
  );
  return [...new Set(all)];
}

export const rulesOf = (site: JsmSite, workflow: Workflow): WorkflowRule[] =>
  workflow.transitions.flatMap((transition) => rulesOn(site, workflow, transition));
