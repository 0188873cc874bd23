import { Manifest } from '../../sandbox/forge/manifest';
import { neededScopes } from '../support/needed-scopes';
import type { SourceCall } from '../support/source-calls';
import { counted, type Check } from './check';

const where = ({ file, line, method, path }: SourceCall): string => `${file}:${line}: ${method} ${path}`;

/** Every call of Jira has its scope, and every scope something that needs it. */
export const scopesCheck: Check = {
  name: 'scopes',
  run: (root) => {
    const manifest = Manifest.read(root);
    const { calls, unknown, uncovered, scopes } = neededScopes(manifest, root);
    const unneeded = manifest.scopes.filter((scope) => !scopes.includes(scope));
    const missing = scopes.filter((scope) => !manifest.scopes.includes(scope));
    return Promise.resolve({
      problems: [
        ...unknown.map((call) => `${where(call)}: nobody knows its scope, as the sandbox does not model it`),
        ...uncovered.map((call) => `${where(call)}: no scope of the manifest covers it`),
        ...missing.map((scope) => `manifest.yml: lacks ${scope}`),
        ...unneeded.map((scope) => `manifest.yml: nothing needs ${scope}`),
      ],
      note: `${counted(calls.length, 'call')} of Jira, ${counted(manifest.scopes.length, 'scope')}`,
    });
  },
};
