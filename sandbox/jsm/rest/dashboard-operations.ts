import { z } from 'zod';
import { requireAccount } from '../access';
import { avatarUrls } from '../beans';
import { JiraError } from '../errors';
import { checkProperty } from '../issue-properties';
import type { Dashboard } from '../model';
import {
  anything,
  nextAndPrevious,
  noContent,
  ok,
  PAGE,
  pageBean,
  type Call,
  type Operation,
  type Result,
} from './operation';

type Json = Record<string, unknown>;

const READ = [['read:jira-work']] as const;
const WRITE = [['write:jira-work']] as const;
const DASHBOARD = '/rest/api/3/dashboard';
const PROPERTIES = `${DASHBOARD}/:dashboardId/items/:itemId/properties`;

/** Every dashboard is shared with everybody who works in Jira. */
function dashboards(call: Call): Dashboard[] {
  const { kind } = requireAccount(call.actor);
  return kind === 'customer' ? [] : [...call.site.dashboards.values()];
}

function dashboardBean(call: Call, dashboard: Dashboard): Json {
  const { id, name, ownerId } = dashboard;
  return {
    id,
    name,
    description: '',
    isFavourite: false,
    isWritable: isOwn(call, dashboard),
    systemDashboard: false,
    popularity: 0,
    self: `${call.site.url}${DASHBOARD}/${id}`,
    view: `${call.site.url}/jira/dashboards/${id}`,
    sharePermissions: [{ id: Number(id), type: 'authenticated' }],
    editPermissions: [],
    ...(ownerId === undefined ? {} : { owner: ownerBean(call, ownerId) }),
  };
}

const isOwn = (call: Call, { ownerId }: Dashboard): boolean =>
  ownerId === requireAccount(call.actor).accountId;

/** What a search shows of a dashboard by the name of the expansion, besides its name. */
const EXPANDED: Readonly<Record<string, string>> = {
  description: 'description',
  owner: 'owner',
  viewUrl: 'view',
  favourite: 'isFavourite',
  favouritedCount: 'popularity',
  sharePermissions: 'sharePermissions',
  editPermissions: 'editPermissions',
  isWritable: 'isWritable',
};
const ORDERS = ['name', '-name', '+name', 'id', '-id', '+id'];

function searchDashboards(call: Call): Result {
  const name = (call.query('dashboardName') ?? '').toLowerCase();
  const accountId = call.query('accountId');
  const found = dashboards(call).filter(
    (one) => one.name.toLowerCase().includes(name) && (accountId === undefined || one.ownerId === accountId),
  );
  const shown = ['id', 'name', 'self', ...call.queryList('expand').map((one) => EXPANDED[one])];
  return pageBean(call, `${DASHBOARD}/search`, found.sort(orderOf(call)), {
    show: (one) =>
      Object.fromEntries(Object.entries(dashboardBean(call, one)).filter(([key]) => shown.includes(key))),
  });
}

function orderOf(call: Call): (one: Dashboard, other: Dashboard) => number {
  const [order = 'name'] = call.queryList('orderBy');
  const sign = order.startsWith('-') ? -1 : 1;
  return order.endsWith('id')
    ? (one, other) => sign * (Number(one.id) - Number(other.id))
    : (one, other) => sign * one.name.localeCompare(other.name);
}

function ownerBean({ site }: Call, accountId: string): Json {
  const { displayName, active } = site.account(accountId);
  const self = `${site.url}/rest/api/3/user?accountId=${accountId}`;
  return { self, accountId, displayName, active, avatarUrls: avatarUrls(site, accountId) };
}

function requireDashboard(call: Call, id: string): Dashboard {
  const dashboard = dashboards(call).find((candidate) => candidate.id === id);
  if (!dashboard) throw new JiraError(404, [`The dashboard with id '${id}' does not exist.`]);
  return dashboard;
}

/** The properties of a gadget on a dashboard. @throws {JiraError} 404 when there is no such gadget */
function propertiesOf(call: Call): Map<string, unknown> {
  const { id, gadgets } = requireDashboard(call, call.param('dashboardId'));
  const itemId = call.param('itemId');
  if (!gadgets.some((gadget) => gadget.id === itemId))
    throw new JiraError(404, [`The dashboard item with id '${itemId}' does not exist.`]);
  const key = `${id}/${itemId}`;
  const properties = call.site.dashboardItemProperties.get(key) ?? new Map<string, unknown>();
  call.site.dashboardItemProperties.set(key, properties);
  return properties;
}

