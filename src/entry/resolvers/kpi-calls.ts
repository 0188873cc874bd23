import { kpiInputs, type KpiOutputs } from '../../contracts/kpi';
import { exportKpis, listKpiTickets, reportKpis } from '../../usecases/report-kpis';
import { defineCall, type CallMap } from './define-resolver';
import { forViewers, isAdministrator } from './for-console';

/** The console's calls about KPIs, for everybody who works in the project. */
export const kpiCalls: CallMap<KpiOutputs> = {
  'kpi/report': defineCall({
    ...forViewers,
    input: kpiInputs['kpi/report'],
    run: async ({ days, slice }, call) => ({
      ...(await reportKpis(call.extension.project.id, days, slice, call.now)),
      mayImport: isAdministrator(call),
    }),
  }),
  'kpi/export': defineCall({
    ...forViewers,
    input: kpiInputs['kpi/export'],
    run: ({ days, slice }, { extension, now }) => exportKpis(extension.project.id, days, slice, now),
  }),
  'kpi/tickets': defineCall({
    ...forViewers,
    input: kpiInputs['kpi/tickets'],
    run: (asked, { extension, now }) => listKpiTickets(extension.project.id, asked, now),
  }),
};
