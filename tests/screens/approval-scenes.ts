import { HOUR } from '../../src/common/rules/time';
import type { Page } from 'playwright-core';
import { GROUPS, type Company } from '../../sandbox/company/company';
import { delegateTo } from '../support/delegations';
import { approveAll, MIRO_STANDARD, raise } from '../support/requests';
import { saveGroups } from '../support/settings';
import type { World } from '../support/world';
import { adminScene, type Scene } from './scene';

/** Makes these stages what Miro takes. */
const miroTakes = (world: World, ...stages: readonly unknown[]): Promise<void> =>
  world.importCatalog({
    format: 'seatkeeper-catalog',
    applications: [],
    policy: {
      rules: [
        {
          id: 'miro-stages',
          description: 'Miro holds plans of products to come.',
          when: { applications: ['miro'] },
          effect: { kind: 'require', stages },
        },
      ],
    },
  });

const emailOf = (world: World, role: keyof Company['roles']): string =>
  world.site.jsm.account(world.company.roles[role]).email;

async function inTurns(world: World): Promise<string> {
  await miroTakes(
    world,
    'manager',
    { kind: 'application-owner', order: 2, timeout: { hours: 8, then: 'escalate' } },
    { kind: 'security', order: 3 },
  );
  await saveGroups(world, { security: GROUPS.security, fallback: GROUPS.fallback });
  const key = await raise(world, { ...MIRO_STANDARD, justification: 'Plan the spring release' });
  await world.advance(HOUR);
  await approveAll(world, key, ['manager']);
  await world.advance(2 * HOUR);
  return key;
}

async function oneOfTwo(world: World): Promise<string> {
  const people = (['manager', 'owner', 'lead', 'backupOwner'] as const).map((role) => emailOf(world, role));
  await miroTakes(world, {
    kind: 'people',
    people,
    quorum: 2,
    timeout: { hours: 4, then: 'decline' },
  });
  const key = await raise(world, MIRO_STANDARD);
  await world.advance(HOUR);
  await world.as('lead').answer(key, 'approve');
  await world.advance(HOUR);
  return key;
}

async function byDelegate(world: World): Promise<string> {
  await delegateTo(world, 'owner', ['backupOwner']);
  const key = await raise(world, MIRO_STANDARD);
  await world.advance(HOUR);
  return key;
}

async function fallbackAsked(world: World): Promise<string> {
  await saveGroups(world, { security: null, fallback: GROUPS.fallback });
  await miroTakes(world, 'managers-manager');
  const key = await raise(world, MIRO_STANDARD);
  await world.advance(HOUR);
  return key;
}

/** Rules about Miro, besides that its owner decides. */
const miroWants = (world: World, effect: unknown): Promise<void> =>
  world.importCatalog({
    format: 'seatkeeper-catalog',
    applications: [],
    policy: {
      rules: [
        {
          id: 'owner-decides',
          description: 'The application owner decides.',
          effect: { kind: 'require', stages: ['application-owner'] },
        },
        {
          id: 'miro-rule',
          description: 'Miro holds plans of products to come.',
          when: { applications: ['miro'] },
          effect,
        },
      ],
    },
  });

async function asException(world: World): Promise<string> {
  await miroWants(world, { kind: 'exception', of: 'mfa', approver: 'manager', maxDays: 30 });
  return raise(world, { ...MIRO_STANDARD, days: 14 });
}

async function withEvidence(world: World): Promise<string> {
  await miroWants(world, {
    kind: 'require-evidence',
    evidence: [{ kind: 'justification', minCharacters: 20 }],
  });
  return raise(world, { ...MIRO_STANDARD, justification: 'Workshops with the spring team' });
}

async function withoutEvidence(world: World): Promise<string> {
  await miroWants(world, {
    kind: 'require-evidence',
    evidence: [
      { kind: 'justification', minCharacters: 20 },
      { kind: 'change-ticket', projectKey: 'IT' },
      { kind: 'training', name: 'Security basics' },
    ],
  });
  return raise(world, MIRO_STANDARD);
}

const PREPARED = {
  turns: inTurns,
  'one-of-two': oneOfTwo,
  'stand-in': byDelegate,
  'fallback-group': fallbackAsked,
  exception: asException,
  evidence: withEvidence,
  'evidence-missing': withoutEvidence,
} as const;

const panels = Object.entries(PREPARED).map(([state, make]): Scene => ({
  surface: 'issue-panel',
  state: `approval-${state}`,
  as: 'agent',
  prepare: async (world) => `/browse/${await make(world)}`,
}));

const portal = Object.entries(PREPARED).map(([state, make]): Scene => ({
  surface: 'portal-request',
  state: `approval-${state}`,
  as: 'newHire',
  prepare: async (world) => `/servicedesk/customer/portal/1/${await make(world)}`,
}));

const securityOnly = (world: World): Promise<unknown> =>
  saveGroups(world, { security: GROUPS.security, fallback: null });

async function openGroups(page: Page): Promise<void> {
  await page.getByRole('tab', { name: 'Groups' }).click();
  await page.getByLabel('Security group').waitFor();
}

const groups: readonly Scene[] = [
  adminScene('groups', securityOnly, openGroups),
  adminScene('groups-narrow', securityOnly, openGroups, { width: 420 }),
  adminScene('groups-refused', securityOnly, async (page) => {
    await openGroups(page);
    await page.getByLabel('Fallback group').fill('nobody-knows');
    await page.getByRole('button', { name: 'Save groups' }).click();
    await page.getByText('Groups not saved').waitFor();
  }),
];

const roleToChoose: Scene = {
  surface: 'portal-create',
  state: 'role',
  as: 'newHire',
  prepare: async (world) => {
    await world.importCatalog({
      format: 'seatkeeper-catalog',
      applications: [
        {
          key: 'notion',
          name: 'Notion',
          owner: emailOf(world, 'owner'),
          tiers: [{ key: 'team', name: 'Team', seats: 5, roles: ['Reader', 'Writer'] }],
        },
      ],
    });
    return '/servicedesk/customer/portal/1/create/10';
  },
  act: async (page) => {
    await page.getByLabel('What do you need?').click();
    await page.getByText('Notion').click();
    await page.getByText('Writer').click();
    await page.getByText('Approvers', { exact: true }).waitFor();
  },
};

/** What it takes, in each of the ways that a stage can be asked. */
export const approvalScenes: readonly Scene[] = [...panels, ...portal, ...groups, roleToChoose];
