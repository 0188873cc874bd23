export { agentResolver } from './entry/resolvers/agent-resolver';
