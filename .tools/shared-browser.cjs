const { createServer } = require('node:http');
const { chromium } = require('playwright-core');

/**
 * Jest's global setup: one browser for all test files of a run, started by the first one that asks at the address in
 * SEATKEEPER_BROWSER. Each file connects to it, and what it opened is closed when it disconnects.
 */
module.exports = async () => {
  /** @type {Promise<import('playwright-core').BrowserServer> | undefined} */
  let browser;
  const broker = createServer((request, response) => {
    const options = JSON.parse(
      decodeURIComponent(new URL(request.url ?? '', 'http://localhost').search.slice(1)),
    );
    browser ??= chromium.launchServer(options);
    browser.then(
      (server) => response.end(server.wsEndpoint()),
      (/** @type {Error} */ error) => response.writeHead(500).end(error.message),
    );
  });
  await new Promise((resolve) => {
    broker.listen(0, '127.0.0.1', () => resolve(undefined));
  });
  const address = broker.address();
  if (address === null || typeof address === 'string') throw new Error('the broker has no port');
  process.env['SEATKEEPER_BROWSER'] = `http://127.0.0.1:${address.port}`;
  close = async () => {
    broker.close();
    broker.closeAllConnections();
    await (await browser?.catch(() => undefined))?.close();
  };
};

/** @type {() => Promise<void>} */
let close = () => Promise.resolve();

/** For .tools/shared-browser-end.cjs, Jest's global teardown. */
module.exports.close = () => close();
