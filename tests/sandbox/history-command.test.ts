import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import { member } from '../../sandbox/untyped';
import { historyCsv, madeUpLog } from '../support/history';
import { ROOT } from '../support/root';

const ROWS = 16_000;
const SCRIPT = String(
  member(member(JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')), 'scripts'), 'history'),
);

let folder: string;
let file: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'history-command-'));
  file = join(folder, 'log.csv.gz');
  writeFileSync(file, gzipSync(historyCsv(madeUpLog(ROWS))));
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** The command as the package's script has it, without the setup before it. */
function command(args: readonly string[]) {
  const [, node = ''] = SCRIPT.split(' && ');
  const child = spawn(process.execPath, [...node.split(' ').slice(1), ...args, '--json'], {
    cwd: ROOT,
    env: { ...process.env, SANDBOX_SQL_URL: '', INIT_CWD: folder },
  });
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (output += text));
  const ended = new Promise<{ readonly code: number | null; readonly said: unknown }>((resolve) => {
    child.on('close', (code) => {
      resolve({ code, said: output === '' ? undefined : (JSON.parse(output) as unknown) });
    });
  });
  return { child, ended };
}

const run = async (...args: string[]): Promise<Readonly<Record<string, unknown>>> => {
  const { code, said } = await command(args).ended;
  expect({ code, said }).toMatchObject({ code: 0 });
  return said as Readonly<Record<string, unknown>>;
};

/** What does not depend on how often it ran, and how fast. */
const figuresOf = (said: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> => {
  const { seconds, megabytes, sentParts, skippedParts, ...figures } = said;
  expect([seconds, megabytes, sentParts, skippedParts].every((one) => typeof one === 'number')).toBe(true);
  return figures;
};

/** How often the command has kept the site so far. */
function timesKept(state: string): number {
  const current = join(state, 'current.json');
  if (!existsSync(current)) return 0;
  const snapshot = member(JSON.parse(readFileSync(current, 'utf8')), 'snapshot');
  return Number(String(snapshot).replace('snapshot-', ''));
}

/** Ends the command at once: so long after the site has been kept so often. */
async function kill(state: string, kept: number, afterMs: number): Promise<void> {
  const { child, ended } = command([file, '--state', state]);
  while (child.exitCode === null && timesKept(state) < kept) await delay(5);
  await delay(afterMs);
  child.kill('SIGKILL');
  await ended;
}

describe('the command that imports past tickets', () => {
  it('goes on where it was, however often it is killed, and changes nothing when it runs again', async () => {
    const whole = await run(file, '--state', 'whole');
    expect(whole).toMatchObject({ rows: ROWS, isWhole: true, skippedParts: 0, problemRows: 0 });
    const again = await run(file, '--state', 'whole');
    expect(again).toMatchObject({ sentParts: 0, skippedParts: whole['sentParts'] });
    expect(figuresOf(again)).toEqual(figuresOf(whole));

    const state = join(folder, 'killed');
    // while it starts, as soon as there is something, between two times it is kept, and while it is written
    for (const [kept, afterMs] of [
      [0, 400],
      [1, 0],
      [2, 30],
      [3, 150],
    ] as const)
      await kill(state, kept, afterMs);
    const resumed = await run(file, '--state', 'killed');
    expect(figuresOf(resumed)).toEqual(figuresOf(whole));
    expect(Number(resumed['skippedParts'])).toBeGreaterThan(0);
    expect(Number(resumed['sentParts']) + Number(resumed['skippedParts'])).toBe(whole['sentParts']);
  }, 300_000);

  it('takes any CSV with a mapping of its columns, and refuses one without what it names', async () => {
    writeFileSync(
      join(folder, 'tickets.csv'),
      'Key,Done,Goal\nA-1,2026-03-01 10:00,met\nA-2,2026-03-02 10:00,missed\n',
    );
    const mapping = {
      ticket: 'Key',
      time: { column: 'Done', format: 'iso', zone: 'Europe/Berlin' },
      sla: { column: 'Goal', met: ['met'], missed: ['missed'] },
    };
    writeFileSync(join(folder, 'mapping.json'), JSON.stringify(mapping));
    writeFileSync(join(folder, 'other.json'), JSON.stringify({ ...mapping, ticket: 'Number' }));
    const asked = ['tickets.csv', '--format', 'mapped', '--mapping'];
    expect(await run(...asked, 'mapping.json')).toMatchObject({
      tickets: 2,
      slaMissed: 1,
      slaAdherence: 0.5,
    });
    expect(await command([...asked, 'other.json']).ended).toEqual({
      code: 1,
      said: { ok: false, error: 'The file has no column Number.' },
    });
    expect(await run(...asked, 'mapping.json', '--dry-run')).toMatchObject({
      columns: ['Key', 'Done', 'Goal'],
      rows: [
        { row: 2, ticket: 'A-1', at: '2026-03-01T09:00:00.000Z', slaMissed: 'no', isClosed: true },
        { row: 3, ticket: 'A-2', slaMissed: 'yes' },
      ],
    });
  }, 120_000);
});
