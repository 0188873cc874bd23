import type { Calls } from '../../common/contract/calls';
import * as z from '#zod';
import { MEASURED_KPI_IDS, type KpiTarget, type KpiUnit } from '../rules/definitions';
import { GADGET_MOST_CHOSEN, GADGET_PERIODS_DAYS } from './gadget-choices';
import type { KpiReading, KpiTicketRow } from './kpi';

/** What a lead set up for one gadget; Jira keeps it with the dashboard. */
export const gadgetConfigurationSchema = z.object({
  projectId: z.string().regex(/^\d+$/),
  measure: z.enum(MEASURED_KPI_IDS),
  days: z.literal(GADGET_PERIODS_DAYS),
  /** In the KPI's unit, at least or at most as its direction has it; null for the KPI's own target. */
  target: z.number().min(0).max(1_000_000).nullable().default(null),
  /** Keys of the applications that alone count, empty text for tickets that name none; all when there are none. */
  applications: z.array(z.string().max(40)).max(GADGET_MOST_CHOSEN).default([]),
  /** Departments of beneficiaries that alone count, empty text for those of whom none is known; all when there are none. */
  departments: z.array(z.string().max(100)).max(GADGET_MOST_CHOSEN).default([]),
});

export type GadgetConfiguration = z.infer<typeof gadgetConfigurationSchema>;

/** A measure over a period with everything needed to check it. Times in milliseconds since the epoch, UTC. */
export interface MeasureReport extends KpiReading {
  readonly kind: 'report';
  readonly configuration: GadgetConfiguration;
  readonly from: number;
  readonly to: number;
  /** What alone counts, as people know it; none for everything. */
  readonly only: { readonly applications: readonly string[]; readonly departments: readonly string[] };
  /** The lead's, or the KPI's own. */
  readonly target: KpiTarget | null;
  /** Half, and nine of ten, took no longer; null for what is no time, or nothing is known of. Milliseconds. */
  readonly percentiles: { readonly median: number; readonly ninetieth: number } | null;
  /** Tickets behind the number that deserve a look: missed, reopened, or longest. Newest or longest first. */
  readonly tickets: readonly KpiTicketRow[];
  /** Finds them in Jira; null when there are none. */
  readonly jql: string | null;
  /** Fulfilled tickets without a measurement, which the SLA figure leaves out. */
  readonly unmeasured: number;
}

/** Something to choose; an empty value stands for what is not known. */
export interface GadgetOption {
  readonly value: string;
  readonly label: string;
}

export interface GadgetSetup {
  /** Mapped projects that the person may see. */
  readonly projects: readonly { readonly id: string; readonly key: string }[];
  readonly measures: readonly {
    readonly id: GadgetConfiguration['measure'];
    readonly name: string;
    readonly unit: KpiUnit;
    readonly target: KpiTarget | null;
    /** Whether departments can be distinguished in it: pools belong to none. */
    readonly hasDepartments: boolean;
  }[];
  /** Of the catalog; with no project to see, none is listed. */
  readonly applications: readonly GadgetOption[];
  /** Those that records of the projects know. */
  readonly departments: readonly GadgetOption[];
  readonly configuration: GadgetConfiguration | null;
}

const nothing = z.strictObject({});

/** Calls of the gadget; what it is set up for comes from the platform's context, never from the payload. */
export const leadGadgetInputs = { 'gadget/setup': nothing, 'gadget/report': nothing };

interface LeadGadgetOutputs {
  readonly 'gadget/setup': GadgetSetup;
  readonly 'gadget/report': MeasureReport | { readonly kind: 'not-set-up' };
}

export type LeadGadgetCalls = Calls<typeof leadGadgetInputs, LeadGadgetOutputs>;
