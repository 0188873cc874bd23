import { isDocument } from '../../sandbox/jsm/document-schema';
import { documentFaults } from '../conformance/adf-documents';
import { documentOf } from '../support/documents';
import { ProbeDesk } from '../support/probe-desk';
import { deskSite } from '../support/probe-site';

let desk: ProbeDesk;
beforeEach(() => {
  desk = new ProbeDesk(deskSite());
});

const complete = {
  project: { key: 'PRB' },
  issuetype: { id: '100' },
  summary: 'By hand',
};
const create = (fields: unknown) => desk.send('agent', 'POST', '/rest/api/3/issue', { fields });
const edit = (key: string, body: unknown) => desk.send('agent', 'PUT', `/rest/api/3/issue/${key}`, body);
const refused = (errors: Readonly<Record<string, string>>, errorMessages: readonly string[] = []) => ({
  status: 400,
  body: { errorMessages, errors },
});

describe('a new issue', () => {
  const noProject = 'Specify a valid project ID or key';
  const noType = 'Specify an issue type';

  it.each([
    ['nothing at all', {}, { project: noProject, issuetype: noType }],
    ['no project', { ...complete, project: undefined }, { project: noProject }],
    ['a project that is not there', { ...complete, project: { key: 'NO' } }, { project: noProject }],
    ['no issue type', { ...complete, issuetype: undefined }, { issuetype: noType }],
    [
      'an issue type of another project',
      { ...complete, issuetype: { name: 'Bug' } },
      { issuetype: 'Specify a valid issue type' },
    ],
    [
      'no summary',
      { ...complete, summary: undefined },
      { summary: 'You must specify a summary of the issue.' },
    ],
  ])('with %s is refused under the field that is missing', async (_what, fields, errors) => {
    expect(await create(fields)).toEqual(refused(errors));
  });

  it('takes the id of an issue type as a number, too', async () => {
    expect((await create({ ...complete, issuetype: { id: 100 } })).status).toBe(201);
  });
});

describe('texts', () => {
  it.each([
    ['summary', 'x'.repeat(256), 'Summary must be less than 255 characters.'],
    ['summary', 'one\ntwo', 'The summary is invalid because it contains newline characters.'],
    ['summary', ' ', 'You must specify a summary of the issue.'],
    ['summary', { text: 'x' }, 'Operation value must be a string'],
    [
      'description',
      'plain words',
      'Operation value must be an Atlassian Document (see the Atlassian Document Format)',
    ],
    ['assignee', 'agent', 'data was not an object'],
  ])(
    'are refused in Jira’s words, whether the issue is new or not: %s as %j',
    async (name, value, refusal) => {
      const key = await desk.raise();
      expect(await create({ ...complete, [name]: value })).toEqual(refused({ [name]: refusal }));
      expect(await edit(key, { fields: { [name]: value } })).toEqual(refused({ [name]: refusal }));
      expect(await edit(key, { update: { [name]: [{ set: value }] } })).toEqual(refused({ [name]: refusal }));
    },
  );

  it('of 255 characters are a summary', async () => {
    expect((await create({ ...complete, summary: 'x'.repeat(255) })).status).toBe(201);
  });
});

