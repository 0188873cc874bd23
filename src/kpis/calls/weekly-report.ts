import { weeklyReportInputs, type WeeklyReportCalls } from '../contract/weekly-report';
import { sendWeeklyReport } from '../usecases/post-weekly-reports';
import { previewWeeklyReport, saveWeeklyReport, showWeeklyReport } from '../usecases/set-up-weekly-report';
import { defineCall, defineCalls } from '../../common/calls/define-call';
import {
  PROJECT_ADMINS,
  forProjectAdministrators,
  PROJECT_MEMBERS,
  forViewers,
  isAdministrator,
} from '../../catalog/calls/console-permissions';

/** The console's calls about the weekly report: everybody who works in the project sees it, administrators change it. */
export const weeklyReportCalls = defineCalls<WeeklyReportCalls>(weeklyReportInputs, {
  'weekly/show': defineCall({
    ...forViewers,
    allows: PROJECT_MEMBERS,
    run: (_input, call) => showWeeklyReport(call.extension.project.id, isAdministrator(call), call.now),
  }),
  'weekly/save': defineCall({
    ...forProjectAdministrators,
    allows: PROJECT_ADMINS,
    run: async (wanted, { extension, siteUrl, accountId, now }) => {
      await saveWeeklyReport(extension.project.id, wanted, { siteUrl, personId: accountId, now });
      return showWeeklyReport(extension.project.id, true, now);
    },
  }),
  'weekly/preview': defineCall({
    ...forViewers,
    allows: PROJECT_MEMBERS,
    run: (_input, { extension, siteUrl, now }) => previewWeeklyReport(extension.project.id, siteUrl, now),
  }),
  'weekly/send': defineCall({
    ...forProjectAdministrators,
    allows: PROJECT_ADMINS,
    run: async ({ id }, { extension, now }) => {
      await sendWeeklyReport(extension.project.id, id, now);
      return showWeeklyReport(extension.project.id, true, now);
    },
  }),
});
