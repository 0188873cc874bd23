import { Hono } from 'hono';
import { streamSSE } from 'hono/streaming';
import { z } from 'zod';
import { DEFAULT_RATES, faultPlanSchema } from '../forge/faults/fault-plan';
import { Faults } from '../forge/faults/faults';
import type { AutomationRule } from '../forge/automation-rules';
import { HostRefusal } from '../forge/host-refusal';
import { isRateLimit, RealtimeRefusal } from '../forge/realtime/realtime-channels';
import { costOf, type InvocationRecord } from '../forge/invocation';
import { isAdministrator, isAgent, mayAnswer, requireBrowsable, requireEditable } from '../jsm/access';
import { userBean } from '../jsm/beans';
import { JiraError } from '../jsm/errors';
import { addPanel, isPanelShown } from '../jsm/issue-panels';
import type { Account, Issue } from '../jsm/model';
import { createRequest, newRequest } from '../jsm/requests';
import { answeringTo } from '../jsm/shown-email';
import type { JiraEvent } from '../jsm/site';
import type { Sandbox, SandboxSite } from '../sandbox';
import { member } from '../untyped';
import { extensionAt, placeSchema, type Place } from './extension';
import { OpenPages, realtimeApi } from './realtime-api';
import type { Viewer } from './viewer';

const UI_MODULES = [
  'jira:issuePanel',
  'jiraServiceManagement:portalRequestCreatePropertyPanel',
  'jiraServiceManagement:portalRequestDetailPanel',
  'jiraServiceManagement:portalProfilePanel',
  'jira:dashboardGadget',
  'dashboards:widget',
  'jira:projectPage',
  'jira:adminPage',
  'action',
];

const DAY = 86_400_000;
/** The sandbox speaks no other language. */
const VIEWER_LOCALE = 'en-US';
const invokeSchema = z.object({
  moduleKey: z.string(),
  functionKey: z.string(),
  payload: z.unknown(),
  place: placeSchema,
});
const contextSchema = z.object({ moduleKey: z.string(), place: placeSchema });
const portalRequestSchema = z.object({ request: newRequest, panel: z.record(z.string(), z.unknown()) });

/**
 * The JSON API behind the sandbox's own pages: what a product's front end asks its back end besides the
 * public REST API. Everything runs with the permissions of the person the page is switched to.
 */