/** @throws {JiraError} 403 for people who do not own the dashboard; apps keep their gadgets' own settings */
function requireWritable(call: Call): Map<string, unknown> {
  const properties = propertiesOf(call);
  const { accountId, kind } = requireAccount(call.actor);
  const { ownerId } = requireDashboard(call, call.param('dashboardId'));
  if (kind !== 'app' && ownerId !== accountId)
    throw new JiraError(403, ['You do not have permission to edit this dashboard.']);
  return properties;
}

const noProperty = (key: string): JiraError =>
  new JiraError(404, [`The property with key '${key}' does not exist.`]);

// of where a gadget stands, and its color, the sandbox draws nothing
const gadgetUpdate = z.looseObject({ title: z.string().trim().min(1).max(255) });

/** The gadget to change, of a dashboard of one's own. @throws {JiraError} 404, the one refusal that is described */
function requireOwnGadget(call: Call): Dashboard['gadgets'][number] {
  const { ownerId, gadgets } = requireDashboard(call, call.param('dashboardId'));
  const id = call.param('gadgetId');
  const gadget = gadgets.find((candidate) => candidate.id === id);
  if (!gadget || ownerId !== requireAccount(call.actor).accountId)
    throw new JiraError(404, [`The dashboard gadget with id '${id}' does not exist.`]);
  return gadget;
}

/** Dashboards and the properties of their items. */
export const dashboardOperations: readonly Operation[] = [
  {
    method: 'GET',
    path: DASHBOARD,
    scopes: READ,
    query: PAGE,
    values: { filter: ['my'] },
    run: (call) => {
      const all = dashboards(call).filter((one) => call.query('filter') === undefined || isOwn(call, one));
      const startAt = call.queryNumber('startAt', 0);
      const maxResults = Math.min(call.queryNumber('maxResults', 20), 1_000);
      const page = all.slice(startAt, startAt + maxResults).map((one) => dashboardBean(call, one));
      const links = nextAndPrevious(call, DASHBOARD, {
        start: startAt,
        limit: maxResults,
        total: all.length,
      });
      return ok({ startAt, maxResults, total: all.length, ...links, dashboards: page }, page.length);
    },
  },
  {
    method: 'GET',
    path: `${DASHBOARD}/search`,
    scopes: READ,
    query: [...PAGE, 'dashboardName', 'accountId'],
    values: { orderBy: ORDERS, status: ['active'], expand: Object.keys(EXPANDED) },
    run: searchDashboards,
  },
  {
    method: 'GET',
    path: `${DASHBOARD}/:id`,
    scopes: READ,
    run: (call) => ok(dashboardBean(call, requireDashboard(call, call.param('id')))),
  },
  {
    method: 'PUT',
    path: `${DASHBOARD}/:dashboardId/gadget/:gadgetId`,
    scopes: WRITE,
    body: gadgetUpdate,
    run: (call) => {
      const gadget = requireOwnGadget(call);
      gadget.title = call.body(gadgetUpdate).title;
      return noContent;
    },
  },
  {
    method: 'GET',
    path: PROPERTIES,
    scopes: READ,
    run: (call) => {
      const self = `${call.site.url}${DASHBOARD}/${call.param('dashboardId')}/items/${call.param('itemId')}/properties`;
      const keys = [...propertiesOf(call).keys()].map((key) => ({ self: `${self}/${key}`, key }));
      return ok({ keys }, keys.length);
    },
  },
  {
    method: 'GET',
    path: `${PROPERTIES}/:propertyKey`,
    scopes: READ,
    run: (call) => {
      const [properties, key] = [propertiesOf(call), call.param('propertyKey')];
      if (!properties.has(key)) throw noProperty(key);
      return ok({ key, value: properties.get(key) });
    },
  },
  {
    method: 'PUT',
    path: `${PROPERTIES}/:propertyKey`,
    scopes: WRITE,
    body: anything,
    run: (call) => {
      const [properties, key] = [requireWritable(call), call.param('propertyKey')];
      const value = call.body(anything);
      checkProperty(key, value);
      const isNew = !properties.has(key);
      properties.set(key, value);
      return { status: isNew ? 201 : 200, body: {} };
    },
  },
  {
    method: 'DELETE',
    path: `${PROPERTIES}/:propertyKey`,
    scopes: WRITE,
    run: (call) => {
      const key = call.param('propertyKey');
      if (!requireWritable(call).delete(key)) throw noProperty(key);
      return noContent;
    },
  },
];
