import { z } from 'zod';
import { CALENDARS_BEFORE_SETUP, WEEKDAYS } from '../../calendars/rules/calendar';
import { hoursProblem } from '../../calendars/rules/hours';
import { isTimeZone } from '../../calendars/rules/time-zone';
import { USUAL_RULES } from '../../reclaim/rules/reclaim-case';

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
});

export type ProjectSettings = z.infer<typeof projectSettingsSchema>;

const timeOfDay = z.string().regex(/^([01]\d|2[0-4]):[0-5]\d$/, 'is no time of day, HH:MM');

const hoursOfDay = z
  .array(z.strictObject({ from: timeOfDay, to: timeOfDay }))
  .max(6)
  .readonly()
  .superRefine((spans, context) => {
    const message = hoursProblem(spans);
    if (message !== null) context.addIssue({ code: 'custom', message });
  });

export const calendarSchema = z.strictObject({
  id: z.string().min(1).max(36),
  name: z.string().trim().min(1).max(60),
  timeZone: z.string().max(60).refine(isTimeZone, 'is no time zone such as Europe/Berlin'),
  hours: z
    .partialRecord(z.enum(WEEKDAYS), hoursOfDay)
    .refine(
      (hours) => WEEKDAYS.some((day) => (hours[day] ?? []).length > 0),
      'need at least one working day',
    ),
  holidays: z.array(z.iso.date()).max(200).readonly(),
  locations: z.array(z.string().trim().min(1).max(100)).max(100).readonly(),
});

export const MAX_CALENDARS = 20;

const calendarsSchema = z.strictObject({
  all: z.array(calendarSchema).min(1).max(MAX_CALENDARS).readonly(),
  defaultId: z.string(),
});
const group = z.strictObject({ id: z.string().min(1), name: z.string().min(1) });

/** Groups of the site that approvals go to. */
export const siteApprovalsSchema = z.strictObject({
  /** Whom the stage `security` asks. */
  security: group.nullable(),
  /** Whom a stage asks that nobody can be found for; without it such a request is stuck. */
  fallback: group.nullable(),
});

export type SiteApprovals = z.infer<typeof siteApprovalsSchema>;

/** What holds until an administrator names groups. */
export const APPROVALS_BEFORE_SETUP: SiteApprovals = { security: null, fallback: null };

const days = z.int().min(1).max(365);

/** How a company takes seats back. */
export const reclaimRulesSchema = z.strictObject({
  isSweeping: z.boolean(),
  answerDays: days,
  reminderDays: days,
  keepDays: days,
  mostCases: z.int().min(1).max(1_000),
  mostShare: z.number().min(0.01).max(1),
});

export const settingsSchema = z.strictObject({
  /** Account of the app itself on this site: its own edits are not edits of a request. */
  appAccountId: z.string().min(1),
  projects: z.array(projectSettingsSchema).max(50),
  // settings from before calendars existed have none
  calendars: calendarsSchema.default(CALENDARS_BEFORE_SETUP),
  approvals: siteApprovalsSchema.default(APPROVALS_BEFORE_SETUP),
  reclaim: reclaimRulesSchema.default(USUAL_RULES),
});

export type Settings = z.infer<typeof settingsSchema>;

/** What a site starts with. */
export const settingsBeforeSetup = (appAccountId: string): Settings => ({
  appAccountId,
  projects: [],
  calendars: CALENDARS_BEFORE_SETUP,
  approvals: APPROVALS_BEFORE_SETUP,
  reclaim: USUAL_RULES,
});
