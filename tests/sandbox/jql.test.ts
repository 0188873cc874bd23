import { HOUR, MINUTE } from '../../src/common/rules/time';
import { ProbeDesk, START } from '../support/probe-desk';
import { person, probeSite } from '../support/probe-site';

/** A desk with three requests: the second is Waiting since noon, the third was there too and is Ready. */
async function workedDesk(): Promise<ProbeDesk> {
  const site = probeSite();
  const [first] = site.projects;
  if (!first) throw new Error('the probe site has a project');
  const desk = new ProbeDesk({
    ...site,
    accounts: [...site.accounts, person('Mara'), { ...person('Twin'), accountId: 'twin-1' }, person('Twin')],
    projects: [first, { ...first, id: '10001', key: 'OTH', name: 'Other', serviceDeskId: '2', portalId: 2 }],
  });
  await desk.raise();
  await desk.raise('alex');
  await desk.raise();
  await desk.ask('sam', 'POST', '/rest/servicedeskapi/request', {
    serviceDeskId: '2',
    requestTypeId: '10',
    requestFieldValues: { summary: 'Elsewhere' },
  });
  desk.now = START + 3 * HOUR;
  await desk.move('PRB-2', '11');
  await desk.move('PRB-3', '11');
  desk.now = START + 5 * HOUR;
  await desk.ask('agent', 'PUT', '/rest/api/3/issue/PRB-3/assignee', { accountId: 'agent' });
  await desk.setApprovers('PRB-3', 'alex');
  await desk.answer('PRB-3', 'alex');
  desk.now = START + 30 * HOUR;
  return desk;
}

const search = (desk: ProbeDesk, jql: string, who = 'agent') =>
  desk.send(who, 'GET', `/rest/api/3/search/jql?jql=${encodeURIComponent(jql)}&fields=summary`);

async function refusalOf(desk: ProbeDesk, jql: string): Promise<unknown> {
  const { status, body } = await search(desk, jql);
  const { errorMessages } = body as { errorMessages?: readonly string[] };
  return [status, errorMessages?.[0]];
}

const found = async (desk: ProbeDesk, jql: string): Promise<unknown[]> => (await desk.find(jql)).sort();

describe('JQL over what an issue was', () => {
  let desk: ProbeDesk;
  beforeAll(async () => {
    desk = await workedDesk();
  });

  it.each([
    ['status WAS Waiting', ['PRB-2', 'PRB-3']],
    ['status WAS "Open"', ['OTH-1', 'PRB-1', 'PRB-2', 'PRB-3']],
    ['status WAS NOT Waiting', ['OTH-1', 'PRB-1']],
    ['NOT status WAS Waiting', ['OTH-1', 'PRB-1']],
    ['status WAS IN (Waiting, Ready)', ['PRB-2', 'PRB-3']],
    ['status WAS NOT IN (Waiting, Declined)', ['OTH-1', 'PRB-1']],
    ['status WAS 3', ['PRB-3']],
    ['status WAS Waiting AND status = Ready', ['PRB-3']],
    ['status WAS Waiting BY agent', ['PRB-2', 'PRB-3']],
    ['status WAS Waiting BY currentUser()', ['PRB-2', 'PRB-3']],
    ['status WAS Ready BY Alex', ['PRB-3']],
    ['status WAS Waiting BY alex', []],
    ['status WAS Waiting BEFORE "2026-11-23 12:00"', []],
    ['status WAS Waiting BEFORE "2026-11-23 12:01"', ['PRB-2', 'PRB-3']],
    ['status WAS Waiting AFTER "2026-11-23 14:00"', ['PRB-2']],
    ['status WAS Waiting ON "2026-11-24"', ['PRB-2']],
    ['status WAS Waiting DURING ("2026-11-23 10:00", "2026-11-23 11:00")', []],
    [
      'status WAS Open DURING ("2026-11-23 10:00", "2026-11-23 13:00") AND project = PRB',
      ['PRB-1', 'PRB-2', 'PRB-3'],
    ],
    ['status WAS Open AFTER -1h AND project = PRB', ['PRB-1']],
    ['assignee WAS agent', ['PRB-3']],
    ['assignee WAS EMPTY AND assignee = agent', ['PRB-3']],
  ])('finds by %s', async (jql, keys) => {
    expect(await found(desk, jql)).toEqual(keys);
  });

  it.each([
    ['status CHANGED', ['PRB-2', 'PRB-3']],
    ['NOT status CHANGED', ['OTH-1', 'PRB-1']],
    ['status CHANGED TO Ready', ['PRB-3']],
    ['status CHANGED FROM Open TO Waiting', ['PRB-2', 'PRB-3']],
    ['status CHANGED FROM Open TO Ready', []],
    ['status CHANGED FROM (Open, Waiting) TO Ready', ['PRB-3']],
    ['status CHANGED BY alex', ['PRB-3']],
    ['status CHANGED BY alex FROM Open', []],
    ['status CHANGED AFTER "2026-11-23 13:00"', ['PRB-3']],
    ['status CHANGED BEFORE "2026-11-23 13:00"', ['PRB-2', 'PRB-3']],
    ['status CHANGED ON "2026-11-23"', ['PRB-2', 'PRB-3']],
    ['status CHANGED ON "2026-11-24"', []],
    ['status CHANGED DURING ("2026-11-23 13:00", now())', ['PRB-3']],
    ['status CHANGED TO Waiting AFTER -1d', []],
    ['assignee CHANGED FROM EMPTY TO agent', ['PRB-3']],
  ])('finds by the change %s', async (jql, keys) => {
    expect(await found(desk, jql)).toEqual(keys);
  });

  it.each([
    ['status WAS Elsewhere', "The value 'Elsewhere' does not exist for the field 'status'."],
    ['status CHANGED TO Elsewhere', "The value 'Elsewhere' does not exist for the field 'status'."],
    ['status CHANGED BY ghost', "The value 'ghost' does not exist for the field 'status'."],
    ['summary WAS x', "History searches do not support the field 'summary'."],
    [
      'assignee WAS currentUser()',
      "A value provided by the function 'currentUser' is invalid for the field 'assignee'.",
    ],
  ])('refuses %s', async (jql, message) => {
    expect(await refusalOf(desk, jql)).toEqual([400, message]);
  });
});

