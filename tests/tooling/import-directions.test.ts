import { join } from 'node:path';
import { plantProject, projectRoot, runNode } from './tool-runner';

const cruiser = join(projectRoot, 'node_modules', 'dependency-cruiser', 'bin', 'dependency-cruise.mjs');
const rules = join(projectRoot, '.config', 'dependency-cruiser.cjs');

const value = (path: string) => `import { a } from '${path}';\nexport const b = a;\n`;
const type = (path: string) => `import type { T } from '${path}';\nexport type U = T;\n`;

/** What the importing file is called, what it says, and where that leads, if to a file that has to be planted. */
type Import = readonly [from: string, statement: string, to: string | null];

const ALLOWED: [string, Import][] = [
  [
    'an entry may import a use case',
    ['src/entry/a1.ts', value('../pools/usecases/x'), 'src/pools/usecases/x.ts'],
  ],
  [
    'a use case may import a store',
    ['src/pools/usecases/a2.ts', value('../store/x'), 'src/pools/store/x.ts'],
  ],
  ['a call may import a use case', ['src/pools/calls.ts', value('./usecases/x'), 'src/pools/usecases/x.ts']],
  [
    'a resolver may import calls',
    ['src/entry/resolvers/a8.ts', value('../../guard/calls'), 'src/guard/calls.ts'],
  ],
  ['a store may import rules', ['src/pools/store/a3.ts', value('../rules/x'), 'src/pools/rules/x.ts']],
  [
    'a capability may import an earlier one',
    ['src/pools/usecases/a7.ts', value('../../catalog/rules/x'), 'src/catalog/rules/x.ts'],
  ],
  [
    'a surface may import a contract',
    ['static/panel/a4.tsx', value('../../src/pools/contract/x'), 'src/pools/contract/x.ts'],
  ],
  [
    'a surface may import a type of rules',
    ['static/panel/a5.tsx', type('../../src/pools/rules/x'), 'src/pools/rules/x.ts'],
  ],
  [
    'a surface may import a component',
    ['static/panel/a6.tsx', value('../components/x'), 'static/components/x.tsx'],
  ],
  ['a contract may import zod', ['src/pools/contract/a9.ts', value('zod'), null]],
  ['a store may import a package of Forge', ['src/pools/store/a10.ts', value('@forge/sql'), null]],
  [
    'a folder of the console may import what they share',
    ['static/console/pools/a11.tsx', value('../shared/x'), 'static/console/shared/x.tsx'],
  ],
  ['jsm may import a helper', ['sandbox/jsm/a12.ts', value('../untyped'), 'sandbox/untyped.ts']],
];

