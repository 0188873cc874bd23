import { randomUUID } from 'node:crypto';
import { madeUpCompany, type Company } from '../../sandbox/company/company';
import { REQUEST_TYPE } from '../../sandbox/company/service-project';
import { issueExtension } from '../../sandbox/story/actors';
import type { Caller } from '../../src/common/calls/allows';
import type { SetupView } from '../../src/flows/contract/admin';
import { applicationsOf } from './companies';
import { approveAll, FIGMA_PREMIUM, formValues } from './requests';
import { importUsage } from './usage';
import { World } from './world';

/** The pool that calls are about, whose only seat is held, and the one of a seat that its holder is asked about. */
export const FULL_POOL = 'figma/premium';
export const ASKED_POOL = 'figma/standard';

/**
 * A site on which each kind of caller is somebody who is nothing else, with a ticket and a seat for each call to be
 * about. The application that all of it is about is Figma.
 */
export class CallersSite {
  private constructor(
    readonly world: World,
    readonly accounts: Readonly<Record<Exclude<Caller, 'anonymous'>, string>>,
    /** A request that is approved and waits for a seat of the full pool. */
    readonly requestKey: string,
    /** The request in which the beneficiary is asked about the other seat. */
    readonly caseKey: string,
    readonly caseId: string,
    /** What the administrator has mapped. */
    readonly project: SetupView['settings'][number],
  ) {}

  static async start(): Promise<CallersSite> {
    const company = companyOfCallers();
    const world = await World.start({ company, isAlone: true });
    const { roles } = company;
    const accounts = {
      siteAdmin: roles.administrator,
      projectAdmin: roles.lead,
      agent: roles.agent,
      browseOnly: world.accountOf('Kim Osei'),
      licensedWithoutAccess: world.accountOf('Greta Costa'),
      applicationOwner: roles.owner,
      otherOwner: roles.backupOwner,
      requester: roles.newHire,
      beneficiary: world.accountOf('Aiko Andersson'),
      approver: roles.manager,
      otherCustomer: world.accountOf('Daniel Bauer'),
    };
    license(world, accounts.licensedWithoutAccess);
    letBrowse(world, accounts.browseOnly);
    await request(world, world.accountOf('Jamal Dubois'), world.accountOf('Jamal Dubois'));
    const requestKey = await request(world, accounts.requester, accounts.beneficiary);
    const { caseId, issueId } = await askAboutSeat(world, accounts.beneficiary);
    const caseKey = world.site.jsm.issue(issueId)?.key ?? '';
    const [project] = ((await world.admin('admin/setup', {})) as SetupView).settings;
    if (!project) throw new Error('no project is set up');
    return new CallersSite(world, accounts, requestKey, caseKey, caseId, project);
  }

  get requestId(): string {
    return this.world.site.jsm.issue(this.requestKey)?.id ?? '';
  }

  onTicket(key = this.requestKey): Readonly<Record<string, unknown>> {
    return issueExtension(this.world.site, key);
  }
}

function companyOfCallers(): Company {
  const company = madeUpCompany();
  const emailOf = (accountId: string): string =>
    company.site.accounts.find((account) => account.accountId === accountId)?.email ?? '';
  const owner = emailOf(company.roles.owner);
  const other = emailOf(company.roles.backupOwner);
  const third = company.site.accounts.find(({ displayName }) => displayName === 'Mei Eriksen')?.email ?? '';
  const applications = applicationsOf(company).map((application) => ({
    ...application,
    owner: application.key === 'figma' ? owner : other,
    backupOwner: third,
    tiers: application.tiers.map((tier) => ({
      ...tier,
      ...('premium' in tier && tier.premium === true ? { seats: 1 } : {}),
    })),
  }));
  return { ...company, catalog: { ...company.catalog, applications } };
}

/** Lets somebody look at the project, as a person with a license of Jira. */
export function letBrowse(world: World, accountId: string): void {
  license(world, accountId);
  (world.company.site.projects[0]?.viewers as Set<string>).add(accountId);
}

function license(world: World, accountId: string): void {
  world.site.jsm.accounts.set(accountId, { ...world.site.jsm.account(accountId), kind: 'licensed' });
}

async function request(world: World, requester: string, beneficiary: string): Promise<string> {
  const asked = formValues({ ...FIGMA_PREMIUM, beneficiary });
  const key = await world.person(requester).raise(REQUEST_TYPE.fields, asked);
  await world.settle();
  await approveAll(world, key, ['manager', 'owner']);
  return key;
}

async function askAboutSeat(
  world: World,
  holderId: string,
): Promise<{ readonly caseId: string; readonly issueId: string }> {
  const colleagues = world.customers().filter((accountId) => accountId !== holderId);
  await importUsage(
    world,
    [holderId, ...colleagues.slice(0, 8)].map((accountId, index) => ({
      accountId,
      application: 'Figma',
      tier: 'Standard',
      daysAgo: index === 0 ? 90 : 1,
    })),
  );
  const console = world.console('administrator');
  await console('reclaim/start', { runId: randomUUID(), poolId: ASKED_POOL });
  await world.sandbox.host.runSchedule(world.site, 'reconcile');
  await world.settle();
  const { rows } = (await console('reclaim/cases', { states: ['awaiting-holder'] })) as {
    readonly rows: readonly { readonly caseId: string; readonly issueId: string }[];
  };
  const [one] = rows;
  if (!one) throw new Error('the holder was not asked');
  return one;
}
