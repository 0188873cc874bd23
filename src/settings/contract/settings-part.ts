import * as z from '#zod';
import { calendarSchema } from '../../calendars/contract/calendar';
import { siteApprovalsSchema } from './approval-settings';
import { portalSettingsSchema } from './portal-settings';
import { projectSettingsSchema } from './project-settings';
import { reclaimRulesSchema } from './reclaim-settings';

/** What is saved of the settings at a time: the mapping of one project, the groups, one calendar, rules of reclaim or portal. */
export const settingsPartSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('project'), project: projectSettingsSchema }),
  z.strictObject({ kind: z.literal('approvals'), approvals: siteApprovalsSchema }),
  z.strictObject({ kind: z.literal('calendar'), calendar: calendarSchema, isDefault: z.boolean() }),
  z.strictObject({ kind: z.literal('no-calendar'), calendarId: z.string() }),
  z.strictObject({ kind: z.literal('reclaim'), rules: reclaimRulesSchema }),
  z.strictObject({ kind: z.literal('portal'), rules: portalSettingsSchema }),
]);

export type SettingsPart = z.infer<typeof settingsPartSchema>;

/** How often a part was saved when a page was opened: 0 for never. */
export const revisionSchema = z.int().min(0);
