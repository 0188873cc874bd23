import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as z from 'zod';
import { JIRA, SERVICE_MANAGEMENT } from '../../support/descriptions';
import { runNode } from '../../tooling/tool-runner';

const findings = z.array(z.object({ file: z.string(), level: z.string(), message: z.string() }));

/**
 * What Forge's own linter finds in the app in a folder.
 * @throws {Error} with what it said when it could not look
 */
export async function runLinter(cwd: string): Promise<z.infer<typeof findings>> {
  const folder = mkdtempSync(join(tmpdir(), 'seatkeeper-linter-'));
  const none = join(folder, 'none.json');
  writeFileSync(none, '{"openapi":"3.0.1","paths":{}}');
  const env = {
    ...process.env,
    USE_LOCAL_SWAGGER: '1',
    LOCAL_JIRA_SWAGGER: JIRA,
    LOCAL_JSM_SWAGGER: SERVICE_MANAGEMENT,
    LOCAL_JSW_SWAGGER: none,
    LOCAL_CONF_SWAGGER: none,
    LOCAL_CONF_V2_SWAGGER: none,
    LOCAL_BB_SWAGGER: none,
  };
  try {
    const script = join(__dirname, 'lint.ts');
    const { code, stdout, stderr } = await runNode('--import', [require.resolve('tsx'), script], {
      cwd,
      env,
    });
    if (code !== 0) throw new Error(stderr);
    return findings.parse(JSON.parse(stdout));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
