import * as z from '#zod';
import { gadgetConfigurationSchema } from '../contract/lead-gadget';

// absent, empty or of an older shape until a lead saves the settings
const configuration = gadgetConfigurationSchema.nullish().catch(null);

const gadget = z
  .looseObject({ type: z.literal('jira:dashboardGadget'), gadgetConfiguration: configuration })
  .transform(({ gadgetConfiguration }) => ({ configuration: gadgetConfiguration ?? null }));

const widget = z
  .looseObject({
    // the published types of a widget's context name none
    type: z.literal('dashboards:widget').optional(),
    context: z.looseObject({ dashboardId: z.string() }),
    config: configuration,
  })
  .transform(({ config }) => ({ configuration: config ?? null }));

/**
 * What the platform says of the gadget or the widget that calls: its configuration, null before it is set up.
 * `static/lead-gadget/configuration-host.ts` saves what is read here.
 */
export const leadContext = z.union([gadget, widget]);
