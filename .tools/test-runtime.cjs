// Jest loads every module anew for every test file, so that no file finds what another one left. For what is below that
// costs far more than it protects from.
const { appendFileSync } = require('node:fs');
const { createRequire } = require('node:module');

/**
 * Of the Jest that runs this.
 * @typedef {{ requireModuleOrMock(from: string, name: string): unknown, teardown(): void }} Runtime
 */
/** @type {{ default: new (...options: readonly unknown[]) => Runtime }} */
const { default: Runtime } = createRequire(require.resolve('jest'))('jest-runtime');

/**
 * Packages that are loaded once for all files that a worker runs: large, without a state that a test could change, and
 * nobody asks whether what they give is an instance of a class that a test file knows.
 */
const LOADED_ONCE = new Set([
  '@atlaskit/jql-ast',
  '@forge/manifest',
  'esbuild',
  'playwright-core',
  'typescript',
]);

/** What test files keep for those that the same worker runs later, as the compiled app. @type {Map<string, unknown>} */
const kept = new Map();

module.exports = class SharingRuntime extends Runtime {
  /** @param {readonly unknown[]} options */
  constructor(...options) {
    super(...options);
    const [, environment, , , , , testFile] = options;
    this.testFile = String(testFile);
    this.cpuBefore = process.cpuUsage();
    // a function, since Jest empties the objects among the globals when a file is over
    Reflect.set(Reflect.get(Object(environment), 'global'), 'keptAcrossFiles', () => kept);
  }

  /** @override @param {string} from @param {string} name */
  requireModuleOrMock(from, name) {
    return LOADED_ONCE.has(name) ? require(name) : super.requireModuleOrMock(from, name);
  }

  /** @override */
  teardown() {
    super.teardown();
    const { user, system } = process.cpuUsage(this.cpuBefore);
    const log = process.env['SEATKEEPER_CPU_LOG'];
    if (log) appendFileSync(log, `${JSON.stringify({ file: this.testFile, ms: (user + system) / 1000 })}\n`);
  }
};
