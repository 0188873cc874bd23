import { catalogInputs, type CatalogCalls } from '../contract/catalog';
import { showApplication, showApplications } from '../usecases/show-catalog';
import { defineCall, defineCalls } from '../../common/calls/define-call';
import { forViewers, isAdministrator } from './console-permissions';

/** What there is to ask for: looked at by everybody who works in the project. */
export const catalogCalls = defineCalls<CatalogCalls>(catalogInputs, {
  'catalog/list': defineCall({
    ...forViewers,
    run: (wanted, call) => showApplications(wanted, isAdministrator(call), call.now),
  }),
  'catalog/show': defineCall({
    ...forViewers,
    run: ({ key }, { now }) => showApplication(key, now),
  }),
});
