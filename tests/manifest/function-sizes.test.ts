import { statSync } from 'node:fs';
import { Manifest } from '../../sandbox/forge/manifest';
import { forgeBackEnd } from '../conformance/forge/forge-back-end';
import { MOST_BYTES } from '../support/function-sizes';
import { ROOT } from '../support/root';

// Forge's bundler checks all types first
const PATIENCE_MS = 600_000;

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
