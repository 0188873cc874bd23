import type { ChangesView } from '../../src/changes/contract/changes';
import { closeAccount } from '../../sandbox/jsm/close-account';
import { HOUR, MINUTE } from '../../src/common/rules/time';
import type { Page } from 'playwright-core';
import { FIELD } from '../../sandbox/company/service-project';
import { importDocument } from '../../sandbox/company/set-up-app';
import {
  approveAll,
  FIGMA_PREMIUM,
  fulfill,
  MIRO_STANDARD,
  raise,
  SLACK_STANDARD,
} from '../support/requests';
import { importApplications, listedApplication } from '../support/approvals';
import { catalogDocument, planCatalog } from '../support/catalog-imports';
import type { World } from '../support/world';
import { approvalScenes } from './approval-scenes';
import { calendarScenes } from './calendar-scenes';
import { catalogScenes } from './catalog-scenes';
import { conflictScenes } from './conflict-scenes';
import { feedScenes } from './feed-scenes';
import { guardScenes } from './guard-scenes';
import { panelScenes } from './panel-scenes';
import { ruleScenes } from './rule-scenes';
import { delegationScenes } from './delegation-scenes';
import { kpiScenes } from './kpi-scenes';
import { pastScenes } from './past-scenes';
import { policyScenes } from './policy-scenes';
import { portalScenes } from './portal-scenes';
import { poolScenes } from './pool-scenes';
import { reclaimScenes } from './reclaim-scenes';
import { weeklyScenes } from './weekly-scenes';
import { adminScene, consoleScene, type Scene } from './scene';

type MakeTicket = (world: World) => Promise<string>;

const issuePanel = (state: string, make: MakeTicket, more: Partial<Scene> = {}): Scene => ({
  surface: 'issue-panel',
  state,
  as: 'agent',
  prepare: async (world) => `/browse/${await make(world)}`,
  ...more,
});

const portalRequest = (state: string, make: MakeTicket, more: Partial<Scene> = {}): Scene => ({
  surface: 'portal-request',
  state,
  as: 'newHire',
  prepare: async (world) => `/servicedesk/customer/portal/1/${await make(world)}`,
  ...more,
});

