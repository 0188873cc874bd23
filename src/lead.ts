export { leadResolver } from './entry/resolvers/lead-resolver';
