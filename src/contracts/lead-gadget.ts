import { z } from 'zod';
import type { FulfilledTicket, Rate, TrendPoint } from '../domain/kpi/kpi';

export const GADGET_MEASURES = ['sla-adherence', 'reopen-rate'] as const;
export const GADGET_PERIODS_DAYS = [7, 30, 90] as const;

/** What a lead sets up for one gadget on a dashboard. */
export const gadgetConfigurationSchema = z.object({
  projectId: z.string().regex(/^\d+$/),
  measure: z.enum(GADGET_MEASURES),
  days: z.union([z.literal(7), z.literal(30), z.literal(90)]),
  /** Percent. */
  target: z.number().min(0).max(100),
});

export type GadgetConfiguration = z.infer<typeof gadgetConfigurationSchema>;

/** A measure over a period with everything needed to check it. Times in milliseconds since the epoch, UTC. */
export interface MeasureReport {
  readonly measure: GadgetConfiguration['measure'];
  readonly from: number;
  readonly to: number;
  readonly rate: Rate;
  /** The same measure over the period of equal length before. */
  readonly before: Rate;
  readonly trend: readonly TrendPoint[];
  /** Tickets behind the number that deserve a look: missed, or reopened. Newest first. */
  readonly tickets: readonly (FulfilledTicket & { readonly applicationName: string })[];
  /** Fulfilled tickets without a measurement, which the SLA figure leaves out. */
  readonly unmeasured: number;
  /** More tickets than were read; the figure is then not shown. */
  readonly tooMany: boolean;
}

export const leadGadgetInputs = {
  'gadget/projects': z.strictObject({}),
  'gadget/report': gadgetConfigurationSchema.omit({ target: true }).strict(),
};

export interface LeadGadgetOutputs {
  readonly 'gadget/projects': readonly { readonly id: string; readonly key: string }[];
  readonly 'gadget/report': MeasureReport;
}
