import { createHash, randomUUID } from 'node:crypto';
import { readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { HOUR } from '../../sandbox/clock';
import { FIELD, REQUEST_TYPE, TRANSITION } from '../../sandbox/company/service-project';
import { setUpApp } from '../../sandbox/company/set-up-app';
import type { Company } from '../../sandbox/company/company';
import { Sandbox, type KeptSites, type SandboxOptions, type SandboxSite } from '../../sandbox/sandbox';
import { StateDirectory } from '../../sandbox/state/state-directory';
import { Actor, issueExtension } from '../../sandbox/story/actors';
import { otherCompany } from './companies';
import { leaksInto } from './traces';

type Role = keyof Company['roles'];
type Step = (neighbour: Neighbour) => Promise<boolean>;

const ROOT = join(__dirname, '../..');
const CACHE = join(ROOT, '.cache/neighbour');
const LONG_MS = 2 * HOUR;
const BEGINNING = { site: 'globex', company: 0, issues: 0, empty: false };

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
      ...(this.site.jsm.issues.size === this.keys.length ? [] : ['globex has a ticket that nobody raised']),
      ...(isFulfilled && this.statusOf(first) !== 'Fulfilled' ? [`${first} is ${this.statusOf(first)}`] : []),
      ...(this.story.length === 0 && this.statusOf(second) !== 'Canceled'
        ? [`${second} is ${this.statusOf(second)}`]
        : []),
    ];
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

/**
 * The neighbour's site with the app set up, as of the moment when a world starts. It is made once for a state of
 * the code and kept in `.cache`, since setting it up anew for each test would cost as much as the test's own site.
 */
export async function keptNeighbour(options: Omit<SandboxOptions, 'sites'>): Promise<KeptSites> {
  const path = join(CACHE, fingerprint(options.bundle?.code ?? ''));
  const kept = new StateDirectory(path).read() ?? (await keepNew(path, options));
  return kept;
}

async function keepNew(path: string, options: Omit<SandboxOptions, 'sites'>): Promise<KeptSites> {
  const company = otherCompany();
  const sandbox = await Sandbox.start({ ...options, sites: [company.site] });
  await setUpApp(sandbox, sandbox.site(), company);
  const temporary = `${path}.${randomUUID()}`;
  await new StateDirectory(temporary).write(BEGINNING, (databaseOf) => sandbox.save(databaseOf));
  await sandbox.stop();
  try {
    renameSync(temporary, path);
  } catch {
    // another process was faster
    rmSync(temporary, { recursive: true, force: true });
  }
  const kept = new StateDirectory(path).read();
  if (!kept) throw new Error(`nothing is kept in ${path}`);
  return kept;
}

/** Of the app and of the sandbox, either of which may change what is kept. */
function fingerprint(code: string): string {
  const hash = createHash('sha256').update(code);
  for (const folder of ['forge', 'jsm', 'company', 'state']) {
    const files = readdirSync(join(ROOT, 'sandbox', folder), { recursive: true, encoding: 'utf8' });
    for (const file of files.filter((name) => name.endsWith('.ts')).sort())
      hash.update(readFileSync(join(ROOT, 'sandbox', folder, file)));
  }
  return hash.digest('hex').slice(0, 16);
}
