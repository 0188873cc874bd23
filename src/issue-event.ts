export { onIssueEvent } from './entry/triggers/issue-events';
