import { HOUR, MINUTE } from '../clock';
import type { Company } from '../company/company';
import { FIELD, REQUEST_TYPE } from '../company/service-project';
import type { Sandbox, SandboxSite } from '../sandbox';
import { Actor } from './actors';
import { reportRequest, type Blocked, type RequestReport } from './report';

/** Tells one line of the story. */
export type Print = (line: string) => void;

/**
 * A new hire needs three applications, one of them premium; an agent is too quick. Plays through the doors
 * that people have and nothing else.
 * @throws {Error} naming the step that did not go as expected
 */
export async function playNewHire(
  sandbox: Sandbox,
  company: Company,
  print: Print,
): Promise<RequestReport[]> {
  const site = sandbox.site();
  const { clock } = sandbox;
  const as = (accountId: string): Actor => new Actor(sandbox, site, accountId);
  const { newHire, manager, owner, agent } = company.roles;
  const blocked = new Map<string, Blocked[]>();
  const stage = new Stage(site, () => clock.now(), print);

  stage.say(`${as(newHire).name} starts today and asks in the portal for three applications.`);
  const ask = async (application: string, tier: string, why: string): Promise<string> => {
    const key = await as(newHire).raise(REQUEST_TYPE.fields, {
      summary: `${application} ${tier} for ${as(newHire).name}`,
      [FIELD.application]: application,
      [FIELD.tier]: tier,
      [FIELD.justification]: why,
    });
    stage.say(`  ${key}: ${application} ${tier}`);
    return key;
  };
  const slack = await ask('Slack', 'Standard', 'Talk to the team');
  const miro = await ask('Miro', 'Standard', 'Workshops');
  const figma = await ask('Figma', 'Premium', 'Design system, first rebrand');
  await clock.settle();
  stage.expect('Slack needs no approval, so it is ready', stage.statusOf(slack), 'Ready to fulfill');
  stage.expect('Miro waits for its owner', stage.statusOf(miro), 'Waiting for approval');
  stage.expect('Figma Premium waits for two approvals', stage.statusOf(figma), 'Waiting for approval');

  const fulfill = async (key: string, isAllowed: boolean): Promise<void> => {
    const message = await as(agent).move(key, 'Fulfill');
    if (message === undefined) stage.say(`${as(agent).name} fulfills ${key}.`);
    else stage.say(`${as(agent).name} tries to fulfill ${key} and is refused: ${message}`);
    stage.check(
      `${key} ${isAllowed ? 'can' : 'cannot'} be fulfilled now`,
      (message === undefined) === isAllowed,
    );
    if (message !== undefined) {
      const entry = { at: new Date(clock.now()).toISOString(), by: as(agent).name, message };
      blocked.set(key, [...(blocked.get(key) ?? []), entry]);
    }
    await clock.settle();
  };
  await fulfill(slack, true);
  await clock.advanceBy(10 * MINUTE);
  await fulfill(figma, false);

  await clock.advanceBy(35 * MINUTE);
  await as(manager).answer(figma, 'approve');
  stage.say(`${as(manager).name} (manager) approves ${figma}.`);
  await clock.advanceBy(6 * MINUTE);
  await fulfill(figma, false);

  await clock.advanceBy(2 * HOUR);
  for (const key of [miro, figma]) {
    await as(owner).answer(key, 'approve');
    stage.say(`${as(owner).name} (application owner) approves ${key}.`);
    await clock.settle();
    stage.expect(`${key} is ready`, stage.statusOf(key), 'Ready to fulfill');
  }
  await clock.advanceBy(20 * MINUTE);
  await fulfill(miro, true);
  await fulfill(figma, true);

  const reports = [];
  for (const key of [slack, miro, figma]) {
    const report = await reportRequest(sandbox, site, as(agent), key, blocked.get(key) ?? []);
    stage.check(`${key} has its seat, note, message and timestamps`, isComplete(report));
    stage.say(
      `${key}: seat ${report.seat?.slot ?? '?'} of ${report.seat?.pool ?? '?'}, note and message posted, ${report.calls.rest} REST calls and ${report.calls.sql} SQL statements in all.`,
    );
    reports.push(report);
  }
  const problems = sandbox.host.invocations.problems();
  stage.check(
    `nothing happened that Forge would refuse (${problems.map(({ message }) => message).join('; ')})`,
    problems.length === 0,
  );
  return reports;
}

const isComplete = ({ seat, notes, timestamps }: RequestReport): boolean =>
  seat !== null &&
  notes.length === 2 &&
  notes.some(({ visibility }) => visibility === 'internal') &&
  notes.some(({ visibility }) => visibility === 'public') &&
  Object.values(timestamps).every((time) => time !== null);

/** Where the story is printed and checked. */
class Stage {
  constructor(
    private readonly site: SandboxSite,
    private readonly now: () => number,
    private readonly print: Print,
  ) {}

  say(line: string): void {
    this.print(`${new Date(this.now()).toISOString().slice(0, 16).replace('T', ' ')} UTC  ${line}`);
  }

  statusOf(key: string): string {
    const issue = this.site.jsm.issue(key);
    return issue ? this.site.jsm.status(issue.statusId).name : 'gone';
  }

  expect(what: string, actual: string, expected: string): void {
    this.check(`${what} (it is “${actual}”, not “${expected}”)`, actual === expected, what);
  }

  check(what: string, holds: boolean, line?: string): void {
    if (!holds) throw new Error(`This did not go as expected: ${what}`);
    if (line !== undefined) this.say(`${line}.`);
  }
}
