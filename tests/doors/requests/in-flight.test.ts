import { REQUEST_TYPE } from '../../../sandbox/company/service-project';
import { companyWithSeats } from '../../support/companies';
import {
  approveAll,
  FIGMA_PREMIUM,
  formValues,
  fulfill,
  raise,
  SLACK_STANDARD,
} from '../../support/requests';
import { World } from '../../support/world';

// What is kept of requests from before troubles had codes: sentences in their records, and hashes of them in keys

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const WAITING =
  'The license pool has no free seat. The request waits in line and gets the next one that is its turn.';

let world: World;
afterEach(() => world.stop());

const idOf = (key: string): string => world.site.jsm.issue(key)?.id ?? '';

describe('a look that is cut off right after it has decided', () => {
  it('has its decision kept for good by the next one', async () => {
    world = await World.start();
    let kills = 0;
    world.sandbox.host.interferer = ({ remote, body }) => {
      const isFirst = remote === 'sql' && body.includes('INSERT IGNORE INTO access_request');
      if (isFirst) kills += 1;
      return isFirst ? 'kill-after' : undefined;
    };
    const key = await raise(world, FIGMA_PREMIUM);
    await world.advance(6 * MINUTE);
    world.sandbox.host.interferer = undefined;
    expect(kills).toBeGreaterThan(0);
    expect(world.statusOf(key)).toBe('Waiting for approval');
    expect(await world.query('SELECT revision FROM decision')).toEqual([{ revision: 1 }]);
  });
});

describe('a request in flight whose delegates are stored under an older name', () => {
  it('goes on as it was', async () => {
    world = await World.start();
    const key = await raise(world, FIGMA_PREMIUM);
    const shown = await world.panel(key);
    await world.execute(
      `UPDATE access_request SET assignments = REPLACE(assignments, '"delegates"', '"standIns"')`,
    );
    expect(await world.panel(key)).toEqual(shown);
    await approveAll(world, key);
    expect(await fulfill(world, key)).toBeUndefined();
  });
});

describe('a request in flight whose trouble is a sentence', () => {
  it('that waits for a seat is told nothing twice, and of its seat when it comes', async () => {
    world = await World.start({ company: companyWithSeats(1) });
    const [accountId = '', otherId = ''] = world.customers();
    const ask = (who: string): Promise<string> =>
      world.person(who).raise(REQUEST_TYPE.fields, formValues(SLACK_STANDARD));
    const first = await ask(accountId);
    await world.settle();
    const key = await ask(otherId);
    await world.settle();
    const before = await world.comments(key, 'internal');
    expect(before.at(-1)).toContain('The Slack Standard pool has no free seat.');

    await world.execute('UPDATE access_request SET trouble = ? WHERE issue_id = ?', WAITING, idOf(key));
    await world.execute(
      "UPDATE effect SET effect_key = 'trouble:1:4e63f87e3757c817' WHERE issue_id = ? AND effect_key = 'trouble:1:pool-full'",
      idOf(key),
    );
    await world.advance(2 * HOUR);
    expect(await world.comments(key, 'internal')).toEqual(before);

    await world
      .person(accountId)
      .ask('POST', `/rest/servicedeskapi/request/${first}/transition`, { id: '51' });
    await world.advance(6 * MINUTE);
    const after = await world.comments(key, 'internal');
    expect(after.slice(before.length)).toEqual([
      expect.stringContaining('A seat in Slack Standard is now free and held for this request.') as string,
    ]);
  });

  it('that nobody can approve says so in the same words until it is looked at', async () => {
    world = await World.start();
    // Tessa has no manager
    const key = await raise(world, FIGMA_PREMIUM, 'lead');
    const said =
      'Nobody can approve this as manager. No fallback group is set. Said before there were codes.';
    await world.execute('UPDATE access_request SET trouble = ? WHERE issue_id = ?', said, idOf(key));
    expect(await world.panel(key)).toMatchObject({ state: 'stuck', trouble: said });
    expect(await world.as('agent').move(key, 'Fulfill')).toBe(said);
    await world.advance(2 * HOUR);
    expect(await world.panel(key)).toMatchObject({
      trouble: expect.stringMatching(
        /^Nobody can approve this as manager\..*another stage\. A Jira admin can fix this .* set a fallback group in Groups\.$/,
      ) as string,
    });
    expect(await world.comments(key, 'internal')).toHaveLength(1);
  });
});
