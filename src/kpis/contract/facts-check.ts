import type { Calls } from '../../common/contract/calls';
import * as z from '#zod';

const count = z.int().min(0);

const difference = z.object({
  issueKey: z.string(),
  kind: z.enum(['missing', 'unknown', 'other-time', 'other-cycle', 'other-measurement']),
  fact: z.enum(['requested', 'approved', 'declined', 'fulfilled', 'reopened', 'unapproved']),
  at: z.number(),
});

/** How facts that are stored differ from the history of their tickets in Jira. Times in milliseconds since the epoch, UTC. */
export const factsCheckSchema = z.object({
  at: z.number(),
  /** Tickets that were compared. */
  checked: count,
  /** Tickets that could not be: they are gone, or their history is longer than Jira gives. */
  unchecked: count,
  differenceCount: count,
  /** The first of them. */
  differences: z.array(difference),
  /** Where the next check takes its turn up. */
  turn: z.string(),
});

/** How far the facts of a project were made anew from Jira. Times in milliseconds since the epoch, UTC. */
export const factsRebuildSchema = z.object({
  startedAt: z.number(),
  /** Null while it is under way. */
  completedAt: z.number().nullable(),
  /** The last ticket that is done, by issue id. */
  after: z.string(),
  done: count,
  /** Tickets as of the beginning. */
  total: count,
  /** Tickets of which facts were set right. */
  repaired: count,
  unchecked: count,
});

export type FactsCheck = z.infer<typeof factsCheckSchema>;
export type FactsRebuild = z.infer<typeof factsRebuildSchema>;

export interface FactsReport {
  readonly check: Omit<FactsCheck, 'turn'> | null;
  readonly rebuild: Omit<FactsRebuild, 'after'> | null;
  /** Requests of the project in all. */
  readonly total: number;
  readonly mayRebuild: boolean;
  /** When this was said; milliseconds since the epoch, UTC. */
  readonly now: number;
}

export const factsInputs = {
  'facts/report': z.strictObject({}),
  /** Goes on with the rebuild that is under way, or begins one. */
  'facts/rebuild': z.strictObject({}),
};

interface FactsOutputs {
  readonly 'facts/report': FactsReport;
  readonly 'facts/rebuild': Omit<FactsRebuild, 'after'>;
}

export type FactsCalls = Calls<typeof factsInputs, FactsOutputs>;
