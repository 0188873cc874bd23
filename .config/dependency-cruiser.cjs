const { CAPABILITIES, UPWARD_IMPORTS } = require('./capabilities.cjs');

const escaped = (/** @type {string} */ path) => path.replaceAll('.', '\\.');

/** A capability sees those before it in the list; that none sees entry, the last, is a rule of its own. */
const towardsTheGround = ['src', 'static/console'].flatMap((folder) =>
  CAPABILITIES.map((capability, index) => ({
    name: `${folder === 'src' ? '' : 'console-'}${capability}-sees-earlier-capabilities`,
    comment: 'The order is declared in .config/capabilities.cjs; what spans capabilities lies in src/flows.',
    severity: 'error',
    from: {
      path: `^${folder}/${capability}/`,
      pathNot: UPWARD_IMPORTS.map(({ from }) => `^${escaped(from)}$`),
    },
    to: { path: `^${folder}/(${CAPABILITIES.slice(index + 1, -1).join('|') || '-'})/` },
  })),
);

/** The folder that a listed path counts in, and the capabilities after its own. */
function laterThan(/** @type {string} */ path) {
  const folder = path.startsWith('src/') ? 'src' : 'static/console';
  const own = path.slice(folder.length + 1).split('/')[0] ?? '';
  return `^${folder}/(${CAPABILITIES.slice(CAPABILITIES.indexOf(own) + 1).join('|')})/`;
}

const exceptions = UPWARD_IMPORTS.map(({ from, to }) => ({
  name: 'upward-imports-are-listed',
  comment: 'A file with an exception for one import has none for others.',
  severity: 'error',
  from: { path: `^${escaped(from)}$` },
  to: { path: laterThan(from), pathNot: [`^${escaped(to)}$`] },
}));

/** Layers that reach outside: tables and keys, Jira, the rest of the platform. */
const OUTWARD = ['store', 'client', 'forge'];

/** The files of these layers in any capability. */
const layer = (/** @type {string[]} */ ...names) => `^src/[^/]+/(${names.join('|')})/`;

/** What stands in the console beside the capabilities. */
const CONSOLE_SHARED = 'shared';

/** A capability has its calls in one file or, where they are many, in a folder. */
const CALLS = '^src/[^/]+/calls(/|\\.ts$)';

/** Where a file of `src/` may stand: in a layer of its capability, in entry, or as the list of the manifest's handlers. */
const IN_A_LAYER = [
  layer('rules', 'contract', 'files', ...OUTWARD, 'usecases'),
  CALLS,
  '^src/entry/',
  '^src/[^/]+\\.ts$',
];

/**
 * Imports run one way: inside a capability rules → contract → files → store → usecases → calls; entry comes
 * last. The sandbox stands apart and meets the app only through manifest.yml.
 *
 * @type {import('dependency-cruiser').IConfiguration}
 */
