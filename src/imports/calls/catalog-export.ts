import { PROJECT_MEMBERS, forViewers } from '../../catalog/calls/console-permissions';
import { defineCall, defineCalls } from '../../common/calls/define-call';
import { catalogExportInputs, type CatalogExportCalls } from '../contract/catalog-export';
import { downloadCatalog, exportCatalog } from '../usecases/export-catalog';

/** The catalog as files, for everybody who works in the project. */
export const catalogExportCalls = defineCalls<CatalogExportCalls>(catalogExportInputs, {
  'catalog/export': defineCall({
    ...forViewers,
    allows: PROJECT_MEMBERS,
    run: async ({ format }) => ({ text: await exportCatalog(format) }),
  }),
  'catalog/download': defineCall({
    ...forViewers,
    allows: PROJECT_MEMBERS,
    run: ({ format }, { now }) => downloadCatalog(format, crypto.randomUUID(), now),
  }),
});
