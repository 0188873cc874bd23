/**
 * Set up before every test file: where SEATKEEPER_EXCHANGES names a folder, each worker writes down there every
 * REST call that its tests make to the sandbox, for tests/conformance to judge once all of them are over.
 */
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { appendFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { EXCHANGES } from '../../sandbox/jsm/rest/exchanges';

const folder = process.env['SEATKEEPER_EXCHANGES'];

if (folder !== undefined && folder !== '') {
  const file = join(folder, `${process.pid}.ndjson`);
  const write = (exchange: unknown): void => {
    const { testPath = '', currentTestName = 'before the tests' } = expect.getState();
    const test = `${relative(join(__dirname, '../..'), testPath)} › ${currentTestName}`;
    appendFileSync(file, `${JSON.stringify({ test, exchange })}\n`);
  };
  subscribe(EXCHANGES, write);
  // Node's channels outlive the test file, which Jest loads anew each time
  afterAll(() => {
    unsubscribe(EXCHANGES, write);
  });
}
