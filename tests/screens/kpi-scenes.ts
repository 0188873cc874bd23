import { DAY } from '../../src/common/rules/time';
import type { Page } from 'playwright-core';
import { recordSnapshot } from '../support/kpi-facts';
import type { World } from '../support/world';
import { consoleScene, type Scene } from './scene';

/** Ten weeks of two pools, as the nightly run would have kept them. */
async function snapshots(world: World): Promise<void> {
  await world.execute('DELETE FROM pool_snapshot');
  for (let days = 70; days > 0; days--) {
    const day = new Date(world.now() - days * DAY).toISOString().slice(0, 10);
    const use = 50 - Math.round(days / 7);
    await recordSnapshot(world, 'figma/premium', day, { purchased: 50, allocated: use, inactive: 3 });
    await recordSnapshot(world, 'slack/standard', day, {
      purchased: 200,
      allocated: 120 + use,
      inactive: 14,
    });
  }
}

/** Seats that were taken back in the last weeks, each some days after its case was opened. */
async function removals(world: World): Promise<void> {
  for (const [index, days] of [16, 12, 9, 11, 7, 8].entries()) {
    const removedAt = world.now() - (26 - 4 * index) * DAY;
    await world.execute(
      `INSERT INTO reclaim_case (case_id, run_id, pool_id, slot, holder_id, state, action, evidence, opened_at,
         changed_at, nudges, removed_at, version)
       VALUES (?, 'scene', ?, ?, 'holder', 'done', 'remove', '{}', ?, ?, 0, ?, 1)`,
      `scene-${String(index)}`,
      index % 3 === 0 ? 'figma/premium' : 'slack/standard',
      900 + index,
      removedAt - days * DAY,
      removedAt,
      removedAt,
    );
  }
}

const gadget = (measure: string, more: Partial<Scene> = {}): Scene => ({
  surface: 'lead-gadget',
  state: measure,
  as: 'lead',
  prepare: async (world) => {
    await snapshots(world);
    for (const one of world.site.jsm.dashboards.get('10000')?.gadgets ?? [])
      one.configuration = { projectId: '10000', measure, days: 30, target: null };
    return '/jira/dashboards/10000';
  },
  ...more,
});

const WIDGETS = '/jira/dashboards/10100';

/** A dashboard with a widget over that many columns; nothing set up where the configuration says nothing. */
const widget = (
  state: string,
  configuration: Record<string, unknown> | undefined,
  more: Partial<Scene> & { readonly columnSpan?: 3 | 4 | 6 | 8 | 12 } = {},
): Scene => ({
  surface: 'lead-widget',
  state,
  as: 'lead',
  prepare: async (world) => {
    await snapshots(world);
    const { dashboards } = world.site.jsm;
    const before = dashboards.get('10100');
    const columnSpan = more.columnSpan ?? 8;
    if (before)
      dashboards.set('10100', {
        ...before,
        gadgets: [{ id: '10101', moduleKey: 'lead-widget', configuration, columnSpan }],
      });
    return WIDGETS;
  },
  ...more,
});

const SLA = { projectId: '10000', measure: 'sla-adherence', days: 30, target: 95 };

const settingsShown = async (page: Page): Promise<void> => {
  await page.getByLabel('Departments', { exact: true }).waitFor();
};

const openReports = async (page: Page): Promise<void> => {
  await page.getByRole('tab', { name: 'Reports' }).click();
  await page.getByText('SLA adherence').first().waitFor();
};

/** Facts that the last night found to differ from Jira, and a rebuild that was left halfway. */
const differing =
  (isRebuilding: boolean) =>
  async (world: World): Promise<void> => {
    await snapshots(world);
    await world.execute(`DELETE FROM ticket_fact WHERE kind = 'fulfilled'`);
    await world.nightly();
    if (!isRebuilding) return;
    let reads = 0;
    world.sandbox.host.interferer = ({ path }) =>
      path.includes('expand=changelog') && ++reads > 12 ? 'server-error' : undefined;
    await world
      .console('administrator')('facts/rebuild', {})
      .catch(() => undefined);
    world.sandbox.host.interferer = undefined;
  };

const comparedWithJira = async (page: Page): Promise<void> => {
  await openReports(page);
  await page.getByText('compared with their history in Jira').waitFor();
};

async function pick(page: Page, label: string, option: string): Promise<void> {
  await page.getByLabel(label, { exact: true }).click();
  await page.getByRole('option', { name: option, exact: true }).click();
}

/** Own dates beside other dates, day by day. */
async function compareDays(page: Page): Promise<void> {
  await openReports(page);
  await pick(page, 'Period', 'Custom dates');
  await pick(page, 'Compare with', 'Same period last year');
  await pick(page, 'Compare with', 'Custom dates');
  await pick(page, 'Trend by', 'Day');
  await page.getByText(/Days start at midnight/).waitFor();
}

const openKpi =
  (name: string) =>
  async (page: Page): Promise<void> => {
    await openReports(page);
    await page.getByText(name).first().click();
    await page.getByRole('heading', { name: 'Definition', exact: true }).waitFor();
    await page
      .getByText(/^\d+ (tickets?|pools?)$/)
      .last()
      .waitFor();
  };

