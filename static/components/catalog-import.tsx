import type { ImportOutputs } from '../../src/contracts/imports';
import { callOf } from '../lib/call';
import { ImportSteps } from './import-steps';
import { PlanView } from './plan-view';

const call = callOf<ImportOutputs>();

/** Imports the catalog, on every page that takes one. */
export const CatalogImport = (props: { readonly onApplied?: () => Promise<unknown> }) => (
  <ImportSteps
    {...props}
    id="catalog"
    label="Catalog (JSON or CSV)"
    help="A document with applications, contracts, role mappings and the access policy, or a table of applications or of contracts as it is exported. What is not in it stays as it is; role mappings, and the contracts of an application that it names, come as a whole."
    plan={(importId) => call('import/plan-catalog', { importId })}
    show={(plan) => <PlanView plan={plan} />}
    done={() => 'The catalog was imported.'}
  />
);
