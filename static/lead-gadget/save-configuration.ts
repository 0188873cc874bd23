import { view } from '@forge/bridge';
import type { GadgetConfiguration } from '../../src/contracts/lead-gadget';

/**
 * Hands the settings to Jira, which keeps them with the dashboard. `jira:dashboardGadget` is announced to
 * give way to `dashboards:widget`, which saves in another way: this file and the context that the resolver
 * reads are all that has to change then.
 */
export async function saveConfiguration(configuration: GadgetConfiguration): Promise<void> {
  await view.submit(configuration);
}
