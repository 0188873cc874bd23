import { issuePanelCalls } from '../../flows/calls/issue-panel';
import type { AgentSurface } from '../../flows/contract/surfaces';
import { defineResolver } from './define-resolver';

/** The issue panel's calls. */
export const agentResolver = defineResolver<AgentSurface>({ issuePanel: issuePanelCalls });
