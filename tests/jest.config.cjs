/** @type {import('jest').Config} */
module.exports = {
  rootDir: '..',
  testMatch: ['<rootDir>/tests/**/*.test.ts', '<rootDir>/tests/**/*.test.tsx'],
  // What Atlassian's descriptions and tools say does not depend on the database, and takes minutes to ask
  testPathIgnorePatterns: ['/node_modules/', ...(process.env.SANDBOX_SQL_URL ? ['/tests/conformance/'] : [])],
  testEnvironment: 'node',
  setupFilesAfterEnv: ['<rootDir>/tests/support/record-exchanges.ts'],
  transform: {
    '^.+\\.tsx?$': '<rootDir>/.tools/transform.cjs',
  },
  modulePathIgnorePatterns: ['<rootDir>/.cache/'],
  cacheDirectory: '<rootDir>/.cache/jest',
  reporters: ['default', '<rootDir>/.tools/count-reporter.cjs'],
  // machines are shared and noisy; what a test may cost is said in calls and statements
  testTimeout: 60_000,
  maxWorkers: '100%',
};
