const { relative } = require('node:path');

/**
 * @typedef {{ duration?: number | null, fullName: string }} OneTest
 * @typedef {{ testFilePath: string, perfStats: { runtime: number }, testResults: readonly OneTest[] }} FileResult
 */

const HOW_MANY = 20;

/** @param {number} ms */
const seconds = (ms) => `${(ms / 1000).toFixed(1)} s`.padStart(8);

/**
 * A Jest reporter that ends a run of several files with the slowest of them and the slowest tests: where the time of
 * the whole goes, and what a change has made slow.
 */
module.exports = class SlowestReporter {
  /**
   * @param {unknown} _contexts
   * @param {{ testResults: readonly FileResult[] }} results
   */
  onRunComplete(_contexts, { testResults }) {
    if (testResults.length < 2) return;
    const files = testResults.map(({ testFilePath, perfStats }) => ({
      ms: perfStats.runtime,
      what: relative(process.cwd(), testFilePath),
    }));
    const tests = testResults.flatMap(({ testFilePath, testResults: those }) =>
      those.map(({ duration, fullName }) => ({
        ms: duration ?? 0,
        what: `${relative(process.cwd(), testFilePath)} › ${fullName}`,
      })),
    );
    print('files', files);
    print('tests', tests);
  }
};

/** @param {string} kind @param {{ ms: number, what: string }[]} all */
function print(kind, all) {
  const slowest = all.sort((a, b) => b.ms - a.ms).slice(0, HOW_MANY);
  const lines = slowest.map(({ ms, what }) => `${seconds(ms)}  ${what}`);
  process.stderr.write(`\nThe ${slowest.length} slowest ${kind}\n${lines.join('\n')}\n`);
}
