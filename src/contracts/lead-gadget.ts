import { z } from 'zod';
import type { FulfilledTicket, Rate, TrendPoint } from '../domain/kpi/kpi';
import { GADGET_MEASURES, GADGET_PERIODS_DAYS } from './gadget-choices';

/** What a lead set up for one gadget; Jira keeps it with the dashboard. */
export const gadgetConfigurationSchema = z.object({
  projectId: z.string().regex(/^\d+$/),
  measure: z.enum(GADGET_MEASURES),
  days: z.literal(GADGET_PERIODS_DAYS),
  /** Percent. */
  target: z.number().min(0).max(100),
});

export type GadgetConfiguration = z.infer<typeof gadgetConfigurationSchema>;

/** A measure over a period with everything needed to check it. Times in milliseconds since the epoch, UTC. */
export interface MeasureReport {
  readonly kind: 'report';
  readonly configuration: GadgetConfiguration;
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

export interface GadgetSetup {
  /** Mapped projects that the person may see. */
  readonly projects: readonly { readonly id: string; readonly key: string }[];
  readonly configuration: GadgetConfiguration | null;
}

const nothing = z.strictObject({});

/** Calls of the gadget; what it is set up for comes from the platform's context, never from the payload. */
export const leadGadgetInputs = { 'gadget/setup': nothing, 'gadget/report': nothing };

export interface LeadGadgetOutputs {
  readonly 'gadget/setup': GadgetSetup;
  readonly 'gadget/report': MeasureReport | { readonly kind: 'not-set-up' };
}