const waiting: MakeTicket = async (world) => {
  const key = await raise(world, { ...FIGMA_PREMIUM, justification: 'Design system lead, Q1 rebrand' });
  await world.advance(5 * HOUR);
  return key;
};
const halfApproved: MakeTicket = async (world) => {
  const key = await waiting(world);
  await world.as('manager').answer(key, 'approve');
  await world.advance(HOUR);
  return key;
};
const approved: MakeTicket = async (world) => {
  const key = await raise(world, { ...MIRO_STANDARD, days: 90 });
  await world.advance(HOUR);
  await approveAll(world, key, ['owner']);
  await world.advance(HOUR);
  return key;
};
const fulfilled: MakeTicket = async (world) => {
  const key = await approved(world);
  await fulfill(world, key);
  await world.advance(HOUR);
  return key;
};
const incomplete: MakeTicket = (world) => raise(world, { application: 'Photoshop', days: -3 });
const stuck: MakeTicket = (world) => raise(world, FIGMA_PREMIUM, 'lead');
const changed: MakeTicket = async (world) => {
  const key = await approved(world);
  await world.as('secondAgent').ask('PUT', `/rest/api/3/issue/${key}`, { fields: { [FIELD.duration]: 365 } });
  return key;
};
const declined: MakeTicket = async (world) => {
  const key = await waiting(world);
  await world.as('owner').answer(key, 'decline');
  await world.settle();
  return key;
};
const withdrawn: MakeTicket = async (world) => {
  const key = await waiting(world);
  await world.as('newHire').ask('POST', `/rest/servicedeskapi/request/${key}/transition`, { id: '51' });
  await world.settle();
  return key;
};
const denied: MakeTicket = async (world) => {
  const rules = [
    {
      id: 'no-new-miro',
      description: 'Miro is being replaced, so nobody new gets it.',
      when: { applications: ['miro'] },
      effect: { kind: 'forbid' },
    },
  ];
  const document = { format: 'seatkeeper-catalog', applications: [], policy: { rules } };
  await world.importCatalog(document);
  return raise(world, MIRO_STANDARD);
};
const poolFull: MakeTicket = async (world) => {
  const slack = { key: 'slack', name: 'Slack', tiers: [{ key: 'standard', name: 'Standard', seats: 1 }] };
  await importDocument(
    world.admin,
    JSON.stringify({ format: 'seatkeeper-catalog', applications: [slack] }),
    'import/plan-catalog',
    {},
  );
  await raise(world, SLACK_STANDARD, 'manager');
  await world.advance(60_000);
  await raise(world, SLACK_STANDARD, 'secondAgent');
  await world.advance(60_000);
  return raise(world, SLACK_STANDARD);
};
/** A position in the queue that an agent uses when it is its turn. */
const arranged: MakeTicket = async (world) => {
  const key = await poolFull(world);
  await world.callPanel(key, 'issue-panel/arrange');
  return key;
};
/** The next seat is there, and the run that hands it out is yet to come. */
const seatComing: MakeTicket = async (world) => {
  const key = await arranged(world);
  await importApplications(world, {
    key: 'slack',
    name: 'Slack',
    tiers: [{ key: 'standard', name: 'Standard', seats: 3 }],
  });
  return key;
};
/** It had a seat that was held for it, and its owner was replaced before it was fulfilled. */
const seatReleased: MakeTicket = async (world) => {
  const key = await approved(world);
  const emailOf = (role: 'manager' | 'lead'): string =>
    world.site.jsm.account(world.company.roles[role]).email;
  const miro = listedApplication(world, 'miro', {
    owner: emailOf('manager'),
    backupOwner: emailOf('lead'),
  });
  await importApplications(world, miro);
  await world.advance(6 * MINUTE);
  return key;
};
/** It waits for a seat in its turn, and its tier has become premium a moment ago. */
const outdated: MakeTicket = async (world) => {
  const key = await arranged(world);
  const tier = { key: 'standard', name: 'Standard', seats: 1, premium: true };
  await importApplications(world, { key: 'slack', name: 'Slack', tiers: [tier] });
  return key;
};
const leftQueue: MakeTicket = async (world) => {
  const key = await poolFull(world);
  await world.callPanel(key, 'issue-panel/give-up');
  return key;
};
/** A workflow without the guard lets a ticket through that nobody approved. */
const unapproved: MakeTicket = async (world) => {
  const key = await waiting(world);
  world.site.jsm.askValidator = () => Promise.resolve({ result: true });
  await fulfill(world, key);
  return key;
};
const beforeTheApp: MakeTicket = async (world) => {
  world.sandbox.host.interferer = ({ path }) =>
    path.includes('/rest/api/3/issue/1') ? 'kill-before' : undefined;
  const key = await raise(world, SLACK_STANDARD);
  world.sandbox.host.interferer = undefined;
  return key;
};
const laptop: MakeTicket = async (world) => {
  const key = await world.as('newHire').raise('12', { summary: 'A laptop, please' });
  await world.settle();
  return key;
};

const create = (state: string, act: Scene['act'], more: Partial<Scene> = {}): Scene => ({
  surface: 'portal-create',
  state,
  as: 'newHire',
  prepare: () => Promise.resolve('/servicedesk/customer/portal/1/create/10'),
  ...(act ? { act } : {}),
  ...more,
});

async function choose(page: Page, application: RegExp): Promise<void> {
  await page.getByLabel('What do you need?').click();
  await page.getByText(application).click();
}

const PAST_WEEKS_AWAY = { surface: 'lead-gadget', as: 'lead' } as const;
const gadget = (state: string, prepare: Scene['prepare'], more: Partial<Scene> = {}): Scene => ({
  ...PAST_WEEKS_AWAY,
  state,
  prepare,
  ...more,
});
const dashboard = (): Promise<string> => Promise.resolve('/jira/dashboards/10000');

