import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Exchange } from '../../sandbox/jsm/rest/exchanges';
import { JIRA, SERVICE_MANAGEMENT, whereDescribed } from '../support/descriptions';
import { plantProject, projectRoot, runNode, type ToolResult } from '../tooling/tool-runner';

const document = (...content: unknown[]): unknown => ({ type: 'doc', version: 1, content });
const paragraph = { type: 'paragraph', content: [{ type: 'text', text: 'Hello' }] };

/** Writing a comment, as Jira has it but for the changes. */
const comment = (changes: Partial<Exchange> = {}): Exchange => ({
  method: 'POST',
  path: '/rest/api/3/issue/IT-1/comment?expand=renderedBody',
  contentType: 'application/json',
  body: JSON.stringify({ body: document(paragraph) }),
  status: 201,
  answer: JSON.stringify({ id: '1', body: document(paragraph), jsdPublic: true }),
  ...changes,
});

const issue = (answer: unknown): Partial<Exchange> => ({
  method: 'GET',
  path: '/rest/api/3/issue/IT-1',
  body: '',
  status: 200,
  answer: JSON.stringify(answer),
});

/** Judges exchanges as if a test run had left them; each stands for the test that its key names. */
async function judge(recorded: Readonly<Record<string, Exchange>>, ...flags: string[]): Promise<ToolResult> {
  const lines = Object.entries(recorded).map(([test, exchange]) => JSON.stringify({ test, exchange }));
  const { folder, remove } = plantProject({ '1.ndjson': lines.map((line) => `${line}\n`).join('') });
  const script = join(projectRoot, 'tests/conformance/main.ts');
  const result = await runNode('--import', ['tsx', script, '--from', folder, ...flags]);
  remove();
  return result;
}

type Case = readonly [what: string, changes: Partial<Exchange>, fault: RegExp];

const BAD_REQUESTS: readonly Case[] = [
  ['a path that no description has', { path: '/rest/api/3/issues/IT-1/comments' }, /no description has/],
  ['a query parameter that is not described', { path: '/rest/api/3/issue/IT-1/comment?loud=1' }, /loud/],
  ['a member of another type', { body: '{"visibility":{"value":1}}' }, /visibility\/value must be string/],
  ['a comment in plain text', { body: '{"body":"Hello"}' }, /\/body is not a document/],
  [
    'a document with a node that does not exist',
    { body: JSON.stringify({ body: document({ type: 'shout' }) }) },
    /\/body is not a document.*\/content/,
  ],
  ['a body that does not say it is JSON', { contentType: 'text/plain' }, /text\/plain/],
];

const BAD_ANSWERS: readonly Case[] = [
  ['a status that is not described', { status: 202 }, /202/],
  ['an identifier that is a number', { answer: '{"id":1}' }, /\/id must be string/],
  ['a comment without a document', { answer: '{"body":"Hello"}' }, /\/body is not a document/],
  ['nothing where a body is described', { answer: '' }, /must be object/],
  ['an invented member', issue({ id: '1', mood: 'good' }), /mood/],
  [
    'a description in plain text',
    issue({ id: '1', fields: { description: 'Hello' } }),
    /\/fields\/description is not a document/,
  ],
];

whereDescribed().describe('held against Atlassian’s descriptions', () => {
  let bad: ToolResult;
  beforeAll(async () => {
    const cases = [...BAD_REQUESTS, ...BAD_ANSWERS];
    bad = await judge(Object.fromEntries(cases.map(([what, changes]) => [what, comment(changes)])));
  });

  const violationsOf = (what: string): string[] =>
    bad.stdout.split('\n\n').filter((block) => block.includes(`first in ${what}`));

  it.each(BAD_REQUESTS)('a request is wrong that has %s', (what, _changes, fault) => {
    const found = violationsOf(what).filter((block) => block.includes(': request ') && fault.test(block));
    expect(found).toHaveLength(1);
  });

  it.each(BAD_ANSWERS)('an answer is wrong that has %s', (what, _changes, fault) => {
    const found = violationsOf(what).filter((block) => block.includes(': answer ') && fault.test(block));
    expect(found).toHaveLength(1);
  });

  it('fails when anything is wrong', () => {
    expect(bad.code).toBe(1);
  });

  it('counts what is right, in one line of JSON and nothing else', async () => {
    const { code, stdout } = await judge(
      {
        'writes a comment': comment(),
        'is refused on purpose': comment({ body: '{"body":1}', status: 400, answer: '' }),
        'asks for what is not modelled': comment({ status: 501 }),
        'reads an issue': comment(issue({ id: '1', fields: { description: document(paragraph) } })),
        'reads of a field that was cleared': comment(
          issue({
            id: '1',
            changelog: { histories: [{ id: '1', items: [{ field: 'Tier', fromString: 'Pro' }] }] },
          }),
        ),
      },
      '--json',
    );
    expect(JSON.parse(stdout)).toEqual({ operations: 2, requests: 3, responses: 4, violations: 0 });
    expect(stdout.trim().split('\n')).toHaveLength(1);
    expect(code).toBe(0);
  });

  it('finds the descriptions under their published names, in the folder that it is given', async () => {
    const { folder, remove } = plantProject({});
    copyFileSync(JIRA, join(folder, 'swagger-v3.v3.json'));
    copyFileSync(SERVICE_MANAGEMENT, join(folder, 'swagger.v3.json'));
    const { code, stdout } = await judge(
      { 'writes a comment': comment() },
      '--json',
      '--descriptions',
      folder,
    );
    expect(JSON.parse(stdout)).toMatchObject({ requests: 1, responses: 1, violations: 0 });
    expect(code).toBe(0);
    remove();
  });

  it('fails when there is nothing to judge', async () => {
    const { code, stdout } = await judge({}, '--json');
    expect(JSON.parse(stdout)).toEqual({ operations: 0, requests: 0, responses: 0, violations: 0 });
    expect(code).toBe(1);
  });
});

it('without descriptions nothing is judged, and it says which are absent', async () => {
  const { folder, remove } = plantProject({ 'swagger.v3.json': '{}' });
  const { code, stdout, stderr } = await judge({}, '--json', '--descriptions', folder);
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr).toContain(join(folder, 'swagger-v3.v3.json'));
  expect(stderr).not.toContain(join(folder, 'swagger.v3.json'));
  remove();
});
