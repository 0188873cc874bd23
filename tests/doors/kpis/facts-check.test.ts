import { DAY, HOUR } from '../../../src/common/rules/time';
import { REQUEST_TYPE } from '../../../sandbox/company/service-project';
import { deleteIssue } from '../../../sandbox/jsm/issues';
import type { FactsReport } from '../../../src/kpis/contract/facts-check';
import type { KpiReport } from '../../../src/kpis/contract/kpi';
import {
  approveAll,
  FIGMA_PREMIUM,
  formValues,
  fulfill,
  raise,
  SLACK_STANDARD,
} from '../../support/requests';
import { World } from '../../support/world';

let world: World;

beforeEach(async () => {
  world = await World.start();
});
afterEach(() => world.stop());

const report = async (): Promise<FactsReport> =>
  (await world.console('agent')('facts/report', {})) as FactsReport;

const rebuild = (role: 'administrator' | 'agent' = 'administrator'): Promise<unknown> =>
  world.console(role)('facts/rebuild', {});

async function checked(): Promise<FactsReport['check']> {
  await world.nightly();
  return (await report()).check;
}

/** Everything that KPIs count, without what only tells where it came from. */
const facts = (): Promise<readonly unknown[]> =>
  world.rows(
    `SELECT issue_id, fact_key, kind, happened_at, app_key, tier_key, sla_goal_ms, sla_elapsed_ms, sla_breached, cycle,
       took_ms, department, assignee_id, request_type_id FROM ticket_fact WHERE kind <> 'removed' ORDER BY issue_id, fact_key`,
  );

const figures = async (): Promise<readonly unknown[]> =>
  (
    (await world.console('agent')('kpi/report', {
      ...{ period: { kind: 'last', days: 30 }, against: { kind: 'before' } },
      ...{ grain: 'week', timeZone: 'UTC', slice: null },
    })) as KpiReport
  ).readings.map(({ definition, rate }) => [definition.id, rate]);

async function reopen(key: string): Promise<void> {
  await world.as('agent').move(key, 'Reopen');
  await world.settle();
}

/** A ticket that was fulfilled twice, one that was approved and fulfilled, and one that is open; some hours ago. */
async function someTickets(): Promise<{ readonly twice: string; readonly premium: string }> {
  const twice = await raise(world, SLACK_STANDARD);
  await fulfill(world, twice);
  await world.advance(HOUR);
  await reopen(twice);
  await world.advance(HOUR);
  await fulfill(world, twice);
  const premium = await raise(world, FIGMA_PREMIUM);
  await approveAll(world, premium);
  await fulfill(world, premium);
  await raise(world, SLACK_STANDARD, 'manager');
  await world.advance(3 * HOUR);
  return { twice, premium };
}

const idOf = (key: string): string => world.site.jsm.issue(key)?.id ?? '';

/** From here on only the calls of the test itself do anything, so that nothing is set right by the way. */
const restSchedules = (): void => {
  world.sandbox.host.restSchedules(world.site);
};

describe('the nightly check of facts', () => {
  it('finds nothing to say of tickets that were followed as they went', async () => {
    await someTickets();
    expect(await checked()).toMatchObject({ checked: 3, unchecked: 0, differenceCount: 0, differences: [] });
  });

  it('names what is missing, unknown, or otherwise than in Jira, ticket by ticket, and changes nothing', async () => {
    const { twice, premium } = await someTickets();
    await world.execute(`DELETE FROM ticket_fact WHERE issue_id = ? AND kind = 'reopened'`, idOf(twice));
    await world.execute(
      `UPDATE ticket_fact SET happened_at = happened_at - 1 WHERE issue_id = ? AND kind = 'fulfilled' AND cycle = 2`,
      idOf(twice),
    );
    await world.execute(
      `UPDATE ticket_fact SET sla_breached = 1 - sla_breached WHERE issue_id = ? AND kind = 'fulfilled'`,
      idOf(premium),
    );
    await world.execute(
      `INSERT INTO ticket_fact (issue_id, fact_key, issue_key, project_id, kind, happened_at, app_key, tier_key,
         changed_at)
       VALUES (?, 'reopened:nobody', ?, '10000', 'reopened', ?, 'figma', 'premium', 1)`,
      idOf(premium),
      premium,
      world.now() - 2 * HOUR,
    );
    const before = await facts();
    const check = await checked();
    expect(check?.differenceCount).toBe(4);
    expect(
      check?.differences.map(({ issueKey, kind, fact }) => `${issueKey} ${kind} ${fact}`).sort(),
    ).toEqual(
      [
        `${twice} missing reopened`,
        `${twice} other-time fulfilled`,
        `${premium} other-measurement fulfilled`,
        `${premium} unknown reopened`,
      ].sort(),
    );
    expect(await facts()).toEqual(before);
  });

  it('leaves alone what happened within the hour, which the reconcile may still have to take up', async () => {
    const key = await raise(world, SLACK_STANDARD);
    restSchedules();
    await world.execute('DELETE FROM ticket_fact WHERE issue_id = ?', idOf(key));
    await world.advance(HOUR / 2);
    expect((await checked())?.differenceCount).toBe(0);
    await world.advance(DAY);
    expect((await checked())?.differences).toMatchObject([
      { issueKey: key, kind: 'missing', fact: 'requested' },
    ]);
  });

  it('comes to every ticket in turn, and counts those that are gone', async () => {
    const first = await raise(world, SLACK_STANDARD);
    for (let index = 0; index < 27; index++)
      await raise(world, { justification: 'no application' }, 'manager');
    restSchedules();
    await world.execute('DELETE FROM ticket_fact');
    await world.advance(2 * HOUR);
    expect(await checked()).toMatchObject({ checked: 25, differenceCount: 1 });
    expect(await checked()).toMatchObject({ checked: 3, differenceCount: 0 });
    deleteIssue(world.site.jsm, { account: world.site.jsm.account(world.company.roles.agent) }, first);
    expect(await checked()).toMatchObject({ checked: 24, unchecked: 1, differenceCount: 0 });
  });
});