const admin = (state: string, act?: Scene['act'], more: Partial<Scene> = {}): Scene => ({
  surface: 'admin-page',
  state,
  as: 'administrator',
  prepare: () => Promise.resolve('/jira/settings/apps/admin-page'),
  ...(act ? { act } : {}),
  ...more,
});

/** A catalog of another administrator that gives an application another owner and makes a tier premium. */
async function withWaitingChange(world: World): Promise<void> {
  await raise(world, SLACK_STANDARD);
  const slack = {
    key: 'slack',
    name: 'Slack',
    owner: 'nadia.haddad@acme.example',
    description: 'Chat',
    tiers: [{ key: 'standard', name: 'Standard', seats: 60, premium: true }],
  };
  const { importId } = await planCatalog(world.adminAlone, catalogDocument([slack]));
  await world.adminAlone('import/apply', { importId });
}

/** A change that another admin has declined, and said why. */
async function withDeclinedChange(world: World): Promise<void> {
  await withWaitingChange(world);
  const { waiting } = (await world.console('lead')('changes/list', {})) as ChangesView;
  const note = 'The contract with Slack says nothing of a premium plan.';
  await world.console('lead')('changes/decline', { changeId: waiting[0]?.changeId, note });
}

/** Somebody whose account one admin picked, and a closed account that was erased. */
async function withLinkedAccount(world: World): Promise<void> {
  await raise(world, SLACK_STANDARD);
  await world.adminAlone('people/link', { workerId: '1036', accountId: '5ea7:1036' });
  closeAccount(world.site.jsm, world.accountOf('Kim Osei'));
  await world.nightly();
}

/** Two people whom the last complete roster left out. */
async function withMissingPeople(world: World): Promise<string> {
  const { newHire, manager } = world.company.roles;
  await world.execute(
    "UPDATE person SET status = 'missing', imported_at = ? WHERE account_id IN (?, ?)",
    world.now(),
    newHire,
    manager,
  );
  return '/jira/settings/apps/admin-page';
}

async function dryRun(page: Page, tab: string, field: string, text: string): Promise<void> {
  await page.getByRole('tab', { name: tab }).click();
  await page.getByLabel(field).fill(text);
  await page.getByRole('button', { name: 'Dry run' }).click();
  await page
    .getByText(/Dry run|can’t be imported/)
    .last()
    .waitFor();
}

const catalogText = JSON.stringify({
  format: 'seatkeeper-catalog',
  applications: [
    {
      key: 'notion',
      name: 'Notion',
      owner: 'leo.brandt@acme.example',
      tiers: [{ key: 'standard', name: 'Standard', seats: 85 }],
    },
    {
      key: 'slack',
      name: 'Slack',
      owner: 'priya.nair@acme.example',
      tiers: [{ key: 'standard', name: 'Standard', summary: 'All channels', seats: 120 }],
    },
  ],
});
const rosterText =
  'WorkerID,WorkerStatus,UserID,Department\n1008,Active,sam.rivera,Sales\n9001,Active,new.person,IT\n,Active,x,IT\n9002,Perhaps,y,IT\n';

const namedRoster = [
  'WorkerID,WorkerStatus,Email,ManagerID,OnLeave,Department,JobTitle,Trainings',
  '1008,Active,sam.rivera@acme.example,1002,no,Sales,Product Designer,Data protection; Phishing',
  '1002,Active,nobody@acme.example,,yes,IT,,',
  '1003,Terminated,,,no,,,',
  '9001,Active,new.person@@acme,1002,no,IT,Engineer,',
  '9002,Active,,1008,no,Design,Engineer,',
].join('\n');

