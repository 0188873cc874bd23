import { z } from 'zod';
import { readSettings } from '../../adapters/kvs/settings';
import {
  gadgetConfigurationSchema,
  leadGadgetInputs,
  type LeadGadgetOutputs,
} from '../../contracts/lead-gadget';
import { mayBrowse } from '../../usecases/may-browse';
import { gadgetMeasures, reportMeasure } from '../../usecases/report-measure';
import { defineCall, defineResolver, forbidden } from './define-resolver';

const gadgetExtension = z.looseObject({
  type: z.literal('jira:dashboardGadget'),
  // absent, empty or of an older shape until a lead saves the settings
  gadgetConfiguration: gadgetConfigurationSchema.nullish().catch(null),
});

/** The dashboard gadget's calls. A dashboard can be shared with anybody, so each figure asks for its project. */
export const leadResolver = defineResolver<LeadGadgetOutputs>({
  'gadget/setup': defineCall({
    input: leadGadgetInputs['gadget/setup'],
    extension: gadgetExtension,
    // only projects that the person may browse are told
    authorize: () => undefined,
    run: async (_input, { extension, accountId, now }) => {
      const projects: { id: string; key: string }[] = [];
      for (const { projectId, projectKey } of (await readSettings())?.projects ?? []) {
        if (await mayBrowse(accountId, projectId, now)) projects.push({ id: projectId, key: projectKey });
      }
      return { projects, measures: gadgetMeasures(), configuration: extension.gadgetConfiguration ?? null };
    },
  }),
  'gadget/report': defineCall({
    input: leadGadgetInputs['gadget/report'],
    extension: gadgetExtension,
    authorize: async ({ extension, accountId, now }) => {
      const projectId = extension.gadgetConfiguration?.projectId;
      if (projectId !== undefined && !(await mayBrowse(accountId, projectId, now))) {
        throw forbidden('You may not see this project, so its figures are not shown.');
      }
    },
    run: async (_input, { extension, now }) => {
      const { gadgetConfiguration } = extension;
      return gadgetConfiguration ? reportMeasure(gadgetConfiguration, now) : { kind: 'not-set-up' as const };
    },
  }),
});
