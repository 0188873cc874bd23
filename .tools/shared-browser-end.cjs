const { close } = require('./shared-browser.cjs');

/** Jest's global teardown, which has to be a file of its own. */
module.exports = close;
