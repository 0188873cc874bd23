export { reconcile } from './entry/schedules/reconcile';
