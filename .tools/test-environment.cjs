// One global object for all test files that a worker runs: what they share is loaded once and stays compiled, which a
// fresh global object for each file would undo.
const { createRequire } = require('node:module');

/**
 * Of the environment that Jest brings for Node.
 * @typedef {{ global: object, setup(): Promise<void>, teardown(): Promise<void> }} Environment
 */
const jest = createRequire(createRequire(require.resolve('jest')).resolve('@jest/core'));
/** @type {{ TestEnvironment: new (...options: readonly unknown[]) => Environment }} */
const { TestEnvironment } = jest('jest-environment-node');

/** What Jest's runner of a file leaves behind, and would take for its own in the next one. */
const OF_ONE_FILE = /^(?:JEST_STATE_SYMBOL|EVENT_HANDLERS|RETRY|WAIT_BEFORE_RETRY|LOG_ERRORS|TEST_TIMEOUT)/;

/** @type {SharedEnvironment | undefined} */
let shared;

class SharedEnvironment extends TestEnvironment {
  /** @param {readonly unknown[]} options */
  constructor(...options) {
    // a constructor that gives another object makes `new` give that one
    if (shared) return shared;
    super(...options);
    this.exit = Reflect.get(this.process(), 'exit');
    shared = this;
  }

  /** @override The first one's is everybody's. */
  setup() {
    return Promise.resolve();
  }

  /** @override */
  teardown() {
    for (const key of Object.getOwnPropertySymbols(this.global))
      if (OF_ONE_FILE.test(key.description ?? '')) Reflect.deleteProperty(this.global, key);
    // Jest wraps it for every file
    Reflect.set(this.process(), 'exit', this.exit);
    return Promise.resolve();
  }

  /** @private @returns {object} */
  process() {
    return Object(Reflect.get(this.global, 'process'));
  }
}

module.exports = SharedEnvironment;
