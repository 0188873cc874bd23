import { HOUR } from '../../src/common/rules/time';
import type { Page } from 'playwright-core';
import { approveDraft } from '../../sandbox/company/set-up-app';
import { member } from '../../sandbox/untyped';
import { FIGMA_PREMIUM, MIRO_STANDARD, raise, SLACK_STANDARD } from '../support/requests';
import type { World } from '../support/world';
import { consoleScene, type Scene } from './scene';

const console_ = (
  state: string,
  prepare: (world: World) => Promise<unknown>,
  act?: Scene['act'],
  more: Partial<Scene> = {},
): Scene =>
  consoleScene(
    `policy-${state}`,
    prepare,
    async (page) => {
      await page.getByRole('tab', { name: 'Policy' }).click();
      if (more.calls !== 'hang') await page.getByTestId('loading').waitFor({ state: 'detached' });
      await act?.(page);
    },
    more,
  );

const nothing = (): Promise<void> => Promise.resolve();

const save = async (world: World, rule: unknown, replaces: string | null = null): Promise<unknown> => {
  const draft = member(await world.console('administrator')('policy/show', {}), 'draft');
  const after = draft === null ? null : { version: member(draft, 'version'), step: member(draft, 'step') };
  return world.console('administrator')('policy/save-rule', { after, replaces, rule });
};

/** A draft that adds, removes and changes. */
async function drafted(world: World): Promise<unknown> {
  await raise(world, { ...FIGMA_PREMIUM, days: 30 });
  await raise(world, MIRO_STANDARD);
  await raise(world, SLACK_STANDARD);
  await world.advance(3 * HOUR);
  await save(world, {
    id: 'not-for-sales',
    description: 'Sales works without Miro.',
    when: { applications: ['miro'], departments: ['Sales', 'Design'] },
    effect: { kind: 'forbid' },
  });
  await save(
    world,
    {
      id: 'premium-needs-manager-and-owner',
      description: 'Premium tiers need the approval of the manager, of theirs, and of the application owner.',
      when: { premium: true, dearerThan: { amount: '20', currency: 'EUR' } },
      effect: {
        kind: 'require',
        stages: [{ kind: 'manager' }, { kind: 'managers-manager' }, { kind: 'application-owner', order: 2 }],
      },
    },
    'premium-needs-manager-and-owner',
  );
  const draft = member(await world.console('administrator')('policy/show', {}), 'draft');
  return world.console('administrator')('policy/remove-rule', {
    after: { version: member(draft, 'version'), step: member(draft, 'step') },
    id: 'everybody-gets-slack',
  });
}

async function proposed(world: World): Promise<void> {
  const draft = member(await drafted(world), 'draft');
  const [version, step, digest] = ['version', 'step', 'digest'].map((name) => member(draft, name));
  await world.console('administrator')('policy/propose', {
    shown: { version, step, digest },
    note: 'Agreed with Sales on Monday',
  });
  await world.advance(HOUR);
}

async function superseded(world: World): Promise<void> {
  await drafted(world);
  await approveDraft(world.sandbox, world.site, world.company);
  await world.advance(HOUR);
}

async function scheduled(world: World): Promise<void> {
  await proposed(world);
  const draft = member(await world.console('lead')('policy/show', {}), 'draft');
  const [version, step, digest] = ['version', 'step', 'digest'].map((name) => member(draft, name));
  await world.console('lead')('policy/approve', {
    shown: { version, step, digest },
    effectiveFrom: world.now() + 9 * 24 * HOUR,
    note: '',
  });
}

const press =
  (name: string | RegExp) =>
  (page: Page): Promise<void> =>
    page
      .getByRole('button', { name, exact: typeof name === 'string' })
      .first()
      .click();

const ANSWERED =
  /These people would decide|No active person|would be asked|would wait|get stuck|would be declined|No approval is needed|couldn’t be tested|nothing to request/;

