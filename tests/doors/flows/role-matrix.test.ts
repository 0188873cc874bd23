import { randomUUID } from 'node:crypto';
import type {
  ActionFormSurface,
  ConsoleSurface,
  AdminSurface,
  AgentSurface,
  LeadSurface,
  PortalSurface,
} from '../../../src/flows/contract/surfaces';
import { CALLERS, type Caller } from '../../../src/common/calls/allows';
import type { DefinedCalls } from '../../../src/common/calls/define-call';
import type { AnyCalls, CallsOf, PayloadOf } from '../../../src/common/contract/calls';
import { DAY } from '../../../src/common/rules/time';
import { actionFormSurfaceCalls } from '../../../src/entry/resolvers/action-form-resolver';
import { adminSurfaceCalls } from '../../../src/entry/resolvers/admin-resolver';
import { agentSurfaceCalls } from '../../../src/entry/resolvers/agent-resolver';
import { consoleSurfaceCalls } from '../../../src/entry/resolvers/console-resolver';
import { leadSurfaceCalls } from '../../../src/entry/resolvers/lead-resolver';
import { portalSurfaceCalls } from '../../../src/entry/resolvers/portal-resolver';
import { calendarSchema } from '../../../src/calendars/contract/calendar';
import { USUAL_ASSETS_SOURCE } from '../../../src/imports/contract/assets-source';
import { USUAL_RULES } from '../../../src/settings/rules/reclaim-rules';
import type { SeamCall } from '../../../sandbox/forge/invocation';
import { member } from '../../../sandbox/untyped';
import { OFFICE_CALENDARS } from '../../../sandbox/company/office-calendars';
import { ASKED_POOL, CallersSite, FULL_POOL } from '../../support/callers';
import { historyCsv } from '../../support/history';

/*
 * Every function of every resolver, called as everybody, below what Forge itself checks of a front end's caller. What
 * each has to get stands beside the function.
 */

/** How a function is called, so that whoever may gets as far as the function itself. */
interface Case<Payload> {
  readonly payload?: Payload | (() => Payload);
  readonly module?: string;
  readonly extension?: () => Readonly<Record<string, unknown>>;
  /** What the function itself may say of this payload, to those whom it runs for. */
  readonly says?: RegExp;
}

type Cases<Surface> =
  CallsOf<Surface> extends infer All extends AnyCalls
    ? { readonly [Key in keyof All]: Case<PayloadOf<All, Key>> }
    : never;

let site: CallersSite;
beforeAll(async () => {
  site = await CallersSite.start();
});
afterAll(() => site.world.stop());

const id = randomUUID();
const importId = randomUUID();
const place = { version: 1, step: 1 };
const shown = { ...place, digest: 'a'.repeat(64) };
const seat = { poolId: FULL_POOL, slot: 1 };
const period = { period: { kind: 'last', days: 30 }, timeZone: 'Europe/Berlin' } as const;
const report = { ...period, against: { kind: 'before' }, grain: 'week', slice: null } as const;
const batch = { applicationKey: 'figma', requesterId: 'nobody', from: 1, to: 2 };
const RULE = {
  id: 'not-on-sundays',
  description: 'Nobody gets Miro.',
  when: { applications: ['miro'] },
  effect: { kind: 'forbid' },
} as const;
const log = { format: 'servicenow', firstRow: 2, text: historyCsv([{}]) } as const;
const calendar = calendarSchema.parse(OFFICE_CALENDARS[0]);

const GONE = /^This upload is no longer available/;

const IMPORTS = {
  'import/stage': { payload: () => ({ importId: randomUUID(), part: 0, text: '{' }) },
  'import/plan-catalog': { says: GONE, payload: { importId } },
  'import/assets-source': {},
  'import/plan-from-assets': { says: GONE, payload: { importId, source: USUAL_ASSETS_SOURCE } },
  'import/apply': {
    says: /^(This upload is no longer available|Review the dry run first)/,
    payload: { importId },
  },
  'import/discard': { payload: { importId } },
} as const;

