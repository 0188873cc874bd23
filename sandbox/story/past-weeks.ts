import { DAY, MINUTE } from '../clock';
import type { Company } from '../company/company';
import { deskHours, FIELD, REQUEST_TYPE } from '../company/service-project';
import { momentAfterWork } from '../jsm/work-calendar';
import type { Sandbox, SandboxSite } from '../sandbox';
import { seededRandom } from '../seeded-random';
import { Actor } from './actors';

interface Step {
  readonly at: number;
  readonly run: () => Promise<unknown>;
}

const CHOICES = [
  { application: 'Slack', tier: 'Standard', hasApproval: false },
  { application: 'Miro', tier: 'Standard', hasApproval: true },
  { application: 'Figma', tier: 'Standard', hasApproval: true },
];

/**
 * Plays the weeks before today, so that pools, queue and dashboard look like a desk at work: colleagues ask,
 * owners approve, agents fulfill, some too late, and a few tickets come back. The same seed plays the same.
 * @param until when it ends, in milliseconds since the epoch; it starts `days` before
 */
export async function playPastWeeks(
  sandbox: Sandbox,
  company: Company,
  until: number,
  days: number,
  seed = 1,
): Promise<void> {
  const site = sandbox.site();
  const random = seededRandom(seed);
  const as = (accountId: string): Actor => new Actor(sandbox, site, accountId);
  const steps: Step[] = [];
  const start = until - days * DAY;
  for (const accountId of colleagues(site, company)) {
    const choice = CHOICES[Math.floor(random() * CHOICES.length)] ?? {
      application: 'Slack',
      tier: 'Standard',
      hasApproval: false,
    };
    // the desk's hours count from the first one after that moment
    const askedAt = working(start + random() * (days - 2) * DAY, 0.1 + random() * 2);
    let key = '';
    steps.push({
      at: askedAt,
      run: async () => {
        key = await as(accountId).raise(REQUEST_TYPE.fields, {
          summary: `${choice.application} for ${as(accountId).name}`,
          [FIELD.application]: choice.application,
          [FIELD.tier]: choice.tier,
          [FIELD.justification]: 'For the current project',
        });
      },
    });
    const approvedAt = working(askedAt, 0.5 + random() * 8);
    if (choice.hasApproval)
      steps.push({ at: approvedAt, run: () => as(company.roles.owner).answer(key, 'approve') });
    const isLate = random() < 0.2;
    const fulfilledAt = working(
      choice.hasApproval ? approvedAt : askedAt,
      isLate ? 9 + random() * 6 : 0.2 + random() * 6,
    );
    const agent = random() < 0.5 ? company.roles.agent : company.roles.secondAgent;
    // a pool may have run full, and then there is nothing to reopen
    let isDone = false;
    const fulfill = async (): Promise<void> => {
      isDone = (await as(agent).move(key, 'Fulfill')) === undefined;
    };
    steps.push({ at: fulfilledAt, run: fulfill });
    if (random() < 0.1) {
      const reopen = async (): Promise<void> => {
        if (isDone) await as(agent).move(key, 'Reopen');
      };
      const reopenedAt = working(fulfilledAt, 7);
      steps.push({ at: reopenedAt, run: reopen });
      steps.push({ at: working(reopenedAt, 1), run: () => (isDone ? fulfill() : Promise.resolve()) });
    }
  }
  for (const step of steps.sort((a, b) => a.at - b.at).filter(({ at }) => at < until)) {
    await sandbox.clock.leapTo(step.at);
    await step.run();
    await sandbox.clock.settle();
  }
  await sandbox.clock.leapTo(until);
}

/** People whom nobody in the story needs and whom the roster knows: of a hidden address nobody knows whose account it is. */
function colleagues(site: SandboxSite, company: Company): string[] {
  const cast: readonly string[] = Object.values(company.roles);
  return [...site.jsm.accounts.values()]
    .filter(
      ({ kind, active, accountId, hidesEmail }) =>
        kind === 'customer' && active && hidesEmail !== true && !cast.includes(accountId),
    )
    .map(({ accountId }) => accountId)
    .slice(0, 40);
}

/** A moment on the desk's clock: so many of its working hours later, rounded to the minute. */
function working(from: number, hours: number): number {
  const at = momentAfterWork(deskHours, from, Math.round(hours * 60) * MINUTE);
  if (at === undefined) throw new Error('the desk never opens');
  return at;
}
