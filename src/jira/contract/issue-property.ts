import * as z from '#zod';

/** Key of the issue property that copies a request's state for JQL and display. */
export const REQUEST_PROPERTY = 'seatkeeper.request';

/**
 * The copy of a request in its issue property. Indexed for JQL by the manifest; nothing is ever decided from
 * it, because anybody with Edit Issues can write it. Times are ISO 8601 in UTC.
 */
export const requestPropertySchema = z.object({
  state: z.string(),
  application: z.string().nullable(),
  tier: z.string().nullable(),
  premium: z.boolean(),
  requestedAt: z.iso.datetime(),
  approvedAt: z.iso.datetime().nullable(),
  fulfilledAt: z.iso.datetime().nullable(),
  endsAt: z.iso.datetime().nullable(),
  recordId: z.string().nullable(),
});

export type RequestProperty = z.infer<typeof requestPropertySchema>;
