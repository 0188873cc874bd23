const { appendFileSync, existsSync, readFileSync } = require('node:fs');
const { relative } = require('node:path');

/**
 * A Jest reporter that adds one line `passed failed skipped` per run to the file SEATKEEPER_COUNTS names, for
 * .ci/run to sum up, and to the file beside it, `….skipped`, a line per reason for which tests were skipped; the
 * reasons come from tests/support/needs.ts. Without that variable it does nothing.
 *
 * @typedef {{ testFilePath: string, numPendingTests: number, numTodoTests: number }} FileResult
 */
module.exports = class CountReporter {
  /**
   * @param {unknown} _contexts
   * @param {Record<'numPassedTests' | 'numFailedTests' | 'numPendingTests' | 'numTodoTests' | 'numRuntimeErrorTestSuites', number> & { testResults: FileResult[] }} results
   */
  onRunComplete(_contexts, results) {
    const file = process.env['SEATKEEPER_COUNTS'];
    if (!file) return;
    // A file that does not even load has no tests to count, and must not pass for none.
    const failed = results.numFailedTests + results.numRuntimeErrorTestSuites;
    const skipped = results.numPendingTests + results.numTodoTests;
    appendFileSync(file, `${results.numPassedTests} ${failed} ${skipped}\n`);
    for (const line of skippedGroups(results.testResults, `${file}.why`))
      appendFileSync(`${file}.skipped`, `${line}\n`);
  }
};

/** @param {FileResult[]} results @param {string} reasonsFile @returns {string[]} */
function skippedGroups(results, reasonsFile) {
  const reasons = readReasons(reasonsFile);
  /** @type {Map<string, { tests: number, files: string[] }>} */
  const groups = new Map();
  for (const { testFilePath, numPendingTests, numTodoTests } of results) {
    const tests = numPendingTests + numTodoTests;
    if (tests === 0) continue;
    const why = [...(reasons.get(testFilePath) ?? ['no reason is given'])].join('; ');
    const group = groups.get(why) ?? { tests: 0, files: [] };
    group.tests += tests;
    group.files.push(relative(process.cwd(), testFilePath));
    groups.set(why, group);
  }
  return [...groups].map(
    ([why, { tests, files }]) =>
      `${tests} ${tests === 1 ? 'test' : 'tests'}, ${why} (${files.sort().join(', ')})`,
  );
}

/** @param {string} file @returns {Map<string, Set<string>>} by the path of the test file */
function readReasons(file) {
  const lines = existsSync(file) ? readFileSync(file, 'utf8').split('\n').filter(Boolean) : [];
  const reasons = new Map();
  for (const { testPath, why } of lines.map((line) => JSON.parse(line)))
    reasons.set(testPath, (reasons.get(testPath) ?? new Set()).add(why));
  return reasons;
}
