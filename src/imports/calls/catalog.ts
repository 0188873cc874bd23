import { catalogInputs, type CatalogOutputs } from '../../catalog/contract/catalog';
import { exportCatalog } from '../usecases/export-catalog';
import { showApplication, showApplications } from '../../catalog/usecases/show-catalog';
import { defineCall, type CallMap } from '../../common/calls/define-call';
import { forViewers, isAdministrator } from '../../catalog/calls/for-console';

/** What there is to ask for: looked at and exported by everybody who works in the project. */
export const catalogCalls: CallMap<CatalogOutputs> = {
  'catalog/list': defineCall({
    ...forViewers,
    input: catalogInputs['catalog/list'],
    run: (wanted, call) => showApplications(wanted, isAdministrator(call), call.now),
  }),
  'catalog/show': defineCall({
    ...forViewers,
    input: catalogInputs['catalog/show'],
    run: ({ key }, { now }) => showApplication(key, now),
  }),
  'catalog/export': defineCall({
    ...forViewers,
    input: catalogInputs['catalog/export'],
    run: async ({ format }) => ({ text: await exportCatalog(format) }),
  }),
};
