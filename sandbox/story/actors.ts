import type { SandboxSite } from '../sandbox';
import type { Sandbox } from '../sandbox';
import { dataOf } from '../company/set-up-app';
import { member } from '../untyped';

/** An answer of Jira's REST API; the body as it came. */
export interface Answer {
  readonly status: number;
  readonly body: unknown;
}

/** Somebody at work on a site: every method is what that person's browser would send. */
export class Actor {
  constructor(
    private readonly sandbox: Sandbox,
    private readonly site: SandboxSite,
    readonly accountId: string,
  ) {}

  get name(): string {
    return this.site.jsm.account(this.accountId).displayName;
  }

  async send(method: string, path: string, body?: unknown): Promise<Answer> {
    const init = body === undefined ? { method } : { method, body: JSON.stringify(body) };
    const response = await this.site.fetchAs(this.accountId, path, init);
    const text = await response.text();
    return { status: response.status, body: text === '' ? undefined : (JSON.parse(text) as unknown) };
  }

  /** @throws {Error} with Jira's words when it answers anything but 2xx */
  async ask(method: string, path: string, body?: unknown): Promise<unknown> {
    const answer = await this.send(method, path, body);
    if (answer.status >= 300)
      throw new Error(`${method} ${path} answered ${answer.status}: ${messageIn(answer.body)}`);
    return answer.body;
  }

  /** Raises a request in the portal. @returns its key */
  async raise(requestTypeId: string, values: Readonly<Record<string, unknown>>): Promise<string> {
    const request = { serviceDeskId: '1', requestTypeId, requestFieldValues: values };
    return textOf(member(await this.ask('POST', '/rest/servicedeskapi/request', request), 'issueKey'));
  }

  /** Answers the newest open approval of a request. */
  async answer(key: string, decision: 'approve' | 'decline'): Promise<void> {
    const page = await this.ask('GET', `/rest/servicedeskapi/request/${key}/approval`);
    const open = listOf(member(page, 'values')).findLast(
      (approval) => member(approval, 'canAnswerApproval') === true,
    );
    if (!open) throw new Error(`${this.name} is not asked to approve ${key}`);
    await this.ask('POST', `/rest/servicedeskapi/request/${key}/approval/${textOf(member(open, 'id'))}`, {
      decision,
    });
  }

  /** Tries a transition by its name. @returns undefined when it worked, else Jira's message */
  async move(key: string, transitionName: string): Promise<string | undefined> {
    const { transitions } = {
      transitions: member(await this.ask('GET', `/rest/api/3/issue/${key}/transitions`), 'transitions'),
    };
    const transition = listOf(transitions).find((one) => member(one, 'name') === transitionName);
    if (!transition) throw new Error(`${key} has no transition ${transitionName}`);
    const body = { transition: { id: textOf(member(transition, 'id')) } };
    const answer = await this.send('POST', `/rest/api/3/issue/${key}/transitions`, body);
    return answer.status === 204 ? undefined : messageIn(answer.body);
  }

  /** Calls a resolver of the app from a surface. @throws {Error} with the app's message when it refuses */
  async invoke(
    moduleKey: string,
    functionKey: string,
    extension: Readonly<Record<string, unknown>>,
    payload: unknown = {},
  ): Promise<unknown> {
    const call = { site: this.site, moduleKey, accountId: this.accountId, functionKey, payload, extension };
    return dataOf(await this.sandbox.host.invokeResolver(call));
  }
}

/** The extension context of an issue page. */
export function issueExtension(site: SandboxSite, key: string): Record<string, unknown> {
  const issue = site.jsm.issue(key);
  if (!issue) throw new Error(`there is no ${key}`);
  const project = site.jsm.projectOf(issue);
  return {
    type: 'jira:issuePanel',
    issue: { id: issue.id, key },
    project: { id: project.id, key: project.key },
  };
}

export const listOf = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);

export const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

function messageIn(body: unknown): string {
  const messages = listOf(member(body, 'errorMessages')).map(textOf);
  const message = textOf(member(body, 'errorMessage'));
  return [...messages, message].filter((text) => text !== '').join(' ') || JSON.stringify(body);
}