describe('a rebuild from Jira', () => {
  it('sets right whatever was lost or wrong, and a second one finds nothing left', async () => {
    const { twice, premium } = await someTickets();
    const [before, told] = [await facts(), await figures()];
    await world.execute(`DELETE FROM ticket_fact WHERE kind IN ('requested', 'reopened', 'fulfilled')`);
    await world.execute(
      `INSERT INTO ticket_fact (issue_id, fact_key, issue_key, project_id, kind, happened_at, app_key, tier_key, cycle,
         changed_at)
       VALUES (?, 'fulfilled:nobody', ?, '10000', 'fulfilled', ?, 'figma', 'premium', 7, 1)`,
      idOf(premium),
      premium,
      world.now() - 2 * HOUR,
    );
    expect(await figures()).not.toEqual(told);
    expect(await rebuild()).toMatchObject({ done: 3, total: 3, repaired: 3, unchecked: 0 });
    expect(await facts()).toEqual(before);
    expect(await figures()).toEqual(told);
    expect(await rebuild()).toMatchObject({ done: 3, repaired: 0 });
    expect(twice).not.toBe(premium);
  });

  it('counts a fulfillment that was over before anybody looked, and the reopening after it', async () => {
    const key = await raise(world, SLACK_STANDARD);
    // both moves within one turn: the app sees the ticket when it is open again
    await world.as('agent').move(key, 'Fulfill');
    await world.as('agent').move(key, 'Reopen');
    await world.settle();
    await fulfill(world, key);
    await world.advance(2 * HOUR);
    await rebuild();
    const kept = await world.rows(
      `SELECT kind, cycle FROM ticket_fact WHERE issue_id = ? AND kind <> 'requested' AND kind <> 'approved'
       ORDER BY happened_at, kind`,
      idOf(key),
    );
    expect(kept.map(({ kind, cycle }) => [kind, cycle === null ? null : Number(cycle)])).toEqual([
      ['fulfilled', 1],
      ['reopened', null],
      ['fulfilled', 2],
    ]);
  });

  it('goes on where it was cut off, by whoever comes next or in the night', async () => {
    for (const accountId of world.customers().slice(0, 23))
      await world.person(accountId).raise(REQUEST_TYPE.fields, formValues(SLACK_STANDARD));
    await world.settle();
    const before = await facts();
    restSchedules();
    await world.execute('DELETE FROM ticket_fact WHERE kind = ?', 'requested');
    await world.advance(2 * HOUR);
    let reads = 0;
    world.sandbox.host.interferer = ({ path }) =>
      path.includes('expand=changelog') && ++reads > 15 ? 'server-error' : undefined;
    await expect(rebuild()).rejects.toThrow('Jira answered 503');
    expect((await report()).rebuild).toMatchObject({ done: 10, total: 23, repaired: 10, completedAt: null });
    world.sandbox.host.interferer = undefined;
    await world.nightly();
    // five of the page that was cut off had been set right already
    expect((await report()).rebuild).toMatchObject({ done: 23, repaired: 18, unchecked: 0 });
    expect((await report()).rebuild?.completedAt).not.toBeNull();
    expect(await facts()).toEqual(before);
  });

  it('is for people who administer the project; others see how the facts compare', async () => {
    expect((await report()).mayRebuild).toBe(false);
    await expect(rebuild('agent')).rejects.toThrow('Only admins of this project can do this.');
    await expect(world.console('newHire')('facts/report', {})).rejects.toThrow(
      'is not open to customer accounts',
    );
  });
});
