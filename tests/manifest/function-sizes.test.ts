import { execFileSync } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';
import { Manifest } from '../../sandbox/forge/manifest';
import { forgeBackEnd } from '../conformance/forge/forge-back-end';
import { MOST_BYTES } from '../support/function-sizes';
import { ROOT } from '../support/root';

/** Imports a bundle and prints the locale formats that it makes meanwhile: the first of a process loads all locale data. */
const FORMATS_MADE = `
  const made = [];
  for (const kind of ['DateTimeFormat', 'ListFormat', 'NumberFormat', 'PluralRules', 'RelativeTimeFormat', 'Collator'])
    Intl[kind] = new Proxy(Intl[kind], {
      construct(target, given) {
        made.push(kind);
        return new target(...given);
      },
    });
  require(process.argv[1]);
  process.stdout.write(JSON.stringify(made));
`;

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

it(
  'loads no locale data before a function runs',
  async () => {
    const { bundles } = await forgeBackEnd(ROOT);
    const made = Object.entries(bundles).map(([name, file]): [string, unknown] => [
      name,
      JSON.parse(execFileSync(process.execPath, ['-e', FORMATS_MADE, file], { encoding: 'utf8' })),
    ]);
    expect(Object.fromEntries(made)).toEqual(
      Object.fromEntries(Object.keys(MOST_BYTES).map((name) => [name, []])),
    );
  },
  PATIENCE_MS,
);

it(
  'bundles zod as it is packed, with everything that the app uses of it',
  async () => {
    const { bundles, said } = await forgeBackEnd(ROOT);
    expect(said).toEqual([]);
    for (const file of Object.values(bundles))
      expect(readFileSync(file, 'utf8')).not.toContain('node_modules/zod/');
  },
  PATIENCE_MS,
);