const NOT_WAITING = /^This change isn’t waiting anymore/;
const changeId = '0'.repeat(32);

const CHANGES = {
  'changes/list': {},
  'changes/approve': { says: NOT_WAITING, payload: { changeId } },
  'changes/decline': { says: NOT_WAITING, payload: { changeId, note: 'No' } },
  'changes/withdraw': { says: NOT_WAITING, payload: { changeId } },
} as const;

const ADMIN: Cases<AdminSurface> = {
  ...IMPORTS,
  ...CHANGES,
  'admin/setup': {},
  'admin/project-setup': { payload: { projectId: '10000', serviceDeskId: '1' } },
  'admin/save-project': { payload: () => ({ project: site.project, after: 1 }) },
  'import/plan-roster': { says: GONE, payload: { importId, emailPattern: null } },
  'people/missing': {},
  'people/links': {},
  'people/link': { payload: { workerId: '1036', accountId: '5ea7:1036' } },
  'people/unlink': { payload: { workerId: '1038' } },
  'people/personal-data': {},
  'people/settle-missing': { payload: { workerIds: ['1008'], status: 'active' } },
  'approval-groups/show': {},
  'approval-groups/save': { payload: { security: null, fallback: null, after: 0 } },
  'calendars/show': {},
  'calendars/save': { payload: { calendar, isDefault: true, after: 1 } },
  'calendars/remove': { payload: { id: 'lisbon', after: 1 } },
  'conflicts/show': {},
  'delegations/show': {},
  'delegations/end': { says: /^This delegation no longer exists/, payload: { id } },
  'panel-visibility/show': {},
  'panel-visibility/ask': { payload: { projectId: '10000' } },
  'portal-settings/show': {},
  'portal-settings/save': {
    payload: { rules: { orderFor: 'everybody', showsPrices: true }, after: 1 },
  },
  'guard/show': {},
  'guard/check': {},
  'guard/switch-on': { payload: { projectId: '10000' } },
};

