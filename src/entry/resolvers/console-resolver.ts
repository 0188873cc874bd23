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
import { catalogCalls } from './catalog-calls';
import { defineResolver } from './define-resolver';
import { factsCalls } from './facts-calls';
import { feedCalls } from './feed-calls';
import { forProjectAdministrators } from './for-console';
import { historyCalls } from './history-calls';
import { importCalls } from './import-calls';
import { kpiCalls } from './kpi-calls';
import { policyCalls } from './policy-calls';
import { poolCalls } from './pool-calls';
import { reclaimCalls } from './reclaim-calls';
import { usageCalls } from './usage-calls';
import { weeklyReportCalls } from './weekly-report-calls';

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
