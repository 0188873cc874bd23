import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { member } from '../../sandbox/untyped';

const ROOT = join(__dirname, '../..');

export const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** What the setup step found or fetched, unless the environment names another one. */
export function chromiumPath(): string {
  const wanted = process.env['CHROMIUM_PATH'];
  if (wanted) return wanted;
  const machine = join(ROOT, '.cache/machine.json');
  const known: unknown = existsSync(machine) ? JSON.parse(readFileSync(machine, 'utf8')) : undefined;
  const found = member(known, 'chromium');
  return typeof found === 'string' ? found : '/usr/bin/chromium';
}
