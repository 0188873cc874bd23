import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DAY } from '../../../src/common/rules/time';
import { ACCOUNT_TABLES } from '../../../src/privacy/store/account-columns';
import { DOUBLE_ROWS } from '../../../src/privacy/store/double-rows';
import { closeAccount } from '../../../sandbox/jsm/close-account';
import { importPerson } from '../../support/approvals';
import { delegateTo } from '../../support/delegations';
import { getBoth, importRules, NOT_WITH_MIRO } from '../../support/duties';
import { ROOT } from '../../support/root';
import { names, storedValues } from '../../support/stored-accounts';
import { importUsage } from '../../support/usage';
import { World } from '../../support/world';

// A night that is cut off leaves the new name of a closed account in some tables and its id in others. What the same night and
// the next day write under either must not keep the account from being erased, and nothing of what was known may be lost

let world: World;
let closed: string;
beforeEach(async () => {
  world = await World.start();
  world.sandbox.host.restSchedules(world.site);
  closed = world.company.roles.newHire;
});
afterEach(() => world.stop({ expectProblems: true }));

const about = (call: unknown, statement: string): boolean => {
  const sent = JSON.stringify(call);
  return sent.includes(statement) && sent.includes(closed);
};

/** The night that erases the account, but comes no further than what is written to a table. */
async function eraseUpTo(table: string, column = ''): Promise<string> {
  await world.nightly();
  closeAccount(world.site.jsm, closed);
  await world.advance(6 * DAY);
  world.sandbox.host.interferer = (call) =>
    about(call, `UPDATE ${table} SET ${column}`) ? 'server-error' : undefined;
  await world.nightly();
  world.sandbox.host.interferer = undefined;
  const [row] = await world.rows('SELECT closed_as FROM stored_account WHERE account_id = ?', closed);
  return String(row?.['closed_as']);
}

async function nextNight(): Promise<void> {
  await world.advance(DAY);
  await world.nightly();
}

const erased = (): Promise<readonly Record<string, unknown>[]> =>
  world.rows('SELECT account_id FROM stored_account WHERE erased_at IS NOT NULL');

/** Where the id is still. */
const left = async (): Promise<string[]> =>
  (await storedValues(world)).filter(({ text }) => names(text, closed)).map(({ place }) => place);

it('a conflict that the same night finds under the new name stays one finding, as old as it is and told once', async () => {
  await importRules(world);
  const { figma } = await getBoth(world);
  await importRules(world, NOT_WITH_MIRO);
  await world.nightly();
  const [before] = await world.rows('SELECT first_seen, noted_at FROM duty_conflict');
  const name = await eraseUpTo('duty_conflict');
  expect(await world.rows('SELECT holder_id FROM duty_conflict ORDER BY first_seen')).toEqual([
    { holder_id: closed },
    { holder_id: name },
  ]);
  await nextNight();
  expect(await erased()).toEqual([{ account_id: name }]);
  expect(await world.rows('SELECT holder_id, first_seen, noted_at, resolved_at FROM duty_conflict')).toEqual([
    { holder_id: name, ...before, resolved_at: null },
  ]);
  expect(await world.admin('conflicts/show', {})).toMatchObject({
    lasting: 1,
    conflicts: [{ issueKey: figma }],
  });
});

it('a removal that the same night opens for a leaver’s new name gives way to the one that is under way', async () => {
  const others = world.customers().filter((accountId) => accountId !== closed);
  await importUsage(
    world,
    [closed, ...others.slice(0, 8)].map((accountId) => ({ accountId, daysAgo: 1 })),
  );
  await importPerson(world, closed, { WorkerStatus: 'Inactive' });
  const name = await eraseUpTo('reclaim_case');
  const open = 'SELECT case_id, holder_id FROM reclaim_case WHERE open_key IS NOT NULL ORDER BY opened_at';
  const [first, second] = await world.rows(open);
  expect([first?.['holder_id'], second?.['holder_id']]).toEqual([closed, name]);
  await nextNight();
  expect(await erased()).toEqual([{ account_id: name }]);
  expect(await world.rows(open)).toEqual([{ case_id: first?.['case_id'], holder_id: name }]);
  const { rows } = (await world.console('administrator')('reclaim/cases', { states: ['canceled'] })) as {
    rows: { caseId: string; remarks: { text: string }[] }[];
  };
  expect(rows).toMatchObject([
    { caseId: second?.['case_id'], remarks: [{ text: 'There’s another open case about this seat.' }] },
  ]);
});

