import { z } from 'zod';

/** What the platform still has to do for an app, as plain data from which another process can go on. */
export const taskMemo = z.discriminatedUnion('is', [
  z.object({
    is: z.literal('delivery'),
    cloudId: z.string(),
    moduleType: z.enum(['trigger', 'consumer']),
    moduleKey: z.string(),
    cause: z.string(),
    body: z.record(z.string(), z.unknown()),
    retries: z.number().int(),
    /** Milliseconds since the epoch when it was first due. */
    firstAt: z.number(),
    concurrency: z.object({ key: z.string(), limit: z.number() }).optional(),
    /** Pushes that it follows from. */
    pushes: z.number().int().default(0),
  }),
  z.object({ is: z.literal('schedule'), cloudId: z.string(), moduleKey: z.string() }),
]);

export type TaskMemo = Readonly<z.infer<typeof taskMemo>>;
export type DeliveryMemo = Extract<TaskMemo, { is: 'delivery' }>;
