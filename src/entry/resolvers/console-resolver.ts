import type { BiFeedOutputs } from '../../contracts/bi-feed';
import type { CatalogOutputs } from '../../contracts/catalog';
import type { FactsOutputs } from '../../contracts/facts-check';
import type { HistoryOutputs } from '../../contracts/history';
import type { ImportOutputs } from '../../contracts/imports';
import type { KpiOutputs } from '../../contracts/kpi';
import type { PolicyOutputs } from '../../contracts/policy';
import type { PoolOutputs } from '../../contracts/pools';
import type { ReclaimOutputs } from '../../contracts/reclaim';
import type { UsageOutputs } from '../../contracts/usage';
import type { WeeklyReportOutputs } from '../../contracts/weekly-report';
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
