const { existsSync, mkdtempSync, readFileSync, rmSync } = require('node:fs');
const { tmpdir } = require('node:os');
const { join, relative } = require('node:path');

/**
 * @typedef {{ duration?: number | null, fullName: string }} OneTest
 * @typedef {{ testFilePath: string, testResults: readonly OneTest[] }} FileResult
 */

const HOW_MANY = 20;

/** @param {number} ms */
const seconds = (ms) => `${(ms / 1000).toFixed(1)} s`.padStart(8);

/**
 * A Jest reporter that ends a run of several files with the slowest of them and the slowest tests: where the time of
 * the whole goes, and what a change has made slow. Files are measured by the processor time of the process that ran
 * them, which other work on the machine does not stretch; browsers and servers that they start are not in it.
 */
module.exports = class SlowestReporter {
  constructor() {
    this.folder = mkdtempSync(join(tmpdir(), 'seatkeeper-cpu-'));
    // for .tools/test-runtime.cjs
    process.env['SEATKEEPER_CPU_LOG'] = join(this.folder, 'log');
  }

  /**
   * @param {unknown} _contexts
   * @param {{ testResults: readonly FileResult[] }} results
   */
  onRunComplete(_contexts, { testResults }) {
    const files = cpuByFile(join(this.folder, 'log'));
    rmSync(this.folder, { recursive: true, force: true });
    if (testResults.length < 2) return;
    const tests = testResults.flatMap(({ testFilePath, testResults: those }) =>
      those.map(({ duration, fullName }) => ({
        ms: duration ?? 0,
        what: `${relative(process.cwd(), testFilePath)} › ${fullName}`,
      })),
    );
    const total = files.reduce((sum, { ms }) => sum + ms, 0);
    process.stderr.write(`\nProcessor time of all test files: ${seconds(total).trim()}\n`);
    print('files by processor time', files);
    print('tests', tests);
  }
};

/** @param {string} log @returns {{ ms: number, what: string }[]} */
function cpuByFile(log) {
  const lines = existsSync(log) ? readFileSync(log, 'utf8').split('\n').filter(Boolean) : [];
  return lines
    .map((line) => JSON.parse(line))
    .map(({ file, ms }) => ({ ms, what: relative(process.cwd(), file) }));
}

/** @param {string} kind @param {{ ms: number, what: string }[]} all */
function print(kind, all) {
  const slowest = all.sort((a, b) => b.ms - a.ms).slice(0, HOW_MANY);
  const lines = slowest.map(({ ms, what }) => `${seconds(ms)}  ${what}`);
  process.stderr.write(`\nThe ${slowest.length} slowest ${kind}\n${lines.join('\n')}\n`);
}
