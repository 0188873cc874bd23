import { catalogInputs, type CatalogCalls } from '../contract/catalog';
import { showApplication, showApplications } from '../usecases/show-catalog';
import { defineCall, defineCalls } from '../../common/calls/define-call';
import { PROJECT_MEMBERS, forViewers, isAdministrator } from './console-permissions';

/** What there is to ask for: looked at by everybody who works in the project. */
export const catalogCalls = defineCalls<CatalogCalls>(catalogInputs, {
  'catalog/list': defineCall({
    ...forViewers,
    allows: PROJECT_MEMBERS,
    run: (wanted, call) => showApplications(wanted, isAdministrator(call), call.now),
  }),
  'catalog/show': defineCall({
    ...forViewers,
    allows: PROJECT_MEMBERS,
    run: ({ key }, { now }) => showApplication(key, now),
  }),
});