it('what a source says and what protects a seat under the new name is joined with what was known', async () => {
  const others = world.customers().filter((accountId) => accountId !== closed);
  const list = (daysAgo: number): Promise<void> =>
    importUsage(world, [
      { accountId: closed, daysAgo },
      ...others.slice(0, 8).map((accountId) => ({ accountId, daysAgo: 1 })),
    ]);
  await list(3);
  const [before] = await world.rows('SELECT last_active_at FROM usage_signal WHERE holder_id = ?', closed);
  const exclude = (holderId: string, reason: string, endsAt: number | null): Promise<unknown> =>
    world.console('administrator')('reclaim/exclude', {
      ...{ holderId, applicationKey: 'slack', kind: 'other', reason, endsAt },
    });
  await exclude(closed, 'Holds the account of a project', null);
  const name = await eraseUpTo('usage_signal');
  // the roster knows them by the new name, and their address by none
  await world.execute(
    `INSERT INTO usage_signal (app_key, holder_id, source, last_active_at, observed_at) VALUES ('slack', ?, 'SSO', NULL, ?)`,
    name,
    world.now(),
  );
  await exclude(name, 'Until the audit is over', world.now() + 30 * DAY);
  await nextNight();
  expect(await erased()).toEqual([{ account_id: name }]);
  expect(await world.rows('SELECT last_active_at FROM usage_signal WHERE holder_id = ?', name)).toEqual([
    before,
  ]);
  expect(await world.console('administrator')('reclaim/exclusions', {})).toMatchObject([
    { holderId: name, reason: 'Holds the account of a project', endsAt: null },
  ]);
});

