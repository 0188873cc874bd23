import * as z from '#zod';
import { calendarSchema, MAX_CALENDARS } from '../../calendars/contract/calendar';
import { CALENDARS_BEFORE_SETUP } from '../../calendars/rules/calendar';
import { USUAL_RULES } from '../rules/reclaim-rules';
import { APPROVALS_BEFORE_SETUP, siteApprovalsSchema } from './approval-settings';
import { projectSettingsSchema } from './project-settings';
import { PORTAL_BEFORE_SETUP } from '../rules/order-scope';
import { portalSettingsSchema } from './portal-settings';
import { reclaimRulesSchema } from './reclaim-settings';

/** The last saving of a part: how many there were, and by which change. */
const partRevisionSchema = z.lazy(() => z.strictObject({ revision: z.number(), changeId: z.string() }));

const calendarsSchema = z.lazy(() =>
  z.strictObject({
    all: z.array(calendarSchema).min(1).max(MAX_CALENDARS).readonly(),
    defaultId: z.string(),
  }),
);

export const MAX_PROJECTS = 50;

export const settingsSchema = z.lazy(() =>
  z.strictObject({
    /** Account of the app itself on this site: its own edits are not edits of a request. */
    appAccountId: z.string().min(1),
    projects: z.array(projectSettingsSchema).max(MAX_PROJECTS),
    // settings from before calendars existed have none
    calendars: calendarsSchema.default(CALENDARS_BEFORE_SETUP),
    approvals: siteApprovalsSchema.default(APPROVALS_BEFORE_SETUP),
    reclaim: reclaimRulesSchema.default(USUAL_RULES),
    portal: portalSettingsSchema.default(PORTAL_BEFORE_SETUP),
    /** By part; a part that was never saved has none. */
    revisions: z.record(z.string(), partRevisionSchema).default({}),
  }),
);

export type Settings = z.infer<typeof settingsSchema>;

/** What a site starts with. */
export const settingsBeforeSetup = (appAccountId: string): Settings => ({
  appAccountId,
  projects: [],
  calendars: CALENDARS_BEFORE_SETUP,
  approvals: APPROVALS_BEFORE_SETUP,
  reclaim: USUAL_RULES,
  portal: PORTAL_BEFORE_SETUP,
  revisions: {},
});
