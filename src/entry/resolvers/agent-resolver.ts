import { issuePanelCalls } from '../../flows/calls/issue-panel';
import type { AgentSurface } from '../../flows/contract/surfaces';
import { defineResolver, type CallsOfSurface } from './define-resolver';

/** The issue panel's calls. */
export const agentSurfaceCalls: CallsOfSurface<AgentSurface> = { issuePanel: issuePanelCalls };

export const agentResolver = defineResolver(agentSurfaceCalls);