describe('JQL', () => {
  let desk: ProbeDesk;
  beforeAll(async () => {
    desk = await workedDesk();
  });

  it.each([
    ['key > PRB-1', ['PRB-2', 'PRB-3']],
    ['key >= prb-2', ['PRB-2', 'PRB-3']],
    ['issuekey < PRB-3 AND key != PRB-1', ['PRB-2']],
    ['key <= OTH-1', ['OTH-1']],
    ['NOT key > PRB-1', ['PRB-1']],
  ])('finds the range %s within the project of the key', async (jql, keys) => {
    expect(await found(desk, jql)).toEqual(keys);
  });

  it('orders by key: by project, then by number', async () => {
    for (let more = 4; more <= 11; more++) await desk.raise();
    expect(await desk.find('key >= PRB-9 OR project = OTH OR key = PRB-2 ORDER BY key DESC')).toEqual([
      'PRB-11',
      'PRB-10',
      'PRB-9',
      'PRB-2',
      'OTH-1',
    ]);
    for (const key of ['PRB-11', 'PRB-10', 'PRB-9', 'PRB-8', 'PRB-7', 'PRB-6', 'PRB-5', 'PRB-4'])
      await desk.ask('agent', 'DELETE', `/rest/api/3/issue/${key}`);
  });

  it.each([
    ['reporter = alex', ['PRB-2']],
    ['reporter = Alex', ['PRB-2']],
    ['reporter = "alex@probe.example"', ['PRB-2']],
    ['reporter in ("Alex", "sam@probe.example")', ['OTH-1', 'PRB-1', 'PRB-2', 'PRB-3']],
    ['reporter != "ALEX"', ['OTH-1', 'PRB-1', 'PRB-3']],
    ['Approvers = "Alex"', ['PRB-3']],
    ['reporter = "Twin" OR key = PRB-1', ['PRB-1']],
  ])('finds people by name and e-mail address: %s', async (jql, keys) => {
    expect(await found(desk, jql)).toEqual(keys);
  });

  it('finds nobody by an e-mail address that their profile hides from the reader', async () => {
    const site = probeSite('probe', { hidesEmails: true });
    const hiding = new ProbeDesk(site);
    await hiding.raise();
    expect(await refusalOf(hiding, 'reporter = "sam@probe.example"')).toEqual([
      400,
      "The value 'sam@probe.example' does not exist for the field 'reporter'.",
    ]);
    expect(await hiding.find('reporter = Sam')).toEqual(['PRB-1']);
  });

  it.each([
    ['-30m', 29, 31],
    ['-90m', 89, 91],
    ['-1h', 59, 61],
    ['-1h 30m', 89, 91],
    ['-1d 2h', 26 * 60 - 1, 26 * 60 + 1],
    ['-2w', 2 * 7 * 24 * 60 - 1, 2 * 7 * 24 * 60 + 1],
  ])('reads %s as so long ago', async (moment, within, beyond) => {
    const fresh = new ProbeDesk();
    await fresh.raise();
    fresh.now = START + within * MINUTE;
    expect(await fresh.find(`created >= "${moment}"`)).toEqual(['PRB-1']);
    fresh.now = START + beyond * MINUTE;
    expect(await fresh.find(`created >= "${moment}"`)).toEqual([]);
  });

  it('leaves out what is empty where a condition is negated, as Jira does', async () => {
    expect(await found(desk, 'NOT assignee = agent')).toEqual([]);
    expect(await found(desk, 'assignee != agent')).toEqual([]);
    expect(await found(desk, 'NOT (assignee = agent OR project = OTH)')).toEqual([]);
    expect(await found(desk, 'NOT assignee is EMPTY')).toEqual(['PRB-3']);
  });

  it.each([
    ['nothing = 1', "Field 'nothing' does not exist or you do not have permission to view it."],
    ['"no field" is EMPTY', "Field 'no field' does not exist or you do not have permission to view it."],
    ['reporter = nobody()', "Unable to find JQL function 'nobody()'."],
    ['reporter in crowd(a, "b c")', "Unable to find JQL function 'crowd(a, b c)'."],
    ['project = PRB ORDER BY nothing', "Not able to sort using field 'nothing'."],
    ['reporter = "Nobody"', "The value 'Nobody' does not exist for the field 'reporter'."],
    ['key > PRB-99', "An issue with key 'PRB-99' does not exist for field 'key'."],
  ])('refuses %s as Jira words it', async (jql, message) => {
    expect(await refusalOf(desk, jql)).toEqual([400, message]);
  });

  it.each([
    ['sprint in openSprints()', 'the JQL field sprint'],
    ['priority = High', 'the JQL field priority'],
    ['created > startOfDay()', 'the JQL function startOfDay()'],
  ])('says 501 for what Jira has and the sandbox lacks: %s', async (jql, what) => {
    expect(await refusalOf(desk, jql)).toEqual([501, `The sandbox does not model ${what}`]);
  });
});