/** Every picture that `npm run screens` takes, each twice: light and dark. */
export const scenes: readonly Scene[] = [
  issuePanel('waiting', waiting),
  issuePanel('one-approval-in', halfApproved),
  issuePanel('ready', approved),
  issuePanel('fulfilled', fulfilled),
  issuePanel('pool-full', poolFull),
  issuePanel('pool-full-narrow', poolFull, { width: 420 }),
  issuePanel('ready-narrow', approved, { width: 420 }),
  issuePanel('in-its-turn', arranged),
  issuePanel('seat-coming', seatComing),
  issuePanel('seat-released', seatReleased),
  issuePanel('checked-again', outdated),
  issuePanel('queue-left', leftQueue),
  issuePanel('changed-after-approval', changed),
  issuePanel('incomplete', incomplete),
  issuePanel('stuck', stuck),
  issuePanel('denied', denied),
  issuePanel('declined', declined),
  issuePanel('withdrawn', withdrawn),
  issuePanel('not-approved', unapproved),
  issuePanel('being-checked', beforeTheApp),
  issuePanel('no-access-request', laptop),
  issuePanel('why', approved, { act: (page) => page.getByRole('button', { name: 'Show reasons' }).click() }),
  issuePanel('loading', waiting, { calls: 'hang' }),
  issuePanel('error', waiting, { calls: 'fail' }),
  issuePanel('no-permission', waiting, { calls: 'forbid' }),
  create('empty', undefined),
  create('premium', async (page) => {
    await choose(page, /^Figma:/);
    await page.getByLabel(/^Premium/).check();
    await page.getByLabel('Why do you need it?').fill('Lead of the design system');
    await page.getByText('Approvers', { exact: true }).waitFor();
  }),
  create('by-rule', async (page) => {
    await choose(page, /^Slack:/);
    await page.getByText('No approval needed').waitFor();
  }),
  create('someone-else', async (page) => {
    await choose(page, /^Miro:/);
    await page.getByLabel('Someone else').check();
    await page.getByLabel(/Their email address/).fill('ana.ruiz@acme.example');
    await page.getByLabel(/Their email address/).blur();
    await page.getByText('Approvers', { exact: true }).waitFor();
  }),
  create(
    'held-already',
    async (page) => {
      await choose(page, /^Slack:/);
      await page.getByText('can’t be requested').waitFor();
    },
    {
      prepare: async (world) => {
        await raise(world, SLACK_STANDARD);
        return '/servicedesk/customer/portal/1/create/10';
      },
    },
  ),
  create('loading', undefined, { calls: 'hang' }),
  create('error', undefined, { calls: 'fail' }),
  portalRequest('waiting', waiting),
  portalRequest('one-approval-in', halfApproved),
  portalRequest('approved', approved),
  portalRequest('in-queue', poolFull),
  portalRequest('queue-left', leftQueue),
  portalRequest('ready', fulfilled),
  portalRequest('incomplete', incomplete),
  portalRequest('declined', declined),
  portalRequest('denied', denied),
  portalRequest('stuck', stuck, { as: 'lead' }),
  portalRequest('withdrawn', withdrawn),
  portalRequest('being-checked', beforeTheApp),
  portalRequest('loading', waiting, { calls: 'hang' }),
  portalRequest('error', waiting, { calls: 'fail' }),
  gadget('sla-adherence', dashboard),
  gadget('reopen-rate', dashboard, { which: 1 }),
  gadget('empty', dashboard),
  gadget('not-set-up', (world) => {
    for (const one of world.site.jsm.dashboards.get('10000')?.gadgets ?? []) one.configuration = undefined;
    return dashboard();
  }),
  gadget('settings', dashboard, {
    act: (page) =>
      page
        .getByRole('button', { name: /^(Edit|Configure)/ })
        .first()
        .click(),
  }),
  gadget('no-permission', dashboard, { calls: 'forbid' }),
  gadget('loading', dashboard, { calls: 'hang' }),
  gadget('error', dashboard, { calls: 'fail' }),
  ...kpiScenes,
  ...pastScenes,
  ...feedScenes,
  ...weeklyScenes,
  admin('projects'),
  ...guardScenes,
  ...panelScenes,
  ...ruleScenes,
  ...conflictScenes,
  admin('mapping', async (page) => {
    await page.getByRole('button', { name: 'Change IT' }).click();
    await page.getByLabel('Status: Withdrawn').waitFor();
  }),
  admin('catalog', (page) => page.getByRole('tab', { name: 'Catalog and policy' }).click()),
  admin('catalog-dry-run', (page) =>
    dryRun(page, 'Catalog and policy', 'Catalog (JSON or CSV)', catalogText),
  ),
  admin('catalog-refused', (page) =>
    dryRun(
      page,
      'Catalog and policy',
      'Catalog (JSON or CSV)',
      '{"format":"seatkeeper-catalog","applications":[{"key":"X"}]}',
    ),
  ),
  admin('people', (page) => page.getByRole('tab', { name: 'People' }).click()),
  ...[1000, 480].map((width) =>
    adminScene(
      width < 500 ? 'people-linked-narrow' : 'people-linked',
      withLinkedAccount,
      (page) => page.getByRole('tab', { name: 'People' }).click(),
      { width },
    ),
  ),
  admin('people-dry-run', (page) => dryRun(page, 'People', 'HR roster (CSV)', rosterText)),
  ...[1180, 480].map((width) =>
    consoleScene(
      width < 500 ? 'waiting-change-narrow' : 'waiting-change',
      withWaitingChange,
      (page) => page.getByText('Waiting for a second admin').first().waitFor(),
      { as: 'lead', width },
    ),
  ),
  consoleScene(
    'waiting-change-elsewhere',
    withWaitingChange,
    async (page) => {
      await page.getByRole('tab', { name: 'Pools' }).click();
      await page.getByText('1 change waits for a second admin.').waitFor();
    },
    { as: 'lead' },
  ),
  ...[1000, 420].map((width) =>
    adminScene(
      width < 500 ? 'waiting-change-narrow' : 'waiting-change',
      withWaitingChange,
      (page) => page.getByText('Link to the Seatkeeper page of IT').waitFor(),
      { width },
    ),
  ),
  ...[1000, 420].map((width) =>
    adminScene(
      width < 500 ? 'declined-change-narrow' : 'declined-change',
      withDeclinedChange,
      (page) => page.getByText('Your catalog import was declined.').waitFor(),
      { width },
    ),
  ),
  adminScene(
    'catalog-sent',
    (world) => raise(world, SLACK_STANDARD),
    async (page) => {
      await dryRun(page, 'Catalog and policy', 'Catalog (JSON or CSV)', catalogText);
      await page.getByRole('button', { name: 'Send for approval' }).click();
      await page.getByText('Sent for approval').waitFor();
    },
  ),
  ...[1000, 420].map((width) =>
    adminScene(
      width < 500 ? 'people-dry-run-named-narrow' : 'people-dry-run-named',
      (world) => raise(world, SLACK_STANDARD),
      (page) => dryRun(page, 'People', 'HR roster (CSV)', namedRoster),
      { width, height: 2200 },
    ),
  ),
  admin('people-left-out', async (page) => {
    await page.getByRole('tab', { name: 'People' }).click();
    await page.getByLabel('Everyone who works here is in this file').check();
    await dryRun(page, 'People', 'HR roster (CSV)', rosterText.replace('\n,Active,x,IT', ''));
  }),
  ...approvalScenes,
  ...portalScenes,
  ...reclaimScenes,
  ...calendarScenes,
  ...delegationScenes,
  ...catalogScenes,
  ...poolScenes,
  ...policyScenes,
  admin('people-missing', (page) => page.getByRole('tab', { name: 'People' }).click(), {
    prepare: withMissingPeople,
  }),
  admin(
    'people-missing-question',
    async (page) => {
      await page.getByRole('tab', { name: 'People' }).click();
      await page.getByRole('button', { name: 'Confirm as left' }).first().click();
    },
    { prepare: withMissingPeople },
  ),
  admin('loading', undefined, { calls: 'hang' }),
  admin('error', undefined, { calls: 'fail' }),
];
