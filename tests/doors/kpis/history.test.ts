import fc from 'fast-check';
import { randomUUID } from 'node:crypto';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sendHistory, undoHistory } from '../../../sandbox/history/send-history';
import { Faults } from '../../../sandbox/forge/faults/faults';
import { historyCsv, type HistoryRow } from '../../support/history';
import { where } from '../../support/needs';
import { ROOT } from '../../support/root';
import { World } from '../../support/world';

const PUBLISHED = join(ROOT, '../shared/data/servicenow-incidents-even.csv.gz');

let world: World;
let folder: string;
beforeEach(async () => {
  world = await World.start();
  folder = mkdtempSync(join(tmpdir(), 'history-'));
});
afterEach(async () => {
  rmSync(folder, { recursive: true });
  await world.stop();
});

const call = () => world.console('administrator');

async function send(rows: readonly HistoryRow[], name = 'log.csv'): Promise<unknown> {
  const path = join(folder, name);
  writeFileSync(path, historyCsv(rows));
  return (await sendHistory(call(), path, { format: 'servicenow' })).report;
}

const events = (): Promise<readonly Record<string, unknown>[]> =>
  world.rows("SELECT * FROM ticket_fact WHERE kind = 'past' ORDER BY issue_id, fact_key");

// INC1 met its goal and was reopened once; INC2 missed its goal; INC3 met it: 2 of 3 kept, 1 of 3 reopened
const THREE: readonly HistoryRow[] = [
  { number: 'INC1' },
  { number: 'INC1', sys_mod_count: '1', reopen_count: '1', sys_updated_at: '1/3/2016 08:00' },
  { number: 'INC2' },
  { number: 'INC2', sys_mod_count: '1', made_sla: 'false', active: 'false', incident_state: 'Closed' },
  { number: 'INC3', made_sla: 'false' },
  { number: 'INC3', sys_mod_count: '4', sys_updated_at: '2/3/2016 08:00' },
];

const NUMBERS = {
  tickets: 3,
  events: 6,
  reopened: 1,
  slaMissed: 1,
  slaAdherence: { hits: 2, of: 3, value: 2 / 3 },
  reopenRate: { hits: 1, of: 3, value: 1 / 3 },
};

