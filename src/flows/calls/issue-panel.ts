import * as z from '#zod';
import { userAdministersJira } from '../../jira/client/site';
import { workflowsPath } from '../../guard/contract/guard';
import { issuePanelInputs, type IssuePanelCalls, type IssuePanelView } from '../contract/issue-panel';
import { confirmOnTicket } from '../../reclaim/usecases/decide-cases';
import { askIdlest } from '../../reclaim/usecases/run-reclaim';
import { reclaimMessages } from '../../reclaim/rules/messages';
import { requestMessages } from '../../requests/rules/messages';
import { flowMessages } from '../rules/messages';
import { showIssuePanel } from '../usecases/show-issue-panel';
import { startFulfillment } from '../../requests/usecases/start-fulfillment';
import {
  arrangeToFulfill,
  changeQueuePositionAsAgent,
  poolWaitedFor,
  type QueueChange,
} from '../../requests/usecases/change-queue-position';
import { allowsOnly, allowsSignedIn, type Allows } from '../../common/calls/allows';
import { defineCall, defineCalls, type CallContext } from '../../common/calls/define-call';

const issueExtension = z.looseObject({
  type: z.literal('jira:issuePanel'),
  issue: z.looseObject({ id: z.string(), key: z.string() }),
  project: z.looseObject({ id: z.string(), key: z.string() }),
});

// every call reaches Jira with the caller's own permissions: reading the issue, moving it, administering
const asTheCaller = (): void => undefined;

/** Who may look at the ticket. */
const READERS = allowsOnly(['siteAdmin', 'projectAdmin', 'agent', 'browseOnly'], flowMessages.ticketNotFound);

const onlyAgents = (notTheirs: string, agentsOnly: string): Allows =>
  allowsOnly(['agent'], notTheirs, {
    siteAdmin: agentsOnly,
    projectAdmin: agentsOnly,
    browseOnly: agentsOnly,
  });

/** Who works on the request's ticket; to look at it is not enough, whatever else one administers. */
const AGENTS = onlyAgents(requestMessages.error.noRequest, requestMessages.error.agentsOnly);

/** Who works on the ticket in which a holder is asked about a seat. */
const AGENTS_OF_CASE = onlyAgents(reclaimMessages.error.notReclaim, reclaimMessages.error.agentsOnly);

type PanelCall = CallContext<z.infer<typeof issueExtension>>;

const shownTo = ({ extension, accountId, now }: PanelCall): Promise<IssuePanelView> =>
  showIssuePanel(extension.issue.id, extension.project.id, accountId, now);

const queueChange = (change: QueueChange) =>
  defineCall({
    extension: issueExtension,
    authorize: asTheCaller,
    allows: AGENTS,
    run: async (_input: unknown, call) => {
      const { issue, project } = call.extension;
      await changeQueuePositionAsAgent(issue.id, project.id, call.accountId, change, call.now);
      return shownTo(call);
    },
  });

/** The issue panel's calls. */
export const issuePanelCalls = defineCalls<IssuePanelCalls>(issuePanelInputs, {
  'issue-panel/show': defineCall({
    extension: issueExtension,
    authorize: asTheCaller,
    allows: READERS,
    run: (_input, call) => shownTo(call),
  }),
  'issue-panel/fulfill': defineCall({
    extension: issueExtension,
    authorize: asTheCaller,
    allows: AGENTS,
    run: async (_input, { extension, accountId }) => {
      await startFulfillment(extension.issue.id, extension.project.id, accountId);
      return { started: true };
    },
  }),
  'issue-panel/arrange': defineCall({
    extension: issueExtension,
    authorize: asTheCaller,
    allows: AGENTS,
    run: async (_input, call) => {
      await arrangeToFulfill(call.extension.issue.id, call.extension.project.id, call.accountId, call.now);
      return shownTo(call);
    },
  }),
  'issue-panel/give-up': queueChange('give-up'),
  'issue-panel/rejoin': queueChange('rejoin'),
  'issue-panel/ask-idlest': defineCall({
    extension: issueExtension,
    authorize: asTheCaller,
    allows: AGENTS,
    run: async (_input, { extension, accountId, now }) => {
      const poolId = await poolWaitedFor(extension.issue.id, extension.project.id, now);
      const { opened, stopped } = await askIdlest(poolId, extension.issue.id, accountId, now);
      return { asked: opened, stopped };
    },
  }),
  'issue-panel/confirm-removal': defineCall({
    extension: issueExtension,
    authorize: asTheCaller,
    allows: AGENTS_OF_CASE,
    run: async (_input, call) => {
      await confirmOnTicket(call.extension.issue.id, call.extension.project.id, call.accountId, call.now);
      return shownTo(call);
    },
  }),
  'issue-panel/repair-guard': defineCall({
    extension: issueExtension,
    authorize: asTheCaller,
    // who may not repair it is shown nothing
    allows: allowsSignedIn,
    run: async (_input, { extension }) => ({
      workflowsPath: (await userAdministersJira()) ? workflowsPath(extension.project.key) : null,
    }),
  }),
});
