import { requestJira, view } from '@forge/bridge';
import { widgetEdit } from '@forge/dashboards-bridge';
import type { GadgetConfiguration } from '../../src/kpis/contract/lead-gadget';

/**
 * Where the settings are kept. A `jira:dashboardGadget` hands them over when its own button is pressed; the dashboard of
 * a `dashboards:widget` has the button, hears of every change for its preview, and asks when it saves. What the back end
 * reads in either case is in `kpis/calls/lead-context.ts`.
 */
export type ConfigurationHost =
  | {
      readonly kind: 'gadget';
      readonly save: (configuration: GadgetConfiguration) => Promise<unknown>;
      /** Calls the gadget by what it shows, on its dashboard; a dashboard that refuses keeps the title that it has. */
      readonly entitle: (title: string) => Promise<void>;
    }
  | {
      readonly kind: 'widget';
      readonly preview: (configuration: GadgetConfiguration) => Promise<void>;
      /** @param read throws an Error with what is wrong when the settings cannot be kept */
      readonly onSave: (read: () => GadgetConfiguration) => Promise<void>;
    };

type Extension = Readonly<Record<string, unknown>>;

const gadgetOf = (extension: Extension): ConfigurationHost => ({
  kind: 'gadget',
  save: (configuration) => view.submit(configuration),
  entitle: async (title) => {
    const [dashboard, gadget] = [idIn(extension['dashboard']), idIn(extension['gadget'])];
    if (dashboard === null || gadget === null) return;
    await requestJira(`/rest/api/3/dashboard/${dashboard}/gadget/${gadget}`, {
      method: 'PUT',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ title }),
    });
  },
});

/** Ids are numbers, in text or not; whatever else is no part of an address. */
function idIn(place: unknown): string | null {
  if (typeof place !== 'object' || place === null || !('id' in place)) return null;
  const id = String(place.id);
  return /^\d+$/.test(id) ? id : null;
}

const WIDGET: ConfigurationHost = {
  kind: 'widget',
  preview: (configuration) => widgetEdit.updateConfig(configuration),
  onSave: (read) =>
    widgetEdit.onProductSave(() => Promise.resolve().then((): Record<string, unknown> => ({ ...read() }))),
};

export async function configurationHost(): Promise<ConfigurationHost> {
  const { extension } = await view.getContext();
  return extension['type'] === 'jira:dashboardGadget' ? gadgetOf(extension) : WIDGET;
}