const FORBIDDEN: [string, Import][] = [
  ['usecases-know-no-entry', ['src/pools/usecases/b19.ts', value('../calls'), 'src/pools/calls.ts']],
  ['calls-know-no-entry', ['src/kpis/calls/b20.ts', value('../../entry/x'), 'src/entry/x.ts']],
  [
    'catalog-sees-earlier-capabilities',
    ['src/catalog/calls.ts', value('../imports/usecases/x'), 'src/imports/usecases/x.ts'],
  ],
  [
    'resolvers-wire-calls',
    ['src/entry/resolvers/b21.ts', value('../../pools/usecases/x'), 'src/pools/usecases/x.ts'],
  ],
  ['rules-are-pure', ['src/pools/rules/b1.ts', type('../contract/x'), 'src/pools/contract/x.ts']],
  [
    'outward-layers-know-no-use-case',
    ['src/pools/store/b2.ts', type('../usecases/x'), 'src/pools/usecases/x.ts'],
  ],
  ['usecases-know-no-entry', ['src/pools/usecases/b3.ts', value('../../entry/x'), 'src/entry/x.ts']],
  ['contracts-see-rules-and-zod', ['src/pools/contract/b4.ts', value('../store/x'), 'src/pools/store/x.ts']],
  ['files-see-rules-and-contracts', ['src/pools/files/b12.ts', value('../store/x'), 'src/pools/store/x.ts']],
  [
    'usage-sees-earlier-capabilities',
    ['src/usage/rules/b15.ts', type('../../pools/rules/x'), 'src/pools/rules/x.ts'],
  ],
  [
    'requests-sees-earlier-capabilities',
    ['src/requests/usecases/b16.ts', value('../../reclaim/usecases/x'), 'src/reclaim/usecases/x.ts'],
  ],
  [
    'kpis-sees-earlier-capabilities',
    ['src/kpis/usecases/b17.ts', value('../../flows/usecases/x'), 'src/flows/usecases/x.ts'],
  ],
  [
    'console-catalog-sees-earlier-capabilities',
    ['static/console/catalog/b19.tsx', value('../pools/x'), 'static/console/pools/x.tsx'],
  ],
  [
    'upward-imports-are-listed',
    ['static/console/pools/selected-seats.tsx', value('../kpis/x'), 'static/console/kpis/x.tsx'],
  ],
  ['capabilities-are-listed', ['tests/b18.ts', value('../src/unheard/rules/x'), 'src/unheard/rules/x.ts']],
  ['index-exports-entries-only', ['src/index.ts', value('./pools/usecases/x'), 'src/pools/usecases/x.ts']],
  [
    'surfaces-see-contracts-and-types-of-rules',
    ['static/panel/b5.tsx', value('../../src/pools/store/x'), 'src/pools/store/x.ts'],
  ],
  [
    'surfaces-take-only-types-of-rules',
    ['static/panel/b6.tsx', value('../../src/pools/rules/x'), 'src/pools/rules/x.ts'],
  ],
  ['surfaces-stand-apart', ['static/panel/b7.tsx', value('../gadget/x'), 'static/gadget/x.tsx']],
  ['product-knows-no-sandbox', ['src/entry/b8.ts', value('../../sandbox/x'), 'sandbox/x.ts']],
  ['sandbox-knows-no-product', ['sandbox/b9.ts', type('../src/pools/rules/x'), 'src/pools/rules/x.ts']],
  ['sandbox-jsm-stands-alone', ['sandbox/jsm/b10.ts', value('../forge/x'), 'sandbox/forge/x.ts']],
  ['sandbox-jsm-stands-alone', ['sandbox/jsm/b13.ts', value('../server/x'), 'sandbox/server/x.ts']],
  ['sandbox-jsm-stands-alone', ['sandbox/jsm/b14.ts', value('../story/x'), 'sandbox/story/x.ts']],
  ['sandbox-jsm-stands-alone', ['sandbox/jsm/c1.ts', value('../main'), 'sandbox/main.ts']],
  ['sandbox-jsm-stands-alone', ['sandbox/jsm/c2.ts', value('../demo'), 'sandbox/demo.ts']],
  ['sandbox-jsm-stands-alone', ['sandbox/jsm/c3.ts', value('../unheard/x'), 'sandbox/unheard/x.ts']],
  [
    'console-shared-sees-no-capability',
    ['static/console/shared/c4.tsx', value('../catalog/x'), 'static/console/catalog/x.tsx'],
  ],
  [
    'console-folders-are-listed',
    ['static/console/kpis/c5.tsx', value('../unheard/x'), 'static/console/unheard/x.tsx'],
  ],
  [
    'console-folders-are-listed',
    ['static/console/unlisted/c6.tsx', value('../catalog/x'), 'static/console/catalog/x.tsx'],
  ],
  ['files-stand-in-a-layer', ['src/pools/stray.ts', value('../entry/x'), 'src/entry/x.ts']],
  ['files-stand-in-a-layer', ['tests/c7.ts', value('../src/pools/helpers/x'), 'src/pools/helpers/x.ts']],
  ['no-circular', ['src/pools/rules/c8.ts', value('./c9'), null]],
  ['not-to-unresolvable', ['src/pools/usecases/c10.ts', value('./nowhere'), null]],
  ['nobody-imports-index', ['src/entry/c11.ts', value('../index'), null]],
  ['usecases-reach-forge-through-other-layers', ['src/pools/usecases/c12.ts', value('@forge/sql'), null]],
  ['product-does-no-io-of-its-own', ['src/entry/c13.ts', value('node:fs'), null]],
  ['surfaces-use-browser-packages', ['static/panel/c14.tsx', value('@forge/sql'), null]],
  ['surfaces-use-no-node', ['static/panel/c15.tsx', value('node:crypto'), null]],
  ['product-uses-no-dev-dependency', ['src/entry/c16.ts', value('dev-tool'), null]],
  ['only-listed-packages', ['src/entry/c17.ts', value('unlisted'), null]],
  ['rules-are-pure', ['src/pools/rules/c18.ts', value('zod'), null]],
  ['sandbox-forge-knows-no-pages', ['sandbox/forge/b11.ts', value('../web/x'), 'sandbox/web/x.ts']],
];

interface Report {
  readonly summary: {
    readonly violations: { readonly from: string; readonly rule: { readonly name: string } }[];
  };
}

describe('the import directions', () => {
  let report: Report;

  beforeAll(async () => {
    const imports = [...ALLOWED, ...FORBIDDEN].map(([, planted]) => planted);
    const project = plantProject({
      'package.json': JSON.stringify({
        dependencies: { '@forge/sql': '1.0.0', zod: '1.0.0' },
        devDependencies: { 'dev-tool': '1.0.0' },
      }),
      ...Object.fromEntries(
        ['@forge/sql', 'zod', 'dev-tool', 'unlisted'].flatMap((name): [string, string][] => [
          [`node_modules/${name}/package.json`, JSON.stringify({ name, version: '1.0.0', main: 'index.js' })],
          [`node_modules/${name}/index.js`, 'exports.a = 1;\n'],
        ]),
      ),
      'tsconfig.json': '{ "include": ["src", "static", "sandbox", "tests"] }',
      ...Object.fromEntries(
        imports.flatMap(([, , to]): [string, string][] =>
          to === null ? [] : [[to, 'export const a = 1;\nexport type T = typeof a;\n']],
        ),
      ),
      ...Object.fromEntries(imports.map(([from, statement]) => [from, statement])),
      // a circle is reported once, where it begins
      'src/pools/rules/c9.ts': value('./c8'),
    });
    try {
      const args = ['--config', rules, '--output-type', 'json', 'src', 'static', 'sandbox', 'tests'];
      const { stdout, stderr } = await runNode(cruiser, args, { cwd: project.folder });
      if (!stdout) throw new Error(stderr);
      report = JSON.parse(stdout) as Report;
    } finally {
      project.remove();
    }
  });

  const brokenBy = (file: string) =>
    report.summary.violations.filter(({ from }) => from === file).map(({ rule }) => rule.name);

  it.each(ALLOWED)('%s', (_what, [from]) => {
    expect(brokenBy(from)).toEqual([]);
  });

  it.each(FORBIDDEN)('%s holds', (rule, [from]) => {
    expect(brokenBy(from)).toEqual([rule]);
  });
});