const CONSOLE: Cases<ConsoleSurface> = {
  ...CHANGES,
  ...IMPORTS,
  'catalog/list': { payload: { search: '', order: 'name', page: 1 } },
  'catalog/show': { payload: { key: 'figma' } },
  'catalog/export': { payload: { format: 'json' } },
  'catalog/download': { payload: { format: 'json' } },
  'facts/report': {},
  'facts/rebuild': {},
  'feed/show': {},
  'feed/create': { payload: () => ({ name: 'Power BI', endsAt: site.world.now() + DAY }) },
  'feed/revoke': { payload: { id, slot: 1 } },
  'history/preview': { payload: log },
  'history/take-part': {
    payload: () => ({ importId: randomUUID(), ...log, name: 'log.csv', part: 0, parts: 1 }),
  },
  'history/plan-jira': { payload: { jql: 'project = IT', fulfilledStatus: '' } },
  'history/begin-jira': { payload: { importId: randomUUID(), jql: 'project = IT', fulfilledStatus: '' } },
  'history/read-jira': { says: /^This import doesn’t exist anymore/, payload: { importId } },
  'history/show': { payload: { importId: id } },
  'history/list': {},
  'history/plan-undo': { payload: { importId: id } },
  'history/undo': { payload: { importId: id } },
  'kpi/report': { payload: report },
  'kpi/export': { payload: report },
  'kpi/download': { payload: report },
  'kpi/pools': { payload: { ...period, kpi: 'utilization', page: 0 } },
  'kpi/licenses': { payload: { ...period, page: 0 } },
  'kpi/tickets': { payload: { ...period, kpi: 'sla-adherence', side: 'all', page: 0 } },
  'policy/show': {},
  'policy/choices': {},
  'policy/save-rule': {
    says: /^Somebody changed this draft/,
    payload: { after: place, replaces: null, rule: RULE },
  },
  'policy/remove-rule': { says: /^Somebody changed this draft/, payload: { after: place, id: 'no-rule' } },
  'policy/import': { says: /^format: This is required/, payload: { after: place, text: '{}' } },
  'policy/use-as-draft': { says: /^Somebody changed this draft/, payload: { after: place, version: 1 } },
  'policy/propose': { says: /^This version is already decided/, payload: { shown, note: '' } },
  'policy/approve': {
    says: /^This version is already decided/,
    payload: { shown, effectiveFrom: null, note: '' },
  },
  'policy/reject': { says: /^This version is already decided/, payload: { shown, note: 'No' } },
  'policy/withdraw': { says: /^The policy has no version 99/, payload: { version: 99 } },
  'policy/export': { payload: { version: 1 } },
  'policy/download': { payload: { version: 1 } },
  'policy/compare': { payload: { from: 1, to: 1 } },
  'policy/try': { payload: { version: 1 } },
  'policy/simulate': {
    payload: {
      email: 'sam.rivera@acme.example',
      application: 'figma',
      tier: 'premium',
      durationDays: null,
      version: null,
    },
  },
  'pools/list': { payload: {} },
  'pools/seats': { payload: { poolId: FULL_POOL } },
  'pools/export': { payload: { poolId: FULL_POOL } },
  'pools/waitlist': { payload: { poolId: FULL_POOL } },
  'pools/history': { payload: { poolId: FULL_POOL } },
  'pools/alerts': { payload: {} },
  'pools/held-twice': { payload: {} },
  'pools/export-held-twice': { payload: {} },
  'pools/reserve': {
    says: /^People are waiting for a seat/,
    payload: () => ({ poolId: FULL_POOL, workerId: '1040', until: site.world.now() + DAY }),
  },
  'pools/drop-reservation': {
    says: /^No seat is kept for this person/,
    payload: { poolId: FULL_POOL, workerId: '1040' },
  },
  'pools/block': { says: /^Seat 1 isn’t empty/, payload: { ...seat, note: 'Audit' } },
  'pools/unblock': { says: /^Seat 1 isn’t blocked/, payload: seat },
  'pools/prioritize': {
    payload: () => ({
      poolId: FULL_POOL,
      issueId: site.requestId,
      isUrgent: true,
      reason: 'Customer project',
    }),
  },
  'reclaim/cases': { payload: { states: ['awaiting-holder'] } },
  'reclaim/export': { payload: { states: ['awaiting-holder'] } },
  'reclaim/runs': { payload: {} },
  'reclaim/plan': { payload: { poolId: ASKED_POOL } },
  'reclaim/start': { payload: () => ({ runId: randomUUID(), poolId: ASKED_POOL }) },
  'reclaim/plan-seats': { payload: { poolId: ASKED_POOL, slots: [1] } },
  'reclaim/start-seats': {
    says: /^The plan has changed/,
    payload: { poolId: ASKED_POOL, slots: [1], runId: id, planId: 'a'.repeat(64) },
  },
  'reclaim/plan-batch': { payload: batch },
  'reclaim/undo-batch': { payload: () => ({ ...batch, runId: randomUUID() }) },
  'reclaim/decide': {
    says: /^This case has changed/,
    payload: () => ({ caseId: site.caseId, decision: 'approve', reason: 'Nobody needs it' }),
  },
  'reclaim/confirm': { says: /^This case has changed/, payload: () => ({ caseId: site.caseId }) },
  'reclaim/undo': { says: /^This case has changed/, payload: () => ({ caseId: site.caseId }) },
  'reclaim/undo-run': { says: /^This run doesn’t exist anymore/, payload: { runId: id } },
  'reclaim/exclusions': {},
  'reclaim/exclude': {
    payload: {
      holderId: 'login:robot',
      applicationKey: 'figma',
      kind: 'service-account',
      reason: 'Robot',
      endsAt: null,
    },
  },
  'reclaim/include': { payload: { holderId: 'login:robot', applicationKey: 'figma' } },
  'reclaim/rules': {},
  'reclaim/applications': {},
  'reclaim/save-rules': { payload: { rules: USUAL_RULES, after: 0 } },
  'usage/plan-import': {
    says: GONE,
    payload: () => ({ importId, source: 'SSO', observedAt: site.world.now() }),
  },
  'weekly/show': {},
  'weekly/save': { payload: () => ({ isOn: false, issueKey: site.requestKey, weekday: 'monday', after: 0 }) },
  'weekly/preview': {},
  'weekly/send': { payload: { id } },
};

