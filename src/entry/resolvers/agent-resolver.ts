import { z } from 'zod';
import { issuePanelInputs, type IssuePanelOutputs } from '../../contracts/issue-panel';
import { showIssuePanel } from '../../usecases/show-issue-panel';
import { startFulfillment } from '../../usecases/start-fulfillment';
import { defineCall, defineResolver } from './define-resolver';

const issueExtension = z.looseObject({
  type: z.literal('jira:issuePanel'),
  issue: z.looseObject({ id: z.string(), key: z.string() }),
  project: z.looseObject({ id: z.string() }),
});

// both calls reach Jira with the caller's own permissions: reading the issue, and moving it
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
});
