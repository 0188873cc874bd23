import { madeUpCompany } from '../../sandbox/company/company';
import { setUpApp } from '../../sandbox/company/set-up-app';
import { LIMITS } from '../../sandbox/forge/limits';
import { Sandbox } from '../../sandbox/sandbox';
import { playNewHire } from '../../sandbox/story/new-hire';
import { ROOT } from '../support/root';
import { counted, type Check } from './check';

const START = Date.UTC(2026, 10, 23, 9);
const TEN_MINUTES = 600_000;

/**
 * Runs the app in the sandbox, this one through the demo and any other for ten minutes, and looks at what it keeps under which
 * keys.
 */
export const kvsCheck: Check = {
  name: 'kvs',
  run: async (root) => {
    const company = madeUpCompany();
    const sandbox = await Sandbox.start({
      directory: root,
      appName: 'App',
      sites: [company.site],
      startAt: START,
    });
    try {
      if (root === ROOT) {
        await setUpApp(sandbox, sandbox.site(), company);
        await playNewHire(sandbox, company, () => undefined);
      }
      await sandbox.clock.advanceBy(TEN_MINUTES);
      const records = sandbox.host.invocations.all();
      const calls = records
        .flatMap((record) => record.calls)
        .flatMap((call) => (call.kind === 'kvs' ? [call] : []));
      const largest = calls.reduce((most, { bytes }) => Math.max(most, bytes), 0);
      const longest = calls.reduce((most, { key }) => Math.max(most, key.length), 0);
      return {
        problems: sandbox.host.invocations
          .problems()
          .flatMap(({ message, at }) =>
            message.startsWith('KVS: ') ? [`${at ?? 'src'}: ${message.replaceAll(/\s+/g, ' ')}`] : [],
          ),
        note: `${counted(calls.length, 'call')}, keys up to ${longest} of ${LIMITS.kvs.keyCharacters.max} characters, values up to ${(largest / 1024).toFixed(1)} of ${LIMITS.kvs.valueBytes / 1024} KiB`,
      };
    } finally {
      await sandbox.stop();
    }
  },
};