describe('a text search', () => {
  let desk: ProbeDesk;
  const document = (text: string) => ({
    type: 'doc',
    version: 1,
    content: [{ type: 'paragraph', content: [{ type: 'text', text }] }],
  });
  beforeAll(async () => {
    desk = new ProbeDesk();
    await desk.raise();
    await desk.raise();
    await desk.edit('PRB-1', {
      summary: 'A license for Figma, please',
      description: document('Design work'),
    });
    await desk.edit('PRB-2', { summary: 'Please license FIG-MA-12 for design' });
    await desk.comment('PRB-1', 'agent');
    await desk.ask('agent', 'POST', '/rest/api/3/issue/PRB-2/comment', {
      body: document('Hidden treasure'),
      visibility: { type: 'group', value: 'agents' },
    });
  });

  it.each([
    ['summary ~ figma', ['PRB-1']],
    ['summary ~ "FIGMA"', ['PRB-1']],
    ['summary ~ fig', ['PRB-2']],
    ['summary ~ "fig*"', ['PRB-1', 'PRB-2']],
    ['summary ~ "figm?"', ['PRB-1']],
    ['summary ~ "f*a"', ['PRB-1']],
    ['summary ~ "please license"', ['PRB-1', 'PRB-2']],
    ['summary ~ "please AND figma"', ['PRB-1']],
    ['summary ~ "figma OR design"', ['PRB-1', 'PRB-2']],
    ['summary ~ "license -figma"', ['PRB-2']],
    ['summary ~ "license NOT design"', ['PRB-1']],
    ['summary ~ "+license +design"', ['PRB-2']],
    ['summary ~ "\\"please license\\""', ['PRB-2']],
    ['summary ~ "\\"license for\\""', ['PRB-1']],
    ['summary ~ "fig-ma"', ['PRB-2']],
    ['summary ~ "ma-fig"', []],
    ['summary !~ figma', ['PRB-2']],
    ['text ~ design', ['PRB-1', 'PRB-2']],
    ['text ~ "design work"', ['PRB-1']],
    ['text ~ "\\"design work\\""', ['PRB-1']],
    ['text ~ well', ['PRB-1']],
    ['comment ~ well', ['PRB-1']],
    ['comment !~ well', ['PRB-2']],
    ['comment ~ treasure', ['PRB-2']],
  ])('finds words, phrases and the rest of words: %s', async (jql, keys) => {
    expect(await found(desk, jql)).toEqual(keys);
  });

  it('finds in no comment that the reader may not see', async () => {
    for (const jql of ['comment ~ treasure', 'text ~ treasure'])
      expect(await search(desk, jql, 'viewer')).toMatchObject({ status: 200, body: { issues: [] } });
  });

  it.each([
    ['summary ~ ""', "The field 'summary' does not support searching for an empty string."],
    ['summary ~ "*gma"', "The text query '*gma' for field 'summary' is not allowed to start with '*'."],
    ['text ~ "AND"', "Unable to parse the text 'AND' for field 'text'."],
    ['text ~ "design OR"', "Unable to parse the text 'design OR' for field 'text'."],
    ['text ~ "\\"design"', "Unable to parse the text '\"design' for field 'text'."],
    ['text !~ design', "The operator '!~' is not supported by the 'text' field."],
    ['text is EMPTY', "The operator 'is' is not supported by the 'text' field."],
  ])('refuses %s', async (jql, message) => {
    expect(await refusalOf(desk, jql)).toEqual([400, message]);
  });

  it.each([
    ['text ~ "design~"', 'brackets, fuzzy words and weights in a text search'],
    ['text ~ "(design work)"', 'brackets, fuzzy words and weights in a text search'],
    ['text ~ "design work OR figma"', 'OR beside other words in a text search'],
  ])('says 501 for %s', async (jql, what) => {
    expect(await refusalOf(desk, jql)).toEqual([501, `The sandbox does not model ${what}`]);
  });
});
