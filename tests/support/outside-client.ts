import { createRequire } from 'node:module';
import { join } from 'node:path';
import vm from 'node:vm';
import { build } from 'esbuild';
import type { createCloudClient, createServiceDeskClient } from 'jira.js';
import { ROOT } from './root';

interface JiraJs {
  readonly createCloudClient: typeof createCloudClient;
  readonly createServiceDeskClient: typeof createServiceDeskClient;
}

/**
 * jira.js, an independent client of Jira's REST API that checks every answer against a schema of its own. It
 * comes as ES modules only, which Jest does not load, so it is bundled first; its code stays what it is.
 */
export async function loadJiraJs(): Promise<JiraJs> {
  const { outputFiles } = await build({
    stdin: {
      contents: "export { createCloudClient, createServiceDeskClient } from 'jira.js';",
      resolveDir: ROOT,
    },
    bundle: true,
    write: false,
    platform: 'node',
    format: 'cjs',
    logLevel: 'silent',
  });
  const module: { exports: unknown } = { exports: {} };
  const code = outputFiles[0]?.text ?? '';
  const evaluate: unknown = vm.runInThisContext(`(function (module, exports, require) {${code}\n})`);
  if (typeof evaluate !== 'function') throw new Error('the bundle did not evaluate to a function');
  Reflect.apply(evaluate, undefined, [module, module.exports, createRequire(join(ROOT, 'package.json'))]);
  if (!isJiraJs(module.exports)) throw new Error('jira.js exports other clients than expected');
  return module.exports;
}

const isJiraJs = (exports: unknown): exports is JiraJs =>
  typeof exports === 'object' &&
  exports !== null &&
  'createCloudClient' in exports &&
  'createServiceDeskClient' in exports;
