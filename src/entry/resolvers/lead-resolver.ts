import { z } from 'zod';
import { userBrowsesProject } from '../../adapters/jira/site';
import { readSettings } from '../../adapters/kvs/settings';
import { leadGadgetInputs, type LeadGadgetOutputs } from '../../contracts/lead-gadget';
import { reportMeasure } from '../../usecases/report-measure';
import { defineCall, defineResolver, forbidden } from './define-resolver';

const gadgetExtension = z.looseObject({ type: z.literal('jira:dashboardGadget') });

async function requireBrowse(projectId: string): Promise<void> {
  if (!(await userBrowsesProject(projectId)))
    throw forbidden('You may not see this project, so its figures are not shown.');
}

/** The dashboard gadget's calls. A dashboard can be shared with anybody, so each figure asks for its project. */
export const leadResolver = defineResolver<LeadGadgetOutputs>({
  'gadget/projects': defineCall({
    input: leadGadgetInputs['gadget/projects'],
    extension: gadgetExtension,
    authorize: () => undefined,
    run: async () => {
      const visible: { id: string; key: string }[] = [];
      for (const { projectId, projectKey } of (await readSettings())?.projects ?? []) {
        if (await userBrowsesProject(projectId)) visible.push({ id: projectId, key: projectKey });
      }
      return visible;
    },
  }),
  'gadget/report': defineCall({
    input: leadGadgetInputs['gadget/report'],
    extension: gadgetExtension,
    authorize: () => undefined,
    run: async (input, { now }) => {
      await requireBrowse(input.projectId);
      return reportMeasure(input, now);
    },
  }),
});
