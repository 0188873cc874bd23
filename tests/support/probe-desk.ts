import type { SiteConfiguration } from '../../sandbox/jsm/model';
import { SandboxSite } from '../../sandbox/sandbox';
import { listOf, textOf } from '../../sandbox/story/actors';
import { member } from '../../sandbox/untyped';
import { probeSite } from './probe-site';

/** Monday, 23 November 2026, 09:00 UTC. */
export const START = Date.UTC(2026, 10, 23, 9);

/** JSM alone, without an app or a host, worked through its REST API on a clock that tests move. */
export class ProbeDesk {
  now = START;
  /** The events that were raised, by their last word: `created`, `updated`. */
  readonly events: string[] = [];
  readonly site: SandboxSite;

  constructor(configuration: SiteConfiguration = probeSite()) {
    this.site = new SandboxSite(configuration, () => this.now);
    this.site.jsm.askValidator = () => Promise.resolve({ result: true });
    this.site.jsm.onEvent(({ eventType }) => this.events.push(eventType.split(':')[2] ?? ''));
  }

  async send(
    who: string,
    method: string,
    path: string,
    body?: unknown,
  ): Promise<{ status: number; body: unknown }> {
    const response = await this.site.fetchAs(who, path, {
      method,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    return { status: response.status, body: text === '' ? undefined : (JSON.parse(text) as unknown) };
  }

  /** Fails the test when Jira refuses. */
  async ask(who: string, method: string, path: string, body?: unknown): Promise<unknown> {
    const answer = await this.send(who, method, path, body);
    if (answer.status >= 300)
      throw new Error(`${method} ${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
    return answer.body;
  }

  /** @returns the new request's key */
  async raise(who = 'sam'): Promise<string> {
    const body = { serviceDeskId: '1', requestTypeId: '10', requestFieldValues: { summary: 'Please' } };
    return textOf(member(await this.ask(who, 'POST', '/rest/servicedeskapi/request', body), 'issueKey'));
  }

  async edit(key: string, fields: Readonly<Record<string, unknown>>): Promise<void> {
    await this.ask('agent', 'PUT', `/rest/api/3/issue/${key}`, { fields });
  }

  setApprovers(key: string, ...people: readonly string[]): Promise<void> {
    return this.edit(key, { customfield_10001: people.map((accountId) => ({ accountId })) });
  }

  /** @returns the status of Jira's answer */
  async move(key: string, id: string, who = 'agent'): Promise<number> {
    const path = `/rest/api/3/issue/${key}/transitions`;
    return (await this.send(who, 'POST', path, { transition: { id } })).status;
  }

  async comment(key: string, who: string, isPublic = true): Promise<void> {
    await this.ask(who, 'POST', `/rest/servicedeskapi/request/${key}/comment`, {
      body: 'Well?',
      public: isPublic,
    });
  }

  async statusOf(key: string): Promise<unknown> {
    const issue = await this.ask('agent', 'GET', `/rest/api/3/issue/${key}?fields=status`);
    return member(member(member(issue, 'fields'), 'status'), 'name');
  }

  async approvals(key: string, who = 'agent'): Promise<unknown[]> {
    return listOf(
      member(await this.ask(who, 'GET', `/rest/servicedeskapi/request/${key}/approval`), 'values'),
    );
  }

  /** Answers the approval that was opened last. @returns the status of Jira's answer */
  async answer(key: string, who: string, decision: 'approve' | 'decline' = 'approve'): Promise<number> {
    const id = this.site.jsm.issue(key)?.approvals.at(-1)?.id ?? '';
    const path = `/rest/servicedeskapi/request/${key}/approval/${id}`;
    return (await this.send(who, 'POST', path, { decision })).status;
  }

  async sla(key: string): Promise<unknown> {
    return listOf(
      member(await this.ask('agent', 'GET', `/rest/servicedeskapi/request/${key}/sla`), 'values'),
    )[0];
  }

  /** Keys of the issues that a query finds for an agent, in its order. */
  async find(jql: string): Promise<unknown[]> {
    const path = `/rest/api/3/search/jql?jql=${encodeURIComponent(jql)}&fields=summary`;
    return listOf(member(await this.ask('agent', 'GET', path), 'issues')).map((issue) =>
      member(issue, 'key'),
    );
  }
}
