import { readSettings } from '../../settings/store/settings';
import { leadGadgetInputs, type LeadGadgetCalls } from '../contract/lead-gadget';
import { permissionMessages } from '../../people/rules/messages';
import { mayBrowse } from '../../people/usecases/may-browse';
import { gadgetChoices, reportMeasure } from '../usecases/report-measure';
import { allowsOnly, allowsSignedIn } from '../../common/calls/allows';
import { defineCall, defineCalls, forbidden } from '../../common/calls/define-call';
import { leadContext } from './lead-context';

const PROJECT_BROWSERS = allowsOnly(
  ['siteAdmin', 'projectAdmin', 'agent', 'browseOnly'],
  permissionMessages.viewReport,
);

/** The gadget's and the widget's calls. A dashboard can be shared with anybody, so each figure asks for its project. */
export const leadGadgetCalls = defineCalls<LeadGadgetCalls>(leadGadgetInputs, {
  'gadget/setup': defineCall({
    extension: leadContext,
    // only projects that the person may browse are listed
    authorize: () => undefined,
    allows: allowsSignedIn,
    run: async (_input, { extension, accountId, now }) => {
      const projects: { id: string; key: string }[] = [];
      for (const { projectId, projectKey } of (await readSettings())?.projects ?? []) {
        if (await mayBrowse(accountId, projectId, now)) projects.push({ id: projectId, key: projectKey });
      }
      const choices = await gadgetChoices(
        projects.map(({ id }) => id),
        now,
      );
      return { projects, ...choices, configuration: extension.configuration };
    },
  }),
  'gadget/report': defineCall({
    extension: leadContext,
    authorize: async ({ extension, accountId, now }) => {
      const projectId = extension.configuration?.projectId;
      if (projectId !== undefined && !(await mayBrowse(accountId, projectId, now))) {
        throw forbidden(permissionMessages.viewReport);
      }
    },
    allows: PROJECT_BROWSERS,
    run: async (_input, { extension, now }) => {
      const { configuration } = extension;
      return configuration ? reportMeasure(configuration, now) : { kind: 'not-set-up' as const };
    },
  }),
});
