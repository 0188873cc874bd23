import { z } from 'zod';
import { userAdministersJira } from '../../adapters/jira/site';
import { workflowsPath } from '../../contracts/guard';
import { issuePanelInputs, type IssuePanelOutputs } from '../../contracts/issue-panel';
import { showIssuePanel } from '../../usecases/show-issue-panel';
import { startFulfillment } from '../../usecases/start-fulfillment';
import { defineCall, defineResolver } from './define-resolver';

const issueExtension = z.looseObject({
  type: z.literal('jira:issuePanel'),
  issue: z.looseObject({ id: z.string(), key: z.string() }),
  project: z.looseObject({ id: z.string(), key: z.string() }),
});

// every call reaches Jira with the caller's own permissions: reading the issue, moving it, administering
const asTheCaller = (): void => undefined;

/** The issue panel's calls. */
export const agentResolver = defineResolver<IssuePanelOutputs>({
  'issue-panel/show': defineCall({
    input: issuePanelInputs['issue-panel/show'],
    extension: issueExtension,
    authorize: asTheCaller,
    run: (_input, { extension, accountId, now }) =>
      showIssuePanel(extension.issue.id, extension.project.id, accountId, now),
  }),
  'issue-panel/fulfill': defineCall({
    input: issuePanelInputs['issue-panel/fulfill'],
    extension: issueExtension,
    authorize: asTheCaller,
    run: async (_input, { extension, accountId }) => {
      await startFulfillment(extension.issue.id, extension.project.id, accountId);
      return { started: true as const };
    },
  }),
  'issue-panel/mend-guard': defineCall({
    input: issuePanelInputs['issue-panel/mend-guard'],
    extension: issueExtension,
    authorize: asTheCaller,
    run: async (_input, { extension }) => ({
      workflowsPath: (await userAdministersJira()) ? workflowsPath(extension.project.key) : null,
    }),
  }),
});
