const { appendFileSync } = require('node:fs');

/**
 * A Jest reporter that adds one line `passed failed skipped` per run to the file SEATKEEPER_COUNTS names, for
 * .ci/run to sum up; without that variable it does nothing.
 */
module.exports = class CountReporter {
  /**
   * @param {unknown} _contexts
   * @param {Record<'numPassedTests' | 'numFailedTests' | 'numPendingTests' | 'numTodoTests' | 'numRuntimeErrorTestSuites', number>} results
   */
  onRunComplete(_contexts, results) {
    const file = process.env['SEATKEEPER_COUNTS'];
    if (!file) return;
    // A file that does not even load has no tests to count, and must not pass for none.
    const failed = results.numFailedTests + results.numRuntimeErrorTestSuites;
    const skipped = results.numPendingTests + results.numTodoTests;
    appendFileSync(file, `${results.numPassedTests} ${failed} ${skipped}\n`);
  }
};
