// Jest loads every module anew for every test file, so that no file finds what another one left. For what is below that
// costs far more than it protects from.
/** @type {{ default: typeof import('jest-runtime').default }} of the Jest that runs this */
const { default: Runtime } = require(require.resolve('jest-runtime', { paths: [require.resolve('jest')] }));

/**
 * Packages that are loaded once for all files that a worker runs: large, without a state that a test could change, and
 * nobody asks whether what they give is an instance of a class that a test file knows.
 */
const LOADED_ONCE = new Set(['@atlaskit/jql-ast', '@forge/manifest', 'esbuild', 'playwright-core', 'typescript']);

/** What test files keep for those that the same worker runs later, as the compiled app. @type {Map<string, unknown>} */
const kept = new Map();

module.exports = class SharingRuntime extends Runtime {
  /** @param {ConstructorParameters<typeof Runtime>} options */
  constructor(...options) {
    super(...options);
    const [, environment] = options;
    // a function, since Jest empties the objects among the globals when a file is over
    Reflect.set(environment.global, 'keptAcrossFiles', () => kept);
  }

  /** @override @param {string} from @param {string} name */
  requireModuleOrMock(from, name) {
    return LOADED_ONCE.has(name) ? require(name) : super.requireModuleOrMock(from, name);
  }
};
