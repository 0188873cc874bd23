import { join } from 'node:path';
import { Manifest } from '../../sandbox/forge/manifest';
import type { SiteConfiguration } from '../../sandbox/jsm/model';
import { Sandbox, type SandboxSite } from '../../sandbox/sandbox';
import { buildPages } from '../../sandbox/server/page-bundles';
import { startServer, type RunningServer } from '../../sandbox/server/server';
import { member } from '../../sandbox/untyped';
import type { OpenPage } from './browser';
import { freePort } from './free-port';
import { probeSite } from './probe-site';
import { sqlUrl } from './sql-engine';

const ROOT = join(__dirname, '../..');
const APP = join(__dirname, '../fixtures/gallery-app');

/** Monday, 23 November 2026, 09:00 UTC. */
const START = Date.UTC(2026, 10, 23, 9);

const PICKER = 'com.atlassian.jira.plugin.system.customfieldtypes';

/** Fields that an agent edits in place. */
const EDITABLE_FIELDS: SiteConfiguration['fields'] = [
  { id: 'customfield_10004', name: 'Application', type: 'string', custom: `${PICKER}:textfield` },
  { id: 'customfield_10005', name: 'Duration in days', type: 'number', custom: `${PICKER}:float` },
];

/** The probe site with the gallery app installed and its pages served, for tests of those pages. */
export class Gallery {
  private constructor(
    readonly sandbox: Sandbox,
    readonly site: SandboxSite,
    private readonly server: RunningServer,
  ) {}

  static async start(changes: Partial<SiteConfiguration> = {}): Promise<Gallery> {
    const port = await freePort();
    const dashboards = [
      {
        id: '1',
        name: 'Desk',
        gadgets: [
          { id: '11', moduleKey: 'gadget', configuration: { days: 7 } },
          { id: '12', moduleKey: 'gadget', configuration: undefined },
        ],
      },
      { id: '2', name: 'Broken', gadgets: [{ id: '21', moduleKey: 'broken', configuration: {} }] },
      {
        id: '4',
        name: 'Widgets',
        gadgets: [
          { id: '41', moduleKey: 'widget', configuration: { days: 7 }, columnSpan: 4 as const },
          { id: '42', moduleKey: 'widget', configuration: undefined },
        ],
      },
      { id: '3', name: 'Every component', gadgets: [{ id: '31', moduleKey: 'every', configuration: {} }] },
    ];
    const fields = [...probeSite().fields, ...EDITABLE_FIELDS];
    const sandbox = await Sandbox.start({
      directory: APP,
      appName: 'Gallery',
      sites: [probeSite('probe', { url: `http://localhost:${port}`, dashboards, fields, ...changes })],
      startAt: START,
      sqlUrl,
    });
    const site = sandbox.site();
    site.jsm.panelPins.push({ moduleKey: 'gallery', projectId: '10000', action: 'PIN', at: START });
    const assets = await buildPages(
      Manifest.read(APP),
      join(ROOT, 'sandbox'),
      join(ROOT, '.cache/gallery-pages'),
    );
    const server = await startServer({ sandbox, site, assets, token: 'token', port });
    return new Gallery(sandbox, site, server);
  }

  get url(): string {
    return this.server.url;
  }

  async stop(): Promise<void> {
    await this.server.close();
    await this.sandbox.stop();
  }

  /** Calls the REST API in somebody's name. @returns the answer's body */
  async rest(
    accountId: string,
    method: 'GET' | 'POST' | 'PUT',
    path: string,
    body?: unknown,
  ): Promise<unknown> {
    const init = { method, ...(body === undefined ? {} : { body: JSON.stringify(body) }) };
    const response = await this.site.fetchAs(accountId, path, init);
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path} answered ${response.status}: ${text}`);
    return text === '' ? undefined : (JSON.parse(text) as unknown);
  }

  /** A request that somebody raised in the portal. @returns its key */
  async raise(accountId: string, summary = 'A seat, please'): Promise<string> {
    const request = { serviceDeskId: '1', requestTypeId: '10', requestFieldValues: { summary } };
    const created = await this.rest(accountId, 'POST', '/rest/servicedeskapi/request', request);
    return String(member(created, 'issueKey'));
  }

  async comment(accountId: string, issueKey: string, body: unknown, isInternal = false): Promise<void> {
    const properties = isInternal ? [{ key: 'sd.public.comment', value: { internal: true } }] : [];
    await this.rest(accountId, 'POST', `/rest/api/3/issue/${issueKey}/comment`, { body, properties });
  }
}

/** A document of one paragraph. */
export const paragraph = (...content: unknown[]): unknown => ({
  type: 'doc',
  version: 1,
  content: [{ type: 'paragraph', content }],
});

/** What a part of the gallery says it received, as JSON; undefined while it has received nothing. */
export async function received({ page }: OpenPage, id: string): Promise<unknown> {
  const text = await page.getByTestId(id).innerText();
  return text.trim() === 'nothing' ? undefined : (JSON.parse(text) as unknown);
}
