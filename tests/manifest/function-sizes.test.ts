import { statSync } from 'node:fs';
import { Manifest } from '../../sandbox/forge/manifest';
import { forgeBackEnd } from '../conformance/forge/forge-back-end';
import { ROOT } from '../support/root';

// Forge's bundler checks all types first
const PATIENCE_MS = 600_000;

/**
 * What Forge has to load before a function can run, in bytes, by the handler file whose bundle its functions share, with a
 * few percent for what is to come. Forge's bundler does not minify.
 */
const MOST_BYTES: Readonly<Record<string, number>> = {
  guard: 1_000_000,
  'issue-event': 1_200_000,
  portal: 1_200_000,
  agent: 1_200_000,
  lead: 800_000,
  reconcile: 1_700_000,
  index: 2_300_000,
};

it(
  'loads no function with more than it needs',
  async () => {
    const { bundles } = await forgeBackEnd(ROOT);
    const manifest = Manifest.read(ROOT);
    const named = manifest.modulesOf('function').map(({ key }) => manifest.handlerOf(key).file);
    expect(Object.keys(bundles).sort()).toEqual([...new Set(named)].sort());
    const sizes = Object.entries(bundles).map(([name, file]) => [name, statSync(file).size] as const);
    expect(sizes.map(([name]) => name).sort()).toEqual(Object.keys(MOST_BYTES).sort());
    expect(sizes.filter(([name, bytes]) => !(bytes <= (MOST_BYTES[name] ?? 0)))).toEqual([]);
  },
  PATIENCE_MS,
);
