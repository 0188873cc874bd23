import { catalogCalls } from '../../catalog/calls/applications';
import { forProjectAdministrators, PROJECT_ADMINS } from '../../catalog/calls/console-permissions';
import { changeCalls } from '../../flows/calls/changes';
import { importCalls } from '../../flows/calls/imports';
import { policyCalls, simulatorCalls } from '../../flows/calls/policy';
import type { ConsoleSurface } from '../../flows/contract/surfaces';
import { catalogExportCalls } from '../../imports/calls/catalog-export';
import { usageCalls } from '../../imports/calls/usage';
import { feedCalls } from '../../kpis/calls/bi-feed';
import { factsCalls } from '../../kpis/calls/facts-check';
import { historyCalls } from '../../kpis/calls/history';
import { kpiCalls } from '../../kpis/calls/kpi';
import { weeklyReportCalls } from '../../kpis/calls/weekly-report';
import { poolCalls } from '../../pools/calls';
import { reclaimCalls } from '../../reclaim/calls';
import { defineResolver, type CallsOfSurface } from './define-resolver';

/** The console's calls, on a page of a project. */
export const consoleSurfaceCalls: CallsOfSurface<ConsoleSurface> = {
  catalog: catalogCalls,
  catalogExport: catalogExportCalls,
  changes: changeCalls(forProjectAdministrators, PROJECT_ADMINS),
  facts: factsCalls,
  feed: feedCalls,
  history: historyCalls,
  imports: importCalls(forProjectAdministrators, PROJECT_ADMINS),
  kpis: kpiCalls,
  policy: policyCalls,
  pools: poolCalls,
  reclaim: reclaimCalls,
  simulator: simulatorCalls,
  usage: usageCalls,
  weeklyReport: weeklyReportCalls,
};

export const consoleResolver = defineResolver(consoleSurfaceCalls);
