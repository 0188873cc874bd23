// Jest loads every module anew for every test file, so that no file finds what another one left. Here only the test
// files themselves and what is set up before each are: the app, its pages, the sandbox and the packages keep nothing
// between two sites but what is computed again in the same way, and loading and compiling them costs a third of a run.
const { appendFileSync } = require('node:fs');
const { createRequire, isBuiltin } = require('node:module');
const { join, relative, sep } = require('node:path');

/**
 * Of the Jest that runs this.
 * @typedef {{ isInternalModule?: boolean }} LoadOptions
 * @typedef {{
 *   transformCache: { sourceMaps: Map<string, string> },
 *   _resolution: { resolveCjs(from: string, name: string): string },
 *   requireModule(from: string, name?: string, options?: LoadOptions, isActual?: boolean): unknown,
 *   requireModuleOrMock(from: string, name: string): unknown,
 *   teardown(): void,
 * }} Runtime
 */
/** @type {{ default: new (...options: readonly unknown[]) => Runtime }} */
const { default: Runtime } = createRequire(require.resolve('jest'))('jest-runtime');

/** Packages that need nothing of Jest's, and are faster outside it: large, and without a state that a test could change. */
const OUTSIDE_JEST = new Set([
  '@atlaskit/jql-ast',
  '@forge/manifest',
  'esbuild',
  'playwright-core',
  'typescript',
]);

const SHARED_FOLDERS = ['node_modules', 'sandbox', 'src', 'static', 'bench', 'tests/support'];

/** What registers hooks for the file that runs, and so has to run in each. */
const SET_UP_FOR_EACH = ['parse-answers', 'record-exchanges', 'record-statements'].map(
  (name) => `tests/support/${name}.ts`,
);

const root = join(__dirname, '..');

/** @param {string} path */
function isShared(path) {
  const place = relative(root, path).split(sep).join('/');
  return SHARED_FOLDERS.some((folder) => place.startsWith(`${folder}/`)) && !SET_UP_FOR_EACH.includes(place);
}

/** What test files keep for those that the same worker runs later, as the compiled app. @type {Map<string, unknown>} */
const kept = new Map();

/** Where the source maps of what any of them loaded are, so that stacks name the right lines. @type {Map<string, string>} */
const sourceMaps = new Map();

/** Loads what is shared; it is never torn down. @type {SharingRuntime | undefined} */
let common;

class SharingRuntime extends Runtime {
  /** @param {readonly unknown[]} options */
  constructor(...options) {
    super(...options);
    this.options = options;
    this.transformCache.sourceMaps = sourceMaps;
    const [, environment, , , , , testFile] = options;
    this.testFile = String(testFile);
    this.cpuBefore = process.cpuUsage();
    // a function, since Jest empties the objects among the globals when a file is over
    Reflect.set(Reflect.get(Object(environment), 'global'), 'keptAcrossFiles', () => kept);
  }

  /**
   * @override
   * @param {string} from
   * @param {string} [name]
   * @param {LoadOptions} [options]
   * @param {boolean} [isActual]
   * @returns {unknown}
   */
  requireModule(from, name, options, isActual) {
    const isOfJest = options?.isInternalModule === true;
    if (this === common || isOfJest || name === undefined || isBuiltin(name))
      return super.requireModule(from, name, options, isActual);
    if (!isShared(this._resolution.resolveCjs(from, name)))
      return super.requireModule(from, name, options, isActual);
    common ??= new SharingRuntime(...this.options);
    return common.requireModule(from, name, options, isActual);
  }

  /** @override @param {string} from @param {string} name */
  requireModuleOrMock(from, name) {
    return OUTSIDE_JEST.has(name) ? require(name) : super.requireModuleOrMock(from, name);
  }

  /** @override */
  teardown() {
    super.teardown();
    const { user, system } = process.cpuUsage(this.cpuBefore);
    const log = process.env['SEATKEEPER_CPU_LOG'];
    if (log) appendFileSync(log, `${JSON.stringify({ file: this.testFile, ms: (user + system) / 1000 })}\n`);
  }
}

module.exports = SharingRuntime;
