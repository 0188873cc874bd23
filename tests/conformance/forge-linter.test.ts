import { join } from 'node:path';
import { whereDescribed } from '../support/descriptions';
import { plantProject, projectRoot } from '../tooling/tool-runner';
import { runLinter } from './forge/run-linter';

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
    'app/manifest.yml': MANIFEST,
    'app/src/index.ts': SOURCE,
    'app/static/readme.txt': '',
  });
  afterAll(place.remove);

  it(
    'finds a missing scope where there is one',
    async () => {
      const missing = expect.stringContaining('write:jira-work') as string;
      expect(await runLinter(join(place.folder, 'app'))).toContainEqual(
        expect.objectContaining({ level: 'errors', message: missing }),
      );
    },
    PATIENCE_MS,
  );

  it(
    'finds nothing wrong with this app',
    async () => {
      expect(await runLinter(projectRoot)).toEqual([]);
    },
    PATIENCE_MS,
  );
});
