export { portalResolver } from './entry/resolvers/portal-resolver';
