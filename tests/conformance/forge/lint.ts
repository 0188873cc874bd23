/**
 * Lints the app in the current folder with Forge's own linter, without its server's part, and prints `Finding[]`.
 * LOCAL_JIRA_SWAGGER and its five brothers have to name API descriptions, and USE_LOCAL_SWAGGER has to be set.
 */
import { lint } from '@forge/lint';
import { OfflineForge, printResult } from './offline';

export interface Finding {
  readonly file: string;
  readonly level: string;
  readonly message: string;
}

async function findings(): Promise<Finding[]> {
  const { logger, files, config, flags } = new OfflineForge();
  const ignored = ['.git', 'node_modules'];
  const sources = await Promise.all(
    ['./src', './static'].map((folder) => files.recursiveReadDir(folder, ignored)),
  );
  const results = await lint(sources.flat(), await config.readConfig(), 'development', logger, flags, {
    linter: { mode: 'client-side' },
  });
  return results.flatMap(({ file, errors, warnings, approvals }) =>
    Object.entries({ errors, warnings, approvals }).flatMap(([level, found]) =>
      found.map(({ message }) => ({ file, level, message })),
    ),
  );
}

printResult(findings());