describe('a document', () => {
  const paragraph = (...content: unknown[]) => ({ type: 'paragraph', content });
  const doc = (...content: unknown[]) => ({ type: 'doc', version: 1, content });
  const word = (marks?: unknown) => ({ type: 'text', text: 'x', ...(marks === undefined ? {} : { marks }) });
  const item = (...content: unknown[]) => ({ type: 'listItem', content });
  const cell = (type: string) => ({ type, attrs: {}, content: [paragraph(word())] });

  const DOCUMENTS: readonly (readonly [string, unknown])[] = [
    ['nothing', doc()],
    ['words', doc(paragraph(word(), { type: 'hardBreak' }, word([{ type: 'strong' }])))],
    ['a link', doc(paragraph(word([{ type: 'link', attrs: { href: 'https://acme.example' } }])))],
    ['a link to nowhere', doc(paragraph(word([{ type: 'link', attrs: {} }])))],
    ['an unknown mark', doc(paragraph(word([{ type: 'loud' }])))],
    ['a mention', doc(paragraph({ type: 'mention', attrs: { id: 'sam', text: '@Sam' } }))],
    ['a heading', doc({ type: 'heading', attrs: { level: 2 }, content: [word()] })],
    ['a heading of level 7', doc({ type: 'heading', attrs: { level: 7 }, content: [word()] })],
    ['a list', doc({ type: 'bulletList', content: [item(paragraph(word()))] })],
    ['a list of words', doc({ type: 'bulletList', content: [paragraph(word())] })],
    ['a panel', doc({ type: 'panel', attrs: { panelType: 'info' }, content: [paragraph(word())] })],
    ['a panel of another kind', doc({ type: 'panel', attrs: { panelType: 'pink' }, content: [] })],
    ['a table', doc({ type: 'table', content: [{ type: 'tableRow', content: [cell('tableCell')] }] })],
    ['code', doc({ type: 'codeBlock', attrs: { language: 'sql' }, content: [word()] })],
    ['a status', doc(paragraph({ type: 'status', attrs: { text: 'Done', color: 'green' } }))],
    ['an empty text', doc(paragraph({ type: 'text', text: '' }))],
    ['words outside a paragraph', doc(word())],
    ['another member', { ...doc(), note: 'x' }],
    ['no version', { type: 'doc', content: [] }],
    ['a list', []],
    ['nothing', null],
  ];

  it.each(DOCUMENTS)('with %s is one exactly where Atlassian’s schema says so', (_what, document) => {
    const faults = documentFaults({ fields: { description: document } }, true);
    expect(isDocument(document)).toBe(document !== null && faults.length === 0);
  });

  it('that breaks the format is refused for rich text and for comments', async () => {
    const key = await desk.raise();
    const broken = doc(word());
    const comments = `/rest/api/3/issue/${key}/comment`;
    expect(await edit(key, { fields: { description: broken } })).toEqual(refused({}, ['INVALID_INPUT']));
    for (const body of ['plain words', broken, undefined]) {
      expect(await desk.send('agent', 'POST', comments, { body })).toEqual(
        refused({ comment: 'Comment body is not valid!' }),
      );
      expect(await edit(key, { update: { comment: [{ add: { body } }] } })).toEqual(
        refused({ comment: 'Comment body is not valid!' }),
      );
    }
    expect((await edit(key, { fields: { description: documentOf('Right') } })).status).toBe(204);
  });
});

it('a comment that comes with a transition without a screen is dropped without a word', async () => {
  const key = await desk.raise();
  const path = `/rest/api/3/issue/${key}`;
  const update = { comment: [{ add: { body: documentOf('On my way') } }] };
  const moved = await desk.send('agent', 'POST', `${path}/transitions`, { transition: { id: '11' }, update });
  expect(moved.status).toBe(204);
  expect(await desk.statusOf(key)).toBe('Waiting');
  expect(await desk.ask('agent', 'GET', `${path}/comment`)).toMatchObject({ total: 0 });
});

it('the portal takes rich text as plain words, or as a document when the request says so', async () => {
  const site = deskSite();
  const [project] = site.projects;
  const fields = [
    { fieldId: 'summary', required: true },
    { fieldId: 'description', required: false },
  ];
  const requestTypes = (project?.requestTypes ?? []).map((type) => ({ ...type, fields }));
  desk = new ProbeDesk({ ...site, projects: project ? [{ ...project, requestTypes }] : [] });
  const raise = (description: unknown, isAdfRequest?: boolean) =>
    desk.send('sam', 'POST', '/rest/servicedeskapi/request', {
      serviceDeskId: '1',
      requestTypeId: '10',
      requestFieldValues: { summary: 'A chair', description },
      ...(isAdfRequest === undefined ? {} : { isAdfRequest }),
    });
  const statuses = [];
  statuses.push((await raise('plain')).status, (await raise(documentOf('a document'))).status);
  statuses.push((await raise(documentOf('a document'), true)).status, (await raise('plain', true)).status);
  expect(statuses).toEqual([201, 400, 201, 400]);
  const kept = [...desk.site.jsm.issues.values()].map((issue) => issue.values.get('description'));
  expect(kept).toEqual([documentOf('plain'), documentOf('a document')]);
});
