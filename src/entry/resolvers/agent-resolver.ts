import { issuePanelCalls } from '../../flows/calls/issue-panel';
import type { IssuePanelOutputs } from '../../flows/contract/issue-panel';
import { defineResolver } from './define-resolver';

/** The issue panel's calls. */
export const agentResolver = defineResolver<IssuePanelOutputs>(issuePanelCalls);
