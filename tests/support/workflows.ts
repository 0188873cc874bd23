import type { Company } from '../../sandbox/company/company';
import type { Transition, Workflow } from '../../sandbox/jsm/model';
import { rulesOf, workflowsOf } from '../../sandbox/jsm/workflow-rules';
import type { World } from './world';

/** The same company with other transitions in its workflows. */
export function withTransitions(
  company: Company,
  change: (transition: Transition, workflow: Workflow) => readonly Transition[],
): Company {
  const projects = company.site.projects.map((project) => ({
    ...project,
    issueTypes: project.issueTypes.map((type) => {
      const transitions = type.workflow.transitions.flatMap((one) => change(one, type.workflow));
      return { ...type, workflow: { ...type.workflow, transitions } };
    }),
  }));
  return { ...company, site: { ...company.site, projects } };
}

/** A global transition to fulfilled that nobody put the guard on, besides the one that has it. */
export const withUnguardedWay = (company: Company): Company =>
  withTransitions(company, (transition) =>
    transition.name === 'Fulfill'
      ? [transition, { ...transition, id: '71', name: 'Close at once', from: 'any', validators: [] }]
      : [transition],
  );

/** The workflow of other tickets leads to fulfilled, too, and nobody thought of the guard there. */
export const withUnguardedOthers = (company: Company): Company =>
  withTransitions(company, (transition) => [
    transition.name === 'Resolve' ? { ...transition, validators: [] } : transition,
  ]);

/** Switches the app's validators of the named transition on or off, as an administrator does in the editor. */
export function setGuard(world: World, transitionName: string, disabled: boolean): void {
  const { jsm } = world.site;
  for (const workflow of workflowsOf(jsm)) {
    for (const { id, transition, configuration } of rulesOf(jsm, workflow)) {
      if (transition.name === transitionName) jsm.ruleConfigurations.set(id, { ...configuration, disabled });
    }
  }
}