export function pageApi(sandbox: Sandbox, site: SandboxSite, viewerOf: Viewer): Hono {
  const api = new Hono();
  const { host, clock } = sandbox;
  const rules = new Map<string, AutomationRule>();
  const ruleWith = (actionKey: string, accountId: string | undefined): AutomationRule => {
    const known = rules.get(actionKey);
    if (known) return known;
    if (accountId === undefined) throw new HostRefusal(403, 'Sign in to edit rules');
    const rule = host.automation.create(site, actionKey, accountId);
    rules.set(actionKey, rule);
    return rule;
  };
  const contextAt = (type: string, place: Place, accountId: string | undefined) =>
    place.page === 'rule'
      ? ruleWith(place.actionKey, accountId).extension
      : extensionAt(site.jsm, type, place);
  const pages = new OpenPages();

  api.onError((error, context) => {
    if (error instanceof HostRefusal) return context.json({ message: error.message }, error.status);
    if (error instanceof RealtimeRefusal)
      return context.json({ message: error.message }, isRateLimit(error) ? 429 : 403);
    if (error instanceof JiraError) return context.json({ message: error.message }, error.status);
    return context.json({ message: error.message }, error instanceof z.ZodError ? 400 : 500);
  });

  api.get('/session', (context) => {
    const viewer = viewerOf(context);
    return context.json({
      site: { name: site.name, cloudId: site.cloudId, url: site.url },
      app: { id: host.manifest.appId },
      now: clock.now(),
      viewer: viewer && personView(site, viewer),
      people: [...site.jsm.accounts.values()]
        .filter(({ kind }) => kind !== 'app')
        .map((account) => personView(site, account)),
      projects: site.jsm.configuration.projects.map(({ id, key, name, serviceDeskId, portalId }) => ({
        id,
        key,
        name,
        serviceDeskId,
        portalId,
      })),
      dashboards: [...site.jsm.dashboards.values()].map(({ id, name }) => ({ id, name })),
      modules: UI_MODULES.flatMap((type) =>
        host.manifest.modulesOf(type).map((module) => ({
          type,
          key: module.key,
          title: host.manifest.translations.textOf(module['title'] ?? module['name'], VIEWER_LOCALE),
          resource: module.resource,
          editResource: module.edit?.resource ?? module.config?.resource,
        })),
      ),
    });
  });

  // a product's own pages draw names for customers too, whom the REST API tells nothing of other people
  api.get('/people/:accountId', (context) => {
    const account = viewerOf(context);
    if (!account) throw new HostRefusal(403, 'Sign in to see people');
    return context.json(answeringTo({ account }, () => userBean(site.jsm, context.req.param('accountId'))));
  });

  api.post('/clock', async (context) => {
    const { advanceMs } = z
      .object({
        advanceMs: z
          .number()
          .min(0)
          .max(400 * DAY),
      })
      .parse(await context.req.json());
    await clock.advanceBy(advanceMs);
    return context.json({ now: clock.now() });
  });

  api.post('/invoke', async (context) => {
    const { moduleKey, functionKey, payload, place } = invokeSchema.parse(await context.req.json());
    const { type } = host.manifest.module(moduleKey);
    const accountId = viewerOf(context)?.accountId;
    const extension = contextAt(type, place, accountId);
    const result = await host.invokeResolver({ site, moduleKey, accountId, functionKey, payload, extension });
    return context.json({ result });
  });

  api.post('/context', async (context) => {
    const { moduleKey, place } = contextSchema.parse(await context.req.json());
    const { type } = host.manifest.module(moduleKey);
    const viewer = viewerOf(context);
    const extension = contextAt(type, place, viewer?.accountId);
    const asked = { site, moduleKey, accountId: viewer?.accountId, extension };
    const refusal = host.refusalToUse(asked);
    if (refusal !== undefined) throw new HostRefusal(403, refusal);
    if (!host.isDisplayed(asked))
      throw new HostRefusal(404, 'The display conditions of the manifest hide this module here');
    return context.json({
      accountId: viewer?.accountId,
      cloudId: site.cloudId,
      siteUrl: site.url,
      moduleKey,
      localId: `${site.cloudId}/${moduleKey}`,
      environmentId: host.installationOf(site).environmentId,
      environmentType: 'DEVELOPMENT',
      locale: VIEWER_LOCALE.replace('-', '_'),
      timezone: viewer?.timeZone ?? 'Etc/UTC',
      extension,
      permissions: host.manifest.permissions,
    });
  });

  api.post('/portal-requests', async (context) => {
    const { request, panel } = portalRequestSchema.parse(await context.req.json());
    const viewer = viewerOf(context);
    if (!viewer) throw new HostRefusal(403, 'Sign in to create a request');
    const properties = Object.keys(panel).length > 0 ? { [host.manifest.appId]: panel } : {};
    const issue = createRequest(site.jsm, viewer, request, properties);
    return context.json({ key: issue.key });
  });

  const issuePanels = (issue: Issue): Record<string, unknown> => ({
    panels: host.manifest
      .modulesOf('jira:issuePanel')
      .map(({ key }) => ({ key, isShown: isPanelShown(site.jsm, issue, key) })),
  });
  api.get('/issues/:key/panels', (context) =>
    context.json(
      issuePanels(requireBrowsable(site.jsm, { account: viewerOf(context) }, context.req.param('key'))),
    ),
  );
  api.post('/issues/:key/panels/:moduleKey', (context) => {
    const issue = requireEditable(site.jsm, { account: viewerOf(context) }, context.req.param('key'));
    const { type, module } = host.manifest.module(context.req.param('moduleKey'));
    if (type !== 'jira:issuePanel') throw new HostRefusal(404, `${module.key} is no issue panel`);
    addPanel(site.jsm, issue, module.key);
    return context.json(issuePanels(issue));
  });

  api.get('/dashboards/:id', (context) => {
    const dashboard = site.jsm.dashboards.get(context.req.param('id'));
    return dashboard
      ? context.json(dashboard)
      : context.json({ message: 'There is no such dashboard.' }, 404);
  });

  api.put('/dashboards/:id/gadgets/:gadgetId', async (context) => {
    const gadget = site.jsm.dashboards
      .get(context.req.param('id'))
      ?.gadgets.find(({ id }) => id === context.req.param('gadgetId'));
    if (!gadget) return context.json({ message: 'There is no such gadget.' }, 404);
    gadget.configuration = z.record(z.string(), z.unknown()).parse(await context.req.json());
    return context.json(gadget);
  });

  api.put('/rules/:actionKey', async (context) => {
    const rule = ruleWith(context.req.param('actionKey'), viewerOf(context)?.accountId);
    rule.submit(await context.req.json());
    return context.json(rule.inputs);
  });

  api.get('/invocations', (context) =>
    context.json(
      host.invocations
        .all()
        .slice(-200)
        .map((record) => invocationView(record, host.manifest.memoryMB)),
    ),
  );

  const faultsView = (): Record<string, unknown> => ({
    plan: host.faults?.plan ?? null,
    usualRates: DEFAULT_RATES,
  });
  api.get('/faults', (context) => context.json(faultsView()));
  api.put('/faults', async (context) => {
    const { plan } = z.object({ plan: faultPlanSchema.nullable() }).parse(await context.req.json());
    host.faults = plan === null ? undefined : new Faults(plan);
    return context.json(faultsView());
  });

  // tells open pages that something happened, so that they can look again
  api.get('/changes', (context) =>
    streamSSE(context, async (stream) => {
      const send = (event: string, data: string): void => {
        if (!stream.aborted) void stream.writeSSE({ event, data });
      };
      const page = context.req.query('page');
      const stops = [
        ...(page === undefined ? [] : [pages.open(page, send)]),
        host.invocations.onFinished((record) => {
          send('invocation', record.id);
        }),
        site.jsm.onEvent((event) => {
          send('issue', JSON.stringify(issueChange(event)));
        }),
      ];
      const sendTime = (): void => {
        send('time', String(clock.now()));
      };
      sendTime();
      const ticking = setInterval(sendTime, 5_000);
      await new Promise<void>((resolve) => {
        stream.onAbort(resolve);
      });
      clearInterval(ticking);
      for (const stop of stops) stop();
    }),
  );

  api.route('/realtime', realtimeApi(sandbox, site, viewerOf, pages));

  api.get('/approvals', (context) => {
    const viewer = viewerOf(context);
    const approvalStatuses = site.jsm.configuration.projects.flatMap(({ issueTypes }) =>
      issueTypes.flatMap(({ workflow }) => workflow.approvalSteps.map(({ statusId }) => statusId)),
    );
    const waiting = [...site.jsm.issues.inStatuses(new Set(approvalStatuses))].filter((issue) =>
      issue.approvals.some((approval) => mayAnswer(issue, approval, viewer)),
    );
    return context.json(
      waiting.map(({ key, values, createdAt }) => ({ key, summary: values.get('summary'), createdAt })),
    );
  });

  return api;
}

