import * as z from '#zod';

const days = z.lazy(() => z.int().min(1).max(365));

/** How a company takes seats back. */
export const reclaimRulesSchema = z.lazy(() =>
  z.strictObject({
    isSweeping: z.boolean(),
    answerDays: days,
    reminderDays: days,
    keepDays: days,
    mostCases: z.int().min(1).max(1_000),
    mostShare: z.number().min(0.01).max(1),
    // nor do rules from before ends were enforced make an exception
    keptPastEnd: z
      .array(z.string().regex(/^[a-z0-9][a-z0-9-]{0,39}$/))
      .max(1_000)
      .readonly()
      .default([]),
  }),
);
