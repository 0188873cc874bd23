import * as z from 'zod/mini';

/** Pieces of Jira's answers that several operations share; only what the pages read. */
export const user = z.object({ accountId: z.string(), displayName: z.string() });

export const status = z.object({
  name: z.string(),
  statusCategory: z.object({ key: z.string() }),
});

export const moment = z.object({ epochMillis: z.number() });

const duration = z.object({ millis: z.number() });

const cycle = {
  breached: z.boolean(),
  elapsedTime: duration,
  remainingTime: duration,
  goalDuration: duration,
};

export const sla = z.object({
  id: z.string(),
  name: z.string(),
  ongoingCycle: z.optional(
    z.object({
      ...cycle,
      paused: z.boolean(),
      withinCalendarHours: z.boolean(),
      breachTime: z.optional(moment),
    }),
  ),
  completedCycles: z.array(z.object({ ...cycle, stopTime: moment })),
});

export const approval = z.object({
  id: z.string(),
  name: z.string(),
  finalDecision: z.string(),
  canAnswerApproval: z.boolean(),
  approvers: z.array(z.object({ approver: user, approverDecision: z.string() })),
  createdDate: moment,
  completedDate: z.optional(moment),
});

export const page = <T extends z.ZodMiniType>(value: T): z.ZodMiniObject<{ values: z.ZodMiniArray<T> }> =>
  z.object({ values: z.array(value) });

export type Sla = z.infer<typeof sla>;
export type Approval = z.infer<typeof approval>;
