import type { ImportOutputs } from '../../imports/contract/import-plan';
import type { BiFeedOutputs } from '../../kpis/contract/bi-feed';
import type { CatalogOutputs } from '../../catalog/contract/catalog';
import type { FactsOutputs } from '../../kpis/contract/facts-check';
import type { HistoryOutputs } from '../../kpis/contract/history';
import type { KpiOutputs } from '../../kpis/contract/kpi';
import type { PolicyOutputs } from '../../policy/contract/policy';
import type { PoolOutputs } from '../../pools/contract/pools';
import type { ReclaimOutputs } from '../../reclaim/contract/reclaim';
import type { UsageOutputs } from '../../imports/contract/usage';
import type { WeeklyReportOutputs } from '../../kpis/contract/weekly-report';
import { catalogCalls } from '../../imports/calls/catalog';
import { defineResolver } from './define-resolver';
import { factsCalls } from '../../kpis/calls/facts-check';
import { feedCalls } from '../../kpis/calls/bi-feed';
import { forProjectAdministrators } from '../../catalog/calls/for-console';
import { historyCalls } from '../../kpis/calls/history';
import { importCalls } from '../../flows/calls/imports';
import { kpiCalls } from '../../kpis/calls/kpi';
import { policyCalls } from '../../flows/calls/policy';
import { poolCalls } from '../../pools/calls';
import { reclaimCalls } from '../../reclaim/calls';
import { usageCalls } from '../../imports/calls/usage';
import { weeklyReportCalls } from '../../kpis/calls/weekly-report';

type ConsoleOutputs = BiFeedOutputs &
  CatalogOutputs &
  FactsOutputs &
  HistoryOutputs &
  ImportOutputs &
  KpiOutputs &
  PolicyOutputs &
  PoolOutputs &
  ReclaimOutputs &
  UsageOutputs &
  WeeklyReportOutputs;

/** The console's calls, on a page of a project. */
export const consoleResolver = defineResolver<ConsoleOutputs>({
  ...catalogCalls,
  ...factsCalls,
  ...feedCalls,
  ...historyCalls,
  ...importCalls(forProjectAdministrators),
  ...kpiCalls,
  ...policyCalls,
  ...poolCalls,
  ...reclaimCalls,
  ...usageCalls,
  ...weeklyReportCalls,
});
