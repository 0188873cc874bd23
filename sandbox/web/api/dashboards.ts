import * as z from 'zod/mini';
import { get, write } from './http';

const gadget = z.object({
  id: z.string(),
  moduleKey: z.string(),
  title: z.optional(z.string()),
  configuration: z.optional(z.record(z.string(), z.unknown())),
  columnSpan: z.optional(z.number()),
});

const dashboard = z.object({ id: z.string(), name: z.string(), gadgets: z.array(gadget) });

export type Gadget = z.infer<typeof gadget>;
export type Dashboard = z.infer<typeof dashboard>;

const pathOf = (id: string): string => `/sandbox/api/dashboards/${encodeURIComponent(id)}`;

export const getDashboard = (id: string): Promise<Dashboard> => get(dashboard, pathOf(id));

export const saveGadget = (dashboardId: string, gadgetId: string, configuration: unknown): Promise<unknown> =>
  write('PUT', `${pathOf(dashboardId)}/gadgets/${gadgetId}`, configuration);
