import { z } from 'zod';

const fieldId = z.string().regex(/^[a-z][A-Za-z0-9_]*$/, 'is not a field id');
const id = z.string().regex(/^\d+$/, 'is not an id');

/** Which of a site's fields, statuses and request types mean what to Seatkeeper, for one service project. */
export const projectSettingsSchema = z.strictObject({
  projectId: id,
  projectKey: z.string().min(1).max(20),
  /** Request types whose tickets are access requests. */
  requestTypeIds: z.array(id).min(1),
  fields: z.strictObject({
    /** JSM's "Request Type" field. */
    requestType: fieldId,
    /** The user-picker field that JSM's approval step reads its approvers from. */
    approvers: fieldId,
    application: fieldId,
    tier: fieldId,
    beneficiary: fieldId,
    /** A number of days. */
    duration: fieldId,
    justification: fieldId,
    /** The SLA that measures fulfillment; null when none is to be read. */
    sla: fieldId.nullable(),
  }),
  statuses: z.strictObject({
    awaitingApproval: id,
    ready: id,
    fulfilled: id,
    declined: id,
    canceled: id.nullable(),
  }),
});

export type ProjectSettings = z.infer<typeof projectSettingsSchema>;

export const settingsSchema = z.strictObject({
  /** Account of the app itself on this site: its own edits are not edits of a request. */
  appAccountId: z.string().min(1),
  projects: z.array(projectSettingsSchema).max(50),
});

export type Settings = z.infer<typeof settingsSchema>;
