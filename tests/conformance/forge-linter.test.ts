import { join } from 'node:path';
import { JIRA, SERVICE_MANAGEMENT, whereDescribed } from '../support/descriptions';
import { plantProject, projectRoot, runNode } from '../tooling/tool-runner';

const PATIENCE_MS = 300_000;

const MANIFEST = `app:
  id: ari:cloud:ecosystem::app/0b7ad9ff-0000-4000-8000-000000000002
  runtime: { name: nodejs22.x }
modules:
  trigger:
    - { key: on-issue, function: on-issue, events: [avi:jira:created:issue] }
  function:
    - { key: on-issue, handler: index.onIssue }
permissions:
  scopes: [read:jira-work]
`;

const SOURCE = `import api, { route } from '@forge/api';
export const onIssue = async () => {
  await api.asApp().requestJira(route\`/rest/api/3/issue/IT-1/comment\`, { method: 'POST' });
};
`;

whereDescribed().describe('Forge’s own linter, with Atlassian’s descriptions', () => {
  const place = plantProject({
    'none.json': '{"openapi":"3.0.1","paths":{}}',
    'app/manifest.yml': MANIFEST,
    'app/src/index.ts': SOURCE,
    'app/static/readme.txt': '',
  });
  afterAll(place.remove);

  async function lint(cwd: string): Promise<unknown> {
    const none = join(place.folder, 'none.json');
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
    const tsx = require.resolve('tsx');
    const script = join(projectRoot, 'tests/conformance/forge/lint.ts');
    const { code, stdout, stderr } = await runNode('--import', [tsx, script], { cwd, env });
    expect({ code, stderr: code === 0 ? '' : stderr }).toEqual({ code: 0, stderr: '' });
    return JSON.parse(stdout);
  }

  it(
    'finds a missing scope where there is one',
    async () => {
      const missing = expect.stringContaining('write:jira-work') as string;
      expect(await lint(join(place.folder, 'app'))).toContainEqual(
        expect.objectContaining({ level: 'errors', message: missing }),
      );
    },
    PATIENCE_MS,
  );

  it(
    'finds nothing wrong with this app',
    async () => {
      expect(await lint(projectRoot)).toEqual([]);
    },
    PATIENCE_MS,
  );
});