module.exports = {
  forbidden: [
    {
      name: 'no-circular',
      comment: 'Two files that need each other are one file, or miss a third; type imports count.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'not-to-unresolvable',
      comment: 'An import of something that is not there.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },

    {
      name: 'rules-are-pure',
      comment:
        'Rules see rules: no layer, no package. Of Node only crypto, for digests (ESLint allows createHash).',
      severity: 'error',
      from: { path: layer('rules') },
      to: { pathNot: [layer('rules'), '^(node:)?crypto$'] },
    },
    {
      name: 'contracts-see-rules-and-zod',
      comment: 'The browser gets them too, so they may pull in nothing but zod and pure code.',
      severity: 'error',
      from: { path: layer('contract') },
      to: { pathNot: [layer('rules', 'contract'), '^node_modules/zod/'] },
    },
    {
      name: 'files-see-rules-and-contracts',
      comment: 'Formats are read and written without knowing where a file comes from.',
      severity: 'error',
      from: { path: layer('files') },
      to: { path: ['^src/', '^node_modules/@forge/'], pathNot: layer('rules', 'contract', 'files') },
    },
    {
      name: 'outward-layers-know-no-use-case',
      severity: 'error',
      from: { path: layer(...OUTWARD) },
      to: { path: '^src/', pathNot: layer('rules', 'contract', 'files', ...OUTWARD) },
    },
    {
      name: 'usecases-know-no-entry',
      severity: 'error',
      from: { path: layer('usecases') },
      to: { path: '^src/', pathNot: layer('rules', 'contract', 'files', ...OUTWARD, 'usecases') },
    },
    {
      name: 'usecases-reach-forge-through-other-layers',
      comment: 'Stores and clients are the only code that reaches outside.',
      severity: 'error',
      from: { path: layer('usecases') },
      to: { path: '^node_modules/@forge/' },
    },
    {
      name: 'calls-know-no-entry',
      comment: 'Calls say who may make them and what they run; entry makes functions of them.',
      severity: 'error',
      from: { path: CALLS },
      to: {
        path: ['^src/', '^node_modules/@forge/'],
        pathNot: [layer('rules', 'contract', 'files', ...OUTWARD, 'usecases'), CALLS],
      },
    },
    {
      name: 'resolvers-wire-calls',
      comment: 'A resolver is a list of calls; what a call does stands with its capability.',
      severity: 'error',
      from: { path: '^src/entry/resolvers/' },
      to: { path: '^src/', pathNot: [CALLS, layer('contract'), '^src/common/', '^src/entry/'] },
    },
    ...towardsTheGround,
    ...exceptions,
    {
      name: 'console-shared-sees-no-capability',
      comment: 'Every folder of the console uses it, so it stands below the first.',
      severity: 'error',
      from: { path: `^static/console/${CONSOLE_SHARED}/` },
      to: { path: '^static/console/', pathNot: `^static/console/${CONSOLE_SHARED}/` },
    },
    {
      name: 'console-folders-are-listed',
      comment: 'Every folder of the console is a capability of .config/capabilities.cjs, or shared.',
      severity: 'error',
      from: {},
      to: {
        path: '^static/console/[^/]+/',
        pathNot: `^static/console/(${[...CAPABILITIES, CONSOLE_SHARED].join('|')})/`,
      },
    },
    {
      name: 'console-folders-are-listed',
      comment: 'The same for a folder that only imports.',
      severity: 'error',
      from: {
        path: '^static/console/[^/]+/',
        pathNot: `^static/console/(${[...CAPABILITIES, CONSOLE_SHARED].join('|')})/`,
      },
      to: {},
    },
    {
      name: 'files-stand-in-a-layer',
      comment: 'What stands in no layer would have the rules of none.',
      severity: 'error',
      from: { path: '^src/', pathNot: IN_A_LAYER },
      to: {},
    },
    {
      name: 'files-stand-in-a-layer',
      comment: 'What stands in no layer would have the rules of none.',
      severity: 'error',
      from: {},
      to: { path: '^src/', pathNot: IN_A_LAYER },
    },
    {
      name: 'capabilities-are-listed',
      comment: 'Every folder of src stands in .config/capabilities.cjs.',
      severity: 'error',
      from: {},
      to: { path: '^src/[^/]+/', pathNot: `^src/(${CAPABILITIES.join('|')})/` },
    },
    {
      name: 'index-exports-entries-only',
      comment: 'The files in src itself list what manifest.yml names, nothing else.',
      severity: 'error',
      from: { path: '^src/[^/]+\\.ts$' },
      to: { pathNot: '^src/entry/' },
    },
    {
      name: 'nobody-imports-index',
      severity: 'error',
      from: { path: '^(src|static)/' },
      to: { path: '^src/[^/]+\\.ts$' },
    },
    {
      name: 'product-does-no-io-of-its-own',
      comment:
        'On Forge there is no file system or socket worth having; the platform is reached through @forge.',
      severity: 'error',
      from: { path: '^src/' },
      to: { dependencyTypes: ['core'], pathNot: '^(node:)?(crypto|buffer|util|async_hooks)$' },
    },

    {
      name: 'surfaces-see-contracts-and-types-of-rules',
      comment: 'Anything else of src/ runs on the server and would end up in the browser bundle.',
      severity: 'error',
      from: { path: '^static/' },
      to: { path: '^src/', pathNot: layer('contract', 'rules') },
    },
    {
      name: 'surfaces-take-only-types-of-rules',
      comment:
        'The server decides; a screen that decides too will disagree with it one day. Those of common decide nothing.',
      severity: 'error',
      from: { path: '^static/' },
      to: { path: layer('rules'), pathNot: '^src/common/rules/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'surfaces-stand-apart',
      comment: 'What two surfaces need lies in static/components or static/lib.',
      severity: 'error',
      from: { path: '^static/([^/]+)/' },
      to: { path: '^static/', pathNot: '^static/($1|components|lib)/' },
    },
    {
      name: 'surfaces-use-browser-packages',
      comment: 'Of Forge only what runs in the browser; of Node nothing.',
      severity: 'error',
      from: { path: '^static/' },
      to: {
        path: '^node_modules/@forge/',
        pathNot: '^node_modules/@forge/(react|bridge|dashboards-bridge)/',
      },
    },
    {
      name: 'surfaces-use-no-node',
      severity: 'error',
      from: { path: '^static/' },
      to: { dependencyTypes: ['core'] },
    },

    {
      name: 'product-knows-no-sandbox',
      severity: 'error',
      from: { path: '^(src|static)/' },
      to: { path: '^(sandbox|tests|bench|\\.tools|\\.config)/' },
    },
    {
      name: 'product-uses-no-dev-dependency',
      comment: 'Forge installs the dependencies only. Types are gone by then.',
      severity: 'error',
      from: { path: '^(src|static)/' },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'], pathNot: '/@types/' },
    },
    {
      name: 'only-listed-packages',
      comment: 'A package that is there only because another needs it can vanish with the next install.',
      severity: 'error',
      from: {},
      to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown'] },
    },

    {
      name: 'sandbox-knows-no-product',
      comment: 'It meets the app through manifest.yml, as Forge does.',
      severity: 'error',
      from: { path: '^sandbox/' },
      to: { path: '^(src|static|tests|bench)/' },
    },
    {
      name: 'sandbox-jsm-stands-alone',
      comment:
        'A stateful JSM that any client can use: it knows neither Forge nor the pages nor the story told on it.',
      severity: 'error',
      from: { path: '^sandbox/jsm/' },
      to: {
        path: '^sandbox/',
        pathNot: '^sandbox/(jsm/|(json-response|untyped)\\.ts$)',
      },
    },
    {
      name: 'sandbox-forge-knows-no-pages',
      severity: 'error',
      from: { path: '^sandbox/forge/' },
      to: { path: '^sandbox/(web|company|server|story)/' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)(\\.cache|coverage)/' },
    tsConfig: { fileName: 'tsconfig.json' },
    // Also sees the imports that the compiler drops, so a type cannot cross a border either.
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      // @forge/dashboards-bridge names its code for browsers alone
      mainFields: ['main', 'types', 'browser'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
      extensions: ['.ts', '.tsx', '.mjs', '.cjs', '.js', '.json', '.d.ts'],
    },
  },
};