async function simulate(
  page: Page,
  email: string,
  application: string,
  tier: string,
  days = '',
): Promise<void> {
  await page.getByLabel(/^Days/).fill(days);
  await page.getByLabel('Requester’s email address').fill(email);
  await page.getByLabel('Application', { exact: true }).fill(application);
  await page.getByLabel('Tier', { exact: true }).fill(tier);
  await page.getByRole('button', { name: 'Test policy' }).click();
  await page.getByText(ANSWERED).first().waitFor();
}

/** The policy on the console. */
export const policyScenes: readonly Scene[] = [
  console_('in-force', nothing),
  console_('draft', drafted),
  console_('narrow', drafted, undefined, { width: 420 }),
  console_('tried', drafted, async (page) => {
    await press('Test draft on the last 90 days')(page);
    await page.getByText('would have been decided differently').waitFor();
  }),
  console_('proposed', proposed),
  console_('to-approve', proposed, undefined, { as: 'lead' }),
  console_(
    'approve',
    proposed,
    async (page) => {
      await press('Approve draft')(page);
      await page.getByLabel('Later').check();
      await page.getByText('Your text is saved with the version.').waitFor();
    },
    { as: 'lead' },
  ),
  console_('scheduled', scheduled),
  console_('history', superseded),
  console_('compare', superseded, async (page) => {
    await page.getByRole('button', { name: 'Compare with version 1' }).click();
    await page.getByText('Changes from version 1 to version 2').waitFor();
    await page.getByText('not-for-sales').last().waitFor();
  }),
  console_('rule', nothing, async (page) => {
    await page
      .getByRole('group', { name: 'Rule premium-needs-manager-and-owner' })
      .getByRole('button', { name: 'Edit' })
      .click();
    await page.getByText('Conditions (all must match)').waitFor();
  }),
  console_('rule-refused', nothing, async (page) => {
    await press('Add rule')(page);
    await page.getByLabel('Rule key').fill('Premium for Sales');
    await page.getByLabel('More than this many days, or no end date').fill('a week');
    await press('Save to draft')(page);
    await page.getByText('Enter a whole number of days').waitFor();
  }),
  console_('import-refused', nothing, async (page) => {
    await press('Import from JSON')(page);
    await page
      .getByLabel('Policy document (JSON)')
      .fill('{"format":"seatkeeper-catalog","applications":[],"policy":{"rules":[{"id":"X"}]}}');
    await press('Import as draft')(page);
    await page.getByText('The policy wasn’t imported').waitFor();
  }),
  console_('export', nothing, async (page) => {
    await press('Export as JSON')(page);
    await page.getByText('Importing it again changes nothing.').waitFor();
  }),
  console_('asked', nothing, (page) => simulate(page, 'ana.ruiz@acme.example', 'Figma', 'Premium')),
  console_('nobody', nothing, (page) => simulate(page, 'nobody@acme.example', 'Figma', 'Premium')),
  console_('asked-wrongly', nothing, (page) =>
    simulate(page, 'ana.ruiz@acme.example', 'Figmo', 'Premium', 'forever'),
  ),
  console_('asked-malformed', nothing, (page) => simulate(page, 'ana.ruiz', 'Figma', 'Premium')),
  console_('asked-allowed', nothing, (page) => simulate(page, 'ana.ruiz@acme.example', 'Slack', 'Standard')),
  console_(
    'asked-held',
    (world) => raise(world, SLACK_STANDARD),
    (page) => simulate(page, 'sam.rivera@acme.example', 'Slack', 'Standard'),
  ),
  console_(
    'asked-incomplete',
    (world) =>
      world.execute("UPDATE person SET status = 'missing' WHERE account_id = ?", world.company.roles.newHire),
    (page) => simulate(page, 'sam.rivera@acme.example', 'Slack', 'Standard'),
  ),
  console_(
    'asked-stuck',
    (world) => world.execute('UPDATE person SET manager_worker_id = NULL'),
    (page) => simulate(page, 'sam.rivera@acme.example', 'Figma', 'Premium'),
    { width: 480 },
  ),
  console_('no-permission', nothing, undefined, { as: 'agent' }),
  console_('loading', nothing, undefined, { calls: 'hang' }),
  console_('error', nothing, undefined, { calls: 'fail' }),
];
