const { readdirSync, readFileSync } = require('node:fs');
const { join } = require('node:path');

/** Tests of the sandbox and of the benchmarks that speak of SQL. */
const aboutSql = ['sandbox', 'bench'].flatMap((folder) =>
  readdirSync(join(__dirname, folder))
    .filter((name) => name.endsWith('.test.ts'))
    .filter((name) => /sql/i.test(readFileSync(join(__dirname, folder, name), 'utf8')))
    .map((name) => `<rootDir>/tests/${folder}/${name}`),
);

/**
 * What can come out otherwise on another database: so many tests of the app behind its doors that each kind of statement is carried
 * out there, and those about several writers at once, cuts halfway, and large values.
 * @type {{ always: Record<string, string>, statements: string[] }}
 */
const { always, statements } = JSON.parse(
  readFileSync(join(__dirname, '..', '.config', 'server-tests.json'), 'utf8'),
);
const onServer = [...Object.keys(always), ...statements].map((file) => `<rootDir>/${file}`).concat(aboutSql);
const everything = ['<rootDir>/tests/**/*.test.ts', '<rootDir>/tests/**/*.test.tsx'];

/** @type {import('jest').Config} */
module.exports = {
  rootDir: '..',
  testMatch: process.env.SANDBOX_SQL_URL ? onServer : everything,
  testEnvironment: '<rootDir>/.tools/test-environment.cjs',
  runtime: '<rootDir>/.tools/test-runtime.cjs',
  globalSetup: '<rootDir>/.tools/shared-browser.cjs',
  globalTeardown: '<rootDir>/.tools/shared-browser-end.cjs',
  setupFilesAfterEnv: [
    '<rootDir>/tests/support/record-exchanges.ts',
    '<rootDir>/tests/support/record-statements.ts',
    '<rootDir>/tests/support/parse-answers.ts',
  ],
  transform: {
    '^.+\\.tsx?$': '<rootDir>/.tools/transform.cjs',
  },
  modulePathIgnorePatterns: ['<rootDir>/.cache/'],
  cacheDirectory: '<rootDir>/.cache/jest',
  reporters: ['default', '<rootDir>/.tools/slowest-reporter.cjs', '<rootDir>/.tools/count-reporter.cjs'],
  // machines are shared and noisy; what a test may cost is said in calls and statements
  testTimeout: 60_000,
  maxWorkers: '100%',
};
