import { z } from 'zod';

/** What can happen to a call below the SDK. */
export const CALL_FAULTS = [
  /** 429 with Retry-After; of Jira's REST API alone. */
  'rate-limit',
  /** The other side answers 503 and did nothing. */
  'server-error',
  /** The platform gives up waiting, and nothing had reached the other side. */
  'timeout',
  /** The same, but it had. */
  'lose-answer',
  /** The process dies with the call unsent. */
  'kill-before',
  /** The process dies with the call done and its answer unread. */
  'kill-after',
] as const;

/** What can happen to the delivery of an event or of a queue's message. */
export const DELIVERY_FAULTS = [
  /** It comes twice, the second time up to three minutes later. */
  'duplicate',
  /** It comes some seconds late, behind what happened after it. */
  'reorder',
  /** It comes up to three minutes late. */
  'delay',
] as const;

export const FAULT_KINDS = [...CALL_FAULTS, ...DELIVERY_FAULTS] as const;

export type FaultKind = (typeof FAULT_KINDS)[number];

export type FaultRates = Readonly<Record<FaultKind, number>>;

/** Rates at which most invocations still get through, so that a request comes to its end. */
export const DEFAULT_RATES: FaultRates = {
  'rate-limit': 0.02,
  'server-error': 0.01,
  timeout: 0.01,
  'lose-answer': 0.02,
  'kill-before': 0.005,
  'kill-after': 0.005,
  duplicate: 0.2,
  reorder: 0.2,
  delay: 0.1,
};

const rates = z
  .partialRecord(z.enum(FAULT_KINDS), z.number().min(0).max(1))
  .transform((given): FaultRates => ({ ...DEFAULT_RATES, ...given }));

/** Which faults to inject: a seed, and for each kind its probability per call or per delivery, from 0 to 1. */
export const faultPlanSchema = z.strictObject({
  seed: z
    .number()
    .int()
    .min(0)
    .max(2 ** 32 - 1),
  rates: rates.default(DEFAULT_RATES),
});

export type FaultPlan = z.infer<typeof faultPlanSchema>;

/** A plan as people write it: rates that are left out are the usual ones. */
export type FaultPlanInput = z.input<typeof faultPlanSchema>;
