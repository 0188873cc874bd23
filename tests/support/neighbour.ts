import { HOUR } from '../../sandbox/clock';
import { FIELD, REQUEST_TYPE, TRANSITION } from '../../sandbox/company/service-project';
import type { Company } from '../../sandbox/company/company';
import type { Sandbox, SandboxSite } from '../../sandbox/sandbox';
import { Actor, issueExtension } from '../../sandbox/story/actors';
import { leaksInto } from './traces';

type Role = keyof Company['roles'];
type Step = (neighbour: Neighbour) => Promise<boolean>;

const LONG_MS = 2 * HOUR;

/**
 * A second company on the same host, whose people go through a request of their own while a test runs: a step each
 * time that the test lets time pass. Its data must stay its own, and so must that of the site under test.
 */
export class Neighbour {
  private story: readonly Step[] = STORY;
  private readonly keys: string[] = [];

  constructor(
    readonly sandbox: Sandbox,
    readonly site: SandboxSite,
    private readonly company: Company,
  ) {
    // what a test lets go wrong is meant for its own site
    sandbox.host.spared.add(site.name);
  }

  /**
   * Does the next thing, when its time has come.
   * @param ms how long the test is about to let time pass
   */
  async step(ms = 0): Promise<void> {
    // hundreds of schedules that find nothing to do would only make a test slow
    if (ms > LONG_MS) this.sandbox.host.restSchedules(this.site);
    const [next, ...later] = this.story;
    if (next && (await next(this))) this.story = later;
  }

  /** What of others has come to this company, and what of its own is not as it was left; nothing when all is well. */
  async complaints(): Promise<string[]> {
    const [first, second] = this.keys;
    const isFulfilled = this.story.length <= STORY.length - FULFILLED_AFTER;
    return [
      ...(await leaksInto(this)),
      ...(this.raisedByPeople() === this.keys.length ? [] : ['globex has a ticket that nobody raised']),
      ...(isFulfilled && this.statusOf(first) !== 'Fulfilled' ? [`${first} is ${this.statusOf(first)}`] : []),
      ...(this.story.length === 0 && this.statusOf(second) !== 'Canceled'
        ? [`${second} is ${this.statusOf(second)}`]
        : []),
    ];
  }

  /** How many tickets there are besides the app's own. */
  private raisedByPeople(): number {
    const { jsm } = this.site;
    return [...jsm.issues.values()].filter(({ creatorId }) => jsm.account(creatorId).kind !== 'app').length;
  }

  as(role: Role): Actor {
    return new Actor(this.sandbox, this.site, this.company.roles[role]);
  }

  /** The request that was raised last. */
  get key(): string {
    return this.keys.at(-1) ?? '';
  }

  get status(): string {
    return this.statusOf(this.key);
  }

  async raise(role: Role, application: string, tier: string): Promise<void> {
    const values = {
      summary: 'I need an application',
      [FIELD.application]: application,
      [FIELD.tier]: tier,
      [FIELD.justification]: 'Needed at globex',
    };
    this.keys.push(await this.as(role).raise(REQUEST_TYPE.fields, values));
  }

  private statusOf(key = ''): string {
    const issue = this.site.jsm.issue(key);
    return issue ? this.site.jsm.status(issue.statusId).name : '';
  }
}

const whenIn =
  (status: string, work: Step): Step =>
  (neighbour) =>
    neighbour.status === status ? work(neighbour) : Promise.resolve(false);

const approve =
  (role: Role): Step =>
  async (neighbour) => {
    await neighbour.as(role).answer(neighbour.key, 'approve');
    return true;
  };

const STORY: readonly Step[] = [
  async (neighbour) => {
    await neighbour.raise('newHire', 'Figma', 'Premium');
    return true;
  },
  whenIn('Waiting for approval', approve('manager')),
  whenIn('Waiting for approval', approve('owner')),
  whenIn(
    'Ready to fulfill',
    async (neighbour) => (await neighbour.as('agent').move(neighbour.key, 'Fulfill')) === undefined,
  ),
  async (neighbour) => {
    const extension = issueExtension(neighbour.site, neighbour.key);
    await neighbour.as('agent').invoke('issue-panel', 'issue-panel/show', extension);
    await neighbour.raise('manager', 'Slack', 'Standard');
    return true;
  },
  whenIn('Ready to fulfill', async (neighbour) => {
    const { key } = neighbour;
    const path = `/rest/servicedeskapi/request/${key}/transition`;
    await neighbour.as('manager').ask('POST', path, { id: TRANSITION.cancel });
    return true;
  }),
];
const FULFILLED_AFTER = 4;