const onCase = (): Readonly<Record<string, unknown>> => site.onTicket(site.caseKey);

const AGENT: Cases<AgentSurface> = {
  'issue-panel/show': {},
  'issue-panel/fulfill': { says: /^The Figma Premium pool has no free seat/ },
  'issue-panel/arrange': {},
  'issue-panel/give-up': {},
  'issue-panel/rejoin': {},
  'issue-panel/ask-idlest': {},
  'issue-panel/confirm-removal': { says: /^This case has changed/, extension: onCase },
  'issue-panel/repair-guard': {},
};

const LEAD: Cases<LeadSurface> = { 'gadget/setup': {}, 'gadget/report': {} };

const ACTION_FORM: Cases<ActionFormSurface> = { 'action-form/pools': {} };

const CREATE = { module: 'portal-create' } as const;
const asked = { application: 'figma', tier: 'premium', role: null, beneficiaryId: null, durationDays: null };
const email = 'sam.rivera@acme.example';
const OF_CASE = { extension: () => portalRequest(site.caseKey) } as const;
const PROFILE = { module: 'portal-profile' } as const;
const delegation = {
  firstDay: '2026-11-23',
  lastDay: '2026-11-27',
  timeZone: 'Europe/Berlin',
  delegateIds: [],
  applications: null,
};

// the requester was faster
const LEFT_ALREADY = /^This request isn’t waiting for a seat anymore/;

const PORTAL: Cases<PortalSurface> = {
  'portal/offer': CREATE,
  'portal/preview': { ...CREATE, payload: asked },
  'portal/find-person': { ...CREATE, payload: { email } },
  'portal/show-request': {},
  'portal/give-up': { says: LEFT_ALREADY },
  'portal/rejoin': { says: LEFT_ALREADY },
  'portal/release-seat': OF_CASE,
  'portal/keep-seat': { ...OF_CASE, payload: { reason: 'Back next week' } },
  'profile/show': PROFILE,
  'profile/find-person': { ...PROFILE, payload: { email } },
  'profile/delegate': {
    says: /^Choose at least one delegate/,
    ...PROFILE,
    payload: () => ({ id: randomUUID(), ...delegation }),
  },
  'profile/end': { says: /^This delegation no longer exists/, ...PROFILE, payload: { id } },
};

const portalRequest = (key: string): Readonly<Record<string, unknown>> => ({
  type: 'jiraServiceManagement:portalRequestDetailPanel',
  portal: { id: 1 },
  request: { key, typeId: 11 },
});

/** The page that a module stands on, as the platform tells the app. */
const PAGES: Readonly<Record<string, () => Readonly<Record<string, unknown>>>> = {
  'admin-page': () => ({ type: 'jira:adminPage' }),
  console: () => ({ type: 'jira:projectPage', project: { id: '10000', key: 'IT' } }),
  'look-up-pool': () => ({ data: { inputs: {} }, errors: { invalidInputs: {} } }),
  'issue-panel': () => site.onTicket(),
  'lead-gadget': () => ({
    type: 'jira:dashboardGadget',
    gadgetConfiguration: { projectId: '10000', measure: 'sla-adherence', days: 30 },
  }),
  'portal-create': () => ({
    type: 'jiraServiceManagement:portalRequestCreatePropertyPanel',
    portal: { id: 1 },
    request: { typeId: 10 },
  }),
  'portal-request': () => portalRequest(site.requestKey),
  'portal-profile': () => ({ type: 'jiraServiceManagement:portalProfilePanel' }),
};

