/** What manifest.yml names, grouped by kind of module; nothing else. */

// triggers
export { onLifecycle } from './entry/triggers/lifecycle';

// scheduled triggers
export { nightly } from './entry/schedules/nightly';

// actions of Automation and Rovo
export { lookUpPool } from './entry/actions/pool-actions';
export { listIdleSeats } from './entry/actions/pool-actions';
export { startReclaim } from './entry/actions/pool-actions';
export { checkApprovals } from './entry/actions/request-actions';

// web triggers
export { biFeed } from './entry/webtriggers/bi-feed';

// resolvers
export { consoleResolver } from './entry/resolvers/console-resolver';
export { actionFormResolver } from './entry/resolvers/action-form-resolver';
export { adminResolver } from './entry/resolvers/admin-resolver';
