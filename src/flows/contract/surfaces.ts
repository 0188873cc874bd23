import type { ApprovalGroupCalls } from '../../approvals/contract/approval-groups';
import type { DelegationCalls, ProfileCalls } from '../../approvals/contract/delegations';
import type { CatalogCalls } from '../../catalog/contract/catalog';
import type { ChangeCalls } from '../../changes/contract/changes';
import type { ConflictCalls } from '../../conflicts/contract/conflicts';
import type { GuardCalls } from '../../guard/contract/guard';
import type { CatalogExportCalls } from '../../imports/contract/catalog-export';
import type { ImportCalls } from '../../imports/contract/import-plan';
import type { UsageCalls } from '../../imports/contract/usage';
import type { BiFeedCalls } from '../../kpis/contract/bi-feed';
import type { FactsCalls } from '../../kpis/contract/facts-check';
import type { HistoryCalls } from '../../kpis/contract/history';
import type { KpiCalls } from '../../kpis/contract/kpi';
import type { LeadGadgetCalls } from '../../kpis/contract/lead-gadget';
import type { WeeklyReportCalls } from '../../kpis/contract/weekly-report';
import type { PolicyCalls } from '../../policy/contract/policy';
import type { PoolCalls } from '../../pools/contract/pools';
import type { ReclaimCalls } from '../../reclaim/contract/reclaim';
import type { ActionFormCalls } from './action-form';
import type { AdminCalls } from './admin';
import type { CalendarCalls } from './calendars';
import type { IssuePanelCalls } from './issue-panel';
import type { PanelVisibilityCalls } from './panel-visibility';
import type { PortalCalls } from './portal';
import type { PortalSettingsCalls } from './portal-settings';
import type { SimulatorCalls } from './simulator';

/** The contracts of the calls that the admin page's function answers. */
export interface AdminSurface {
  readonly approvalGroups: ApprovalGroupCalls;
  readonly calendars: CalendarCalls;
  readonly changes: ChangeCalls;
  readonly conflicts: ConflictCalls;
  readonly delegations: DelegationCalls;
  readonly guard: GuardCalls;
  readonly imports: ImportCalls;
  readonly panelVisibility: PanelVisibilityCalls;
  readonly portalSettings: PortalSettingsCalls;
  readonly setUp: AdminCalls;
}

/** Of the console, the project's page. */
export interface ConsoleSurface {
  readonly catalog: CatalogCalls;
  readonly catalogExport: CatalogExportCalls;
  readonly changes: ChangeCalls;
  readonly facts: FactsCalls;
  readonly feed: BiFeedCalls;
  readonly history: HistoryCalls;
  readonly imports: ImportCalls;
  readonly kpis: KpiCalls;
  readonly policy: PolicyCalls;
  readonly pools: PoolCalls;
  readonly reclaim: ReclaimCalls;
  readonly simulator: SimulatorCalls;
  readonly usage: UsageCalls;
  readonly weeklyReport: WeeklyReportCalls;
}

/** Of the issue panel, for agents. */
export interface AgentSurface {
  readonly issuePanel: IssuePanelCalls;
}

/** Of the dashboards' gadget and widget. */
export interface LeadSurface {
  readonly gadget: LeadGadgetCalls;
}

/** Of the form of an action in a rule of Automation. */
export interface ActionFormSurface {
  readonly form: ActionFormCalls;
}

/** Of the portal's panels: creating, a request, the profile. */
export interface PortalSurface {
  readonly portal: PortalCalls;
  readonly profile: ProfileCalls;
}