interface Outcome {
  readonly caller: Caller;
  /** True when it ran, as far as its payload let it. */
  readonly got: true | string;
  /** What it wrote, or asked Jira to write. */
  readonly writes: readonly string[];
}

async function callAs(
  caller: Caller,
  functionKey: string,
  module: string,
  one: Case<unknown>,
): Promise<Outcome> {
  const { payload = {}, extension = PAGES[one.module ?? module], says } = one;
  if (!extension) throw new Error(`nobody knows the page of ${module}`);
  const accountId = caller === 'anonymous' ? undefined : site.accounts[caller];
  const call = {
    site: site.world.site,
    moduleKey: one.module ?? module,
    accountId,
    functionKey,
    payload: typeof payload === 'function' ? (payload as () => unknown)() : payload,
    extension: extension(),
  };
  const before = site.world.invocations().length;
  const answer = await site.world.sandbox.host.invokeResolverUnchecked(call);
  const message = String(member(member(answer, 'error'), 'message'));
  const ran = member(answer, 'ok') === true || says?.test(message) === true;
  const writes = site.world
    .invocations()
    .slice(before)
    .flatMap(({ calls }) => calls.flatMap(written));
  return { caller, got: ran || message, writes };
}

function written(call: SeamCall): string[] {
  switch (call.kind) {
    case 'rest':
      return call.method === 'GET' ? [] : [`${call.method} ${call.path}`];
    case 'sql':
      return call.statement.startsWith('SELECT') ? [] : [call.statement];
    case 'kvs':
      return ['get', 'entity/get'].includes(call.operation) ? [] : [`${call.operation} ${call.key}`];
    default:
      return [call.kind];
  }
}

/** Whoever is refused comes first, so that those who are let in find everything as it was. */
async function expectAnswers(
  calls: readonly DefinedCalls<AnyCalls>[],
  functionKey: string,
  module: string,
  one: Case<unknown>,
): Promise<void> {
  const allows = calls.map((part) => part.allows.get(functionKey)).find((row) => row !== undefined);
  if (!allows) throw new Error(`nothing says who may call ${functionKey}`);
  const refusedFirst = [...CALLERS].sort((a, b) => Number(allows[a] === true) - Number(allows[b] === true));
  const outcomes: Outcome[] = [];
  for (const caller of refusedFirst) outcomes.push(await callAs(caller, functionKey, module, one));
  const got = Object.fromEntries(outcomes.map((outcome) => [outcome.caller, outcome.got]));
  expect(got).toEqual(allows);
  expect(outcomes.filter(({ got: answer }) => answer !== true).flatMap(({ writes }) => writes)).toEqual([]);
}

const SURFACES = [
  ['admin page', 'admin-page', adminSurfaceCalls, ADMIN],
  ['console', 'console', consoleSurfaceCalls, CONSOLE],
  ['issue panel', 'issue-panel', agentSurfaceCalls, AGENT],
  ['gadget', 'lead-gadget', leadSurfaceCalls, LEAD],
  ['form of an action', 'look-up-pool', actionFormSurfaceCalls, ACTION_FORM],
  ['portal', 'portal-request', portalSurfaceCalls, PORTAL],
] as const;

describe.each(SURFACES)(
  'of the %s, a function answers everybody as it says beside it:',
  (_name, module, calls, cases) => {
    it.each(Object.entries<Case<unknown>>(cases))('%s', async (functionKey, one) => {
      await expectAnswers(Object.values(calls), functionKey, module, one);
    });
  },
);

it('are all functions of the manifest’s resolvers', () => {
  const { manifest } = site.world.sandbox.host;
  const functions = manifest.moduleTypes.flatMap((type) =>
    manifest.modulesOf(type).flatMap(({ resolver }) => resolver?.function ?? []),
  );
  const tested = SURFACES.map(([, module]) => manifest.module(module).module.resolver?.function);
  expect(new Set(functions)).toEqual(new Set(tested));
});