describe('a log of tickets that lived in another system', () => {
  it('says what the last row of each ticket says', async () => {
    expect(await send(THREE)).toMatchObject({ ...NUMBERS, isWhole: true, problemRows: 0 });
  });

  it('changes nothing when it comes again, whole or within a longer one', async () => {
    await send(THREE);
    const before = await events();
    expect(await send(THREE)).toMatchObject({ ...NUMBERS, rows: 6 });
    expect(await events()).toEqual(before);
    expect(await send([...THREE, { number: 'INC4' }], 'longer.csv')).toMatchObject({ tickets: 4, events: 7 });
  });

  it('gives the same in whatever order its rows come, and however often', async () => {
    await fc.assert(
      fc.asyncProperty(fc.shuffledSubarray([...THREE], { minLength: 6 }), fc.nat(5), async (rows, again) => {
        await world.execute("DELETE FROM ticket_fact WHERE kind = 'past'");
        const report = await send([...rows, rows[again] ?? {}], `${randomUUID()}.csv`);
        expect(report).toMatchObject(NUMBERS);
        await world.execute('DELETE FROM import_part');
      }),
      { numRuns: 15 },
    );
  });

  it('names rows that cannot be read wholly, and loses none of them', async () => {
    const report = await send([
      ...THREE,
      { number: 'INC1', incident_state: '-100', sys_mod_count: '2', sys_updated_at: '3/3/2016 08:00' },
      { number: '?' },
      { number: 'INC5', made_sla: '?', reopen_count: 'x', opened_at: '31/2/2016 06:38' },
    ]);
    expect(report).toMatchObject({
      tickets: 4,
      events: 9,
      // INC1’s last row counts, whatever its state; of INC5 nobody knows
      reopened: 0,
      slaAdherence: { hits: 2, of: 3 },
      reopenRate: { hits: 0, of: 3 },
      problemRows: 3,
      problems: [
        { row: 8, message: 'incident_state “-100” isn’t a status' },
        { row: 9, message: 'number “?” isn’t a ticket' },
        { row: 10, message: 'opened_at “31/2/2016 06:38” isn’t a date like 29/2/2016 06:38' },
        { row: 10, message: 'reopen_count “x” isn’t a number' },
        { row: 10, message: 'made_sla “?” is neither true nor false' },
      ],
    });
  });

  it('names rows with too few cells', async () => {
    const path = join(folder, 'short.csv');
    writeFileSync(path, `${historyCsv(THREE)}\nINC9,New`);
    const { report } = await sendHistory(call(), path, { format: 'servicenow' });
    expect(report).toMatchObject({ tickets: 4, events: 7, problemRows: 1 });
  });

  it('is refused without the columns that it needs, and nothing of it is kept', async () => {
    const path = join(folder, 'other.csv');
    writeFileSync(path, 'number,made_sla\nINC1,true');
    await expect(sendHistory(call(), path, { format: 'servicenow' })).rejects.toThrow(
      'The file has no columns incident_state, active',
    );
    expect(await events()).toEqual([]);
    expect(await world.rows('SELECT * FROM import_job WHERE kind = ?', 'history')).toEqual([]);
  });

  it('comes to the same when processes die in the middle, and goes on where it was', async () => {
    const rows = Array.from({ length: 8_000 }, (_, index) => ({
      number: `INC${index % 900}`,
      sys_mod_count: String(index),
      made_sla: String(index % 3 > 0),
    }));
    const path = join(folder, 'long.csv');
    writeFileSync(path, historyCsv(rows));
    const whole = (await sendHistory(call(), path, { format: 'servicenow' })).report;
    const before = await events();
    await undoHistory(call(), path);
    expect(await events()).toEqual([]);

    let kills = 0;
    let report: unknown;
    for (let seed = 1; report === undefined; seed++) {
      world.sandbox.host.faults = new Faults({ seed, rates: { 'kill-before': 0.1, 'kill-after': 0.1 } });
      try {
        ({ report } = await sendHistory(call(), path, { format: 'servicenow' }));
      } catch {
        kills += 1;
      }
    }
    world.stopFaults();
    expect(kills).toBeGreaterThan(0);
    expect(report).toEqual(whole);
    expect(await events()).toEqual(before);
  });

  it('is taken back without what others brought', async () => {
    await send(THREE);
    const before = await events();
    await send([...THREE, { number: 'INC4' }, { number: 'INC3', sys_mod_count: '9' }], 'longer.csv');
    const { report } = await undoHistory(call(), join(folder, 'longer.csv'));
    expect(report).toMatchObject({ ...NUMBERS, partsTaken: [], isWhole: false });
    expect(await events()).toEqual(before);
  });

  it('is only for people who administer the project', async () => {
    await expect(world.console('agent')('history/show', { importId: randomUUID() })).rejects.toThrow(
      'Only admins of this project',
    );
  });

  it('stays when the nightly work and a reconcile pass', async () => {
    await send(THREE);
    const before = await events();
    await world.advance(2 * 86_400_000);
    expect(await events()).toEqual(before);
    expect(await send(THREE)).toMatchObject(NUMBERS);
  });

  where(existsSync(PUBLISHED), 'published data is not there').it(
    'of 12,438 published incidents says what its own columns say',
    async () => {
      const { report } = await sendHistory(call(), PUBLISHED, { format: 'servicenow' });
      expect(report).toMatchObject({
        tickets: 12_438,
        events: 70_986,
        reopened: 156,
        slaMissed: 4_532,
        slaAdherence: { hits: 7_906, of: 12_438 },
        problemRows: 0,
        isWhole: true,
      });
    },
    120_000,
  );
});
