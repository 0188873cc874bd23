import { kpiInputs, type KpiCalls } from '../contract/kpi';
import { listPremiumGaps } from '../usecases/list-premium-gaps';
import { downloadKpis, exportKpis, listKpiPools, listKpiTickets, reportKpis } from '../usecases/report-kpis';
import { defineCall, defineCalls } from '../../common/calls/define-call';
import { PROJECT_MEMBERS, forViewers, isAdministrator } from '../../catalog/calls/console-permissions';

/** The console's calls about KPIs, for everybody who works in the project. */
export const kpiCalls = defineCalls<KpiCalls>(kpiInputs, {
  'kpi/report': defineCall({
    ...forViewers,
    allows: PROJECT_MEMBERS,
    run: async (asked, call) => ({
      ...(await reportKpis(call.extension.project.id, asked, call.now)),
      mayImport: isAdministrator(call),
    }),
  }),
  'kpi/export': defineCall({
    ...forViewers,
    allows: PROJECT_MEMBERS,
    run: (asked, { extension, now }) => exportKpis(extension.project.id, asked, now),
  }),
  'kpi/download': defineCall({
    ...forViewers,
    allows: PROJECT_MEMBERS,
    run: (asked, { extension, now }) => downloadKpis(extension.project.id, asked, crypto.randomUUID(), now),
  }),
  'kpi/pools': defineCall({
    ...forViewers,
    allows: PROJECT_MEMBERS,
    run: (asked, call) =>
      listKpiPools(
        call.extension.project.id,
        asked,
        { accountId: call.accountId, isAdministrator: isAdministrator(call) },
        call.now,
      ),
  }),
  'kpi/licenses': defineCall({
    ...forViewers,
    allows: PROJECT_MEMBERS,
    run: (asked, call) =>
      listPremiumGaps(
        call.extension.project.id,
        asked,
        { accountId: call.accountId, isAdministrator: isAdministrator(call) },
        call.now,
      ),
  }),
  'kpi/tickets': defineCall({
    ...forViewers,
    allows: PROJECT_MEMBERS,
    run: (asked, { extension, now }) => listKpiTickets(extension.project.id, asked, now),
  }),
});
