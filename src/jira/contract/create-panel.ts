import * as z from '#zod';
import { CREATE_PANEL_FIELD } from './create-panel-field';

/** What the create panel submits. Anybody with Edit Issues can rewrite it, so it is read like any input. */
export const createPanelInputSchema = z.lazy(() =>
  z.object({
    application: z.string().max(200).nullable().catch(null),
    tier: z.string().max(200).nullable().catch(null),
    role: z.string().max(200).nullable().catch(null),
    beneficiaryId: z.string().max(200).nullable().catch(null),
    duration: z
      .union([z.number(), z.string().max(40)])
      .nullable()
      .catch(null),
    justification: z.string().max(4_000).nullable().catch(null),
  }),
);

export type CreatePanelInput = z.infer<typeof createPanelInputSchema>;

/**
 * Finds the panel's input in the value of the property that JSM stored. The documentation does not show the
 * stored shape, so both the list that `view.submit` takes and the map it suggests are read.
 * @see https://developer.atlassian.com/platform/forge/manifest-reference/modules/jira-service-management-portal-request-create-property-panel/
 */
export function createPanelInputIn(property: unknown): CreatePanelInput | null {
  const parsed = createPanelInputSchema.safeParse(fieldIn(property));
  return parsed.success ? parsed.data : null;
}

const entrySchema = z.lazy(() => z.object({ key: z.literal(CREATE_PANEL_FIELD), value: z.unknown() }));

function fieldIn(property: unknown): unknown {
  if (typeof property !== 'object' || property === null) return undefined;
  if (CREATE_PANEL_FIELD in property) return property[CREATE_PANEL_FIELD];
  const list = 'fields' in property ? property.fields : property;
  if (!Array.isArray(list)) return undefined;
  return list.map((entry) => entrySchema.safeParse(entry)).find(({ success }) => success)?.data?.value;
}