/** What a page must know of an event to look again, and to tell the app's panel on it. */
function issueChange({ eventType, atlassianId, body }: JiraEvent): Record<string, unknown> {
  const issue = body['issue'];
  const project = member(member(issue, 'fields'), 'project');
  return {
    id: member(issue, 'id'),
    key: member(issue, 'key'),
    projectId: member(project, 'id'),
    eventType,
    atlassianId,
  };
}

function personView(site: SandboxSite, account: Account): Record<string, unknown> {
  const [project] = site.jsm.configuration.projects;
  const role = isAdministrator(account)
    ? 'Administrator'
    : project && isAgent(project, account)
      ? 'Agent'
      : project?.viewers.has(account.accountId)
        ? 'Team lead'
        : account.kind === 'customer'
          ? 'Customer'
          : 'User';
  const { accountId, displayName, email, kind, active, timeZone } = account;
  return { accountId, displayName, email, kind, active, timeZone, role };
}

function invocationView(record: InvocationRecord, memoryMB: number): Record<string, unknown> {
  const { outcome, durationMs, ...rest } = record;
  return {
    ...rest,
    durationMs: Math.round(durationMs * 10) / 10,
    ok: outcome?.ok ?? null,
    error: outcome && !outcome.ok ? outcome.error : null,
    cost: costOf(record, memoryMB),
  };
}