describe('every key that an account is part of', () => {
  /** The keys of each table that let a row be there once. */
  const keys = [
    ...readFileSync(join(ROOT, 'src/common/store/migrations.ts'), 'utf8').matchAll(
      /CREATE TABLE IF NOT EXISTS (\w+) \(([^`]*)\)`/g,
    ),
  ].flatMap(([, table = '', body = '']) =>
    [...body.matchAll(/(?:PRIMARY KEY|UNIQUE KEY \w+) \(([^)]*)\)/g)].map(([, columns = '']) => ({
      table,
      columns: columns.split(', '),
    })),
  );

  it('says which of two rows stays, or has them joined as open cases are', () => {
    const held = keys.flatMap(({ table, columns }) => {
      const one = ACCOUNT_TABLES.find((known) => known.table === table);
      return [...(one?.ids ?? []), ...(one?.made ?? [])].some((column) => columns.includes(column))
        ? [`${table}: ${columns.toSorted().join(', ')}`]
        : [];
    });
    const known = Object.entries(DOUBLE_ROWS).map(
      ([table, { id, same }]) => `${table}: ${[id, ...same].toSorted().join(', ')}`,
    );
    expect(held.sort()).toEqual([...known, 'reclaim_case: open_key'].sort());
    expect(held).toHaveLength(7);
  });

  /** Everything about somebody that is there once, again under the id that the name has taken the place of. */
  const TWINS = [
    `INSERT INTO seat (pool_id, slot, state, holder_id, version) SELECT pool_id, slot + 5000, state, ?, 1 FROM seat WHERE holder_id = ?`,
    `INSERT INTO usage_signal (app_key, holder_id, source, last_active_at, observed_at)
       SELECT app_key, ?, source, last_active_at, observed_at FROM usage_signal WHERE holder_id = ?`,
    `INSERT INTO duty_conflict (holder_id, pool_id, rule_id, with_pools, reason, policy_version, first_seen, last_seen)
       SELECT ?, pool_id, rule_id, with_pools, reason, policy_version, first_seen, last_seen FROM duty_conflict WHERE holder_id = ?`,
    `INSERT INTO reclaim_exclusion (holder_id, app_key, kind, reason, added_by, added_at)
       SELECT ?, app_key, kind, reason, added_by, added_at FROM reclaim_exclusion WHERE holder_id = ?`,
    `INSERT INTO reconcile_queue (kind, subject_id, due_at, stamp)
       SELECT kind, ?, due_at, 'twin' FROM reconcile_queue WHERE subject_id = ?`,
    `INSERT INTO delegation (delegation_id, delegator_id, delegation_number, delegate_ids, applications, starts_at, planned_end, ends_at, created_at, notified)
       SELECT 'twin', ?, delegation_number, delegate_ids, applications, starts_at, planned_end, ends_at, created_at, notified
       FROM delegation WHERE delegator_id = ?`,
    `INSERT INTO reclaim_case (case_id, run_id, pool_id, slot, holder_id, open_key, state, action, evidence, opened_at, changed_at, nudges, version)
       SELECT CONCAT('t', SUBSTR(c.case_id, 1, 30)), c.run_id, c.pool_id, c.slot, o.id, CONCAT(c.pool_id, ':', o.id), c.state,
         c.action, c.evidence, c.opened_at + 1, c.changed_at, c.nudges, 1
       FROM reclaim_case c JOIN (SELECT ? AS id) AS o WHERE c.holder_id = ? AND c.open_key IS NOT NULL`,
  ];

  it('is taken care of wherever an erasure is killed, and one row of each two stays', async () => {
    await importRules(world);
    await getBoth(world);
    await importRules(world, NOT_WITH_MIRO);
    await delegateTo(world, 'newHire', ['backupOwner']);
    const others = world.customers().filter((accountId) => accountId !== closed);
    await importUsage(
      world,
      [closed, ...others.slice(0, 8)].map((accountId) => ({ accountId, daysAgo: 1 })),
    );
    await importPerson(world, closed, { WorkerStatus: 'Inactive' });
    await world.console('administrator')('reclaim/exclude', {
      ...{ holderId: closed, applicationKey: 'miro', kind: 'other', reason: 'Kept', endsAt: null },
    });
    const name = await eraseUpTo('stored_account', 'account_id');
    for (const twin of TWINS) await world.execute(twin, closed, name);
    const counted = async (holder: string): Promise<Record<string, unknown>[]> =>
      Promise.all(
        Object.entries({ ...DOUBLE_ROWS, reclaim_case: { id: 'holder_id' } }).map(
          async ([table, { id }]) => ({
            table,
            ...(await world.rows(`SELECT COUNT(*) AS rows_there FROM ${table} WHERE ${id} = ?`, holder))[0],
          }),
        ),
      );
    const twins = await counted(closed);
    expect(twins.filter(({ rows_there }) => Number(rows_there) === 0)).toEqual([]);

    let cut = 0;
    while ((await erased()).length === 0 && cut++ < 150) {
      let calls = 0;
      let isOn = false;
      world.sandbox.host.interferer = (call) => {
        isOn ||= JSON.stringify(call).includes(
          'closed_as IS NOT NULL AND erased_at IS NULL AND account_id >',
        );
        return isOn && call.remote === 'sql' && ++calls === cut ? 'kill-after' : undefined;
      };
      await world.nightly().catch(() => undefined);
    }
    expect(cut).toBeGreaterThan(40);
    world.sandbox.host.interferer = undefined;
    expect(await erased()).toEqual([{ account_id: name }]);
    expect(await left()).toEqual([]);
    expect(
      await world.rows('SELECT pool_id FROM seat WHERE holder_id = ? ORDER BY pool_id', name),
    ).toHaveLength(3);
    expect(
      await world.rows('SELECT DISTINCT delegation_number FROM delegation WHERE delegator_id = ?', name),
    ).toHaveLength(2);
    expect(await world.rows('SELECT pool_id FROM reclaim_case WHERE open_key IS NOT NULL')).toHaveLength(2);
  });
});
