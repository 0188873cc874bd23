import { runLinter } from '../conformance/forge/run-linter';
import { haveDescriptions, missingDescriptions } from '../support/descriptions';
import type { Check } from './check';

/** Forge's own linter, which goes by Atlassian's API descriptions. */
export const linterCheck: Check = {
  name: 'linter',
  run: async (root) => {
    if (!haveDescriptions) return { skipped: `absent: ${missingDescriptions.join(', ')}` };
    const findings = await runLinter(root);
    return {
      problems: findings.map(({ file, level, message }) => `${file}: ${message} (${level})`),
      note: 'no server was asked',
    };
  },
};