/** Premium seats that nobody decided about. */
async function unapprovedPremium(world: World): Promise<void> {
  const { newHire, lead } = world.company.roles;
  for (const [slot, holder] of [newHire, lead].entries())
    await world.execute(
      "UPDATE seat SET state = 'allocated', premium = 1, holder_id = ?, allocated_at = ? WHERE pool_id = 'figma/premium' AND slot = ?",
      holder,
      world.now() - DAY,
      slot + 1,
    );
  await snapshots(world);
}

const reports = (state: string, act: Scene['act'], more: Partial<Scene> = {}): Scene =>
  consoleScene(`reports${state}`, snapshots, act, more);

/** Every gadget, and the Reports tab in its states. */
export const kpiScenes: readonly Scene[] = [
  gadget('first-time-right'),
  gadget('time-to-fulfill-mean'),
  gadget('backlog-aging'),
  gadget('time-to-fulfill-p50'),
  gadget('time-to-fulfill-p90'),
  gadget('reclaim-cycle', {
    prepare: async (world) => {
      await removals(world);
      for (const one of world.site.jsm.dashboards.get('10000')?.gadgets ?? [])
        one.configuration = { projectId: '10000', measure: 'reclaim-cycle', days: 30, target: null };
      return '/jira/dashboards/10000';
    },
  }),
  gadget('utilization'),
  gadget('inactive-paid-licenses'),
  gadget('premium-compliance'),
  gadget('utilization', { state: 'small', width: 480 }),
  gadget('utilization', {
    state: 'as-table',
    act: async (page) => {
      await page.getByText('Show as table').first().click();
      await page.getByText('Show as chart').first().waitFor();
    },
  }),
  gadget('sla-adherence', {
    state: 'of-some',
    prepare: async (world) => {
      await snapshots(world);
      for (const one of world.site.jsm.dashboards.get('10000')?.gadgets ?? [])
        one.configuration = { ...SLA, applications: ['slack', 'miro'], departments: ['Sales', 'Design'] };
      return '/jira/dashboards/10000';
    },
  }),
  widget('normal', SLA),
  widget('small', SLA, { columnSpan: 4 }),
  widget('wide', SLA, { columnSpan: 12 }),
  widget('narrow', SLA, { width: 400 }),
  widget('empty', SLA),
  widget('not-set-up', {}),
  // one that was never set up opens its settings by itself, beside the preview
  widget('settings', undefined, { act: settingsShown, which: 1 }),
  widget('loading', SLA, { calls: 'hang' }),
  widget('error', SLA, { calls: 'fail' }),
  widget('no-permission', SLA, { calls: 'forbid' }),
  reports('', openReports),
  reports('-narrow', openReports, { width: 480 }),
  reports('-cut', async (page) => {
    await openReports(page);
    await pick(page, 'Group by', 'Application');
    await page.getByText('└').first().waitFor();
  }),
  reports('-kpi', openKpi('SLA adherence')),
  reports('-kpi-narrow', openKpi('SLA adherence'), { width: 480 }),
  reports('-pools', openKpi('License utilization')),
  ...[1180, 480].map((width) =>
    consoleScene(
      width < 500 ? 'reports-licenses-narrow' : 'reports-licenses',
      unapprovedPremium,
      async (page) => {
        await openReports(page);
        await page.getByText('Premium approval compliance').first().click();
        await page.getByText('Figma Premium').first().waitFor();
      },
      { width, as: 'administrator' },
    ),
  ),
  reports('-backlog', async (page) => {
    await openKpi('Aged backlog')(page);
    await pick(page, 'Show', 'All tickets');
    await page.getByText('IT-').first().waitFor();
  }),
  reports('-compared', compareDays),
  reports('-compared-narrow', compareDays, { width: 480 }),
  reports('-workbook', async (page) => {
    await openReports(page);
    await page.getByRole('button', { name: 'Export as XLSX' }).click();
    await page.getByText('Download workbook').waitFor();
  }),
  reports('-dates-refused', async (page) => {
    await openReports(page);
    await pick(page, 'Period', 'Custom dates');
    await page.getByLabel('From', { exact: true }).fill('1/1/2031');
    await page.getByLabel('From', { exact: true }).press('Enter');
    await page.getByText(/is in the future/).waitFor();
  }),
  consoleScene('reports-differ', differing(false), comparedWithJira, { as: 'administrator' }),
  consoleScene('reports-rebuilding', differing(true), comparedWithJira, { as: 'administrator' }),
  reports(
    '-definitions',
    async (page) => {
      await openReports(page);
      await page.getByRole('button', { name: 'Show definitions' }).click();
      await page.getByText('Excludes').first().waitFor();
    },
    { height: 9000 },
  ),
  ...(['hang', 'fail', 'forbid'] as const).map((calls) =>
    reports(
      `-${{ hang: 'loading', fail: 'error', forbid: 'no-permission' }[calls]}`,
      (page) => page.getByRole('tab', { name: 'Reports' }).click(),
      { calls },
    ),
  ),
];
