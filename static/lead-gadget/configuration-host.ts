import { view } from '@forge/bridge';
import { widgetEdit } from '@forge/dashboards-bridge';
import type { GadgetConfiguration } from '../../src/kpis/contract/lead-gadget';

/**
 * Where the settings are kept. A `jira:dashboardGadget` hands them over when its own button is pressed; the dashboard of
 * a `dashboards:widget` has the button, hears of every change for its preview, and asks when it saves. What the back end
 * reads in either case is in `kpis/calls/lead-context.ts`.
 */
export type ConfigurationHost =
  | { readonly kind: 'gadget'; readonly save: (configuration: GadgetConfiguration) => Promise<unknown> }
  | {
      readonly kind: 'widget';
      readonly preview: (configuration: GadgetConfiguration) => Promise<void>;
      /** @param read throws an Error with what is wrong when the settings cannot be kept */
      readonly onSave: (read: () => GadgetConfiguration) => Promise<void>;
    };

const GADGET: ConfigurationHost = { kind: 'gadget', save: (configuration) => view.submit(configuration) };

const WIDGET: ConfigurationHost = {
  kind: 'widget',
  preview: (configuration) => widgetEdit.updateConfig(configuration),
  onSave: (read) =>
    widgetEdit.onProductSave(() => Promise.resolve().then((): Record<string, unknown> => ({ ...read() }))),
};

export async function configurationHost(): Promise<ConfigurationHost> {
  const { extension } = await view.getContext();
  return extension['type'] === 'jira:dashboardGadget' ? GADGET : WIDGET;
}
