import * as z from '#zod';
import { settingsMessages } from '../rules/messages';

const fieldId = z.string().regex(/^[a-z][A-Za-z0-9_]*$/, settingsMessages.chooseField);

const id = z.string().regex(/^\d+$/, settingsMessages.chooseFromList);

const coverageSchema = z.lazy(() =>
  z.strictObject({
    /** Work types of the mapped request types. */
    workTypeIds: z.array(id),
    /** When each of what makes an access request was mapped first: milliseconds since the epoch, UTC, by `MARK`. */
    since: z.record(z.string(), z.number()),
    /** The highest issue id of the project then, by `MARK`. */
    newest: z.record(z.string(), z.number()).default({}),
  }),
);

/** Which of a site's fields, statuses and request types mean what to Seatkeeper, for one service project. */
export const projectSettingsSchema = z.lazy(() =>
  z.strictObject({
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
      // not mapped where tiers have no roles, nor in settings from before roles existed
      role: fieldId.nullable().default(null),
      beneficiary: fieldId,
      /** A number of days. */
      duration: fieldId,
      justification: fieldId,
      /** The SLA that measures fulfillment; null when none is to be read. */
      sla: fieldId.nullable(),
      // nor in settings from before approvals were read with the ticket
      /** JSM's "Approvals" field, a copy of the approvals for display; null where it is not mapped. */
      approvals: fieldId.nullable().default(null),
    }),
    statuses: z.strictObject({
      awaitingApproval: id,
      ready: id,
      fulfilled: id,
      declined: id,
      canceled: id.nullable(),
    }),
    /** Where holders are asked whether they still need a seat; null where nobody is to be asked. */
    reclaim: z
      .strictObject({ serviceDeskId: id, requestTypeId: id })
      .nullable()
      // settings from before seats were taken back have none
      .default(null),
    /** What the app works out from the rest when it is saved, whatever is sent. */
    coverage: coverageSchema.default({ workTypeIds: [], since: {}, newest: {} }),
  }),
);

export type ProjectSettings = z.infer<typeof projectSettingsSchema>;
