import { DAY, HOUR, MINUTE } from '../../../src/common/rules/time';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { inspect } from 'node:util';
import fc from 'fast-check';
import { FACT_COLUMNS, type FeedColumn } from '../../../src/kpis/rules/fact-columns';
import { KPI_COLUMNS } from '../../../src/kpis/rules/kpi-columns';
import { KPIS } from '../../../src/kpis/rules/definitions';
import { FeedClient, makeToken, showFeed, type FeedRow } from '../../support/feed';
import { recordFacts } from '../../support/kpi-facts';
import { fulfill, raise, SLACK_STANDARD } from '../../support/requests';
import { ROOT } from '../../support/root';
import { twoCompanies } from '../../support/two-sites';
import { World } from '../../support/world';

let world: World;
let feed: FeedClient;

beforeEach(async () => {
  world = await World.start();
  world.sandbox.host.restSchedules(world.site);
  feed = await FeedClient.start(world);
});
afterEach(async () => {
  await feed.stop();
  await world.stop();
});

/** A fact in the table, written so long after the invocation began that writes it. */
const writeFact = (id: number, lateMs: number): Promise<void> =>
  world.execute(
    `INSERT INTO ticket_fact (issue_id, fact_key, issue_key, project_id, kind, happened_at, app_key, tier_key, changed_at)
     VALUES (?, 'fulfilled:1', ?, '10000', 'fulfilled', ?, 'slack', 'standard', ?)`,
    `9${id}`,
    `IT-9${id}`,
    world.now() - DAY,
    world.now() - lateMs,
  );

const fillIn = (id: number, lateMs: number): Promise<void> =>
  world.execute(
    `UPDATE ticket_fact SET took_ms = COALESCE(took_ms, 0) + 1, changed_at = ? WHERE issue_id = ?`,
    world.now() - lateMs,
    `9${id}`,
  );

const tableNow = async (): Promise<Map<string, unknown>> => {
  const rows = await world.rows(
    `SELECT issue_id, fact_key, took_ms FROM ticket_fact WHERE project_id = '10000'`,
  );
  return new Map(
    rows.map((row) => [
      `${String(row['issue_id'])}/${String(row['fact_key'])}`,
      row['took_ms'] === null ? null : Number(row['took_ms']),
    ]),
  );
};

const merged = (rows: readonly FeedRow[]): Map<string, unknown> =>
  new Map(rows.map((row) => [row.id, row['tookMs']]));

describe('reading the facts', () => {
  it('gives what happened to a ticket, each thing once, with the columns of the page about it', async () => {
    const key = await raise(world, SLACK_STANDARD);
    await world.advance(HOUR);
    await fulfill(world, key);
    const { rows } = await feed.readOn(null);
    expect(rows.map(({ kind }) => kind).sort()).toEqual(['approved', 'fulfilled', 'requested']);
    const [fulfilled] = rows.filter(({ kind }) => kind === 'fulfilled');
    expect(fulfilled).toMatchObject({
      issueKey: key,
      application: 'slack',
      tier: 'standard',
      slaBreached: false,
      cycle: 1,
      assigneeId: world.company.roles.agent,
      requestTypeId: '11',
    });
    expect(fulfilled?.['happenedAt']).toMatch(/^2026-11-23T\d{2}:\d{2}:\d{2}\.\d{3}Z$/);
    expect(Object.keys(fulfilled ?? {})).toEqual(FACT_COLUMNS.map(({ name }) => name));
  });

  it('names nobody: no name, no address, and no account but of who fulfilled it', async () => {
    const key = await raise(world, SLACK_STANDARD);
    await world.advance(HOUR);
    await fulfill(world, key);
    const text = await (await feed.get('/facts')).text();
    const { agent } = world.company.roles;
    for (const { accountId, displayName, email } of world.site.jsm.accounts.values()) {
      if (accountId !== agent) expect(text).not.toContain(accountId);
      expect(text).not.toContain(displayName);
      expect(text).not.toContain(email);
    }
  });

  it('delivers a fact again when what was missing in it is filled in, and not when nothing is new', async () => {
    const key = await raise(world, SLACK_STANDARD);
    await world.advance(HOUR);
    await fulfill(world, key);
    await world.execute(
      `UPDATE ticket_fact SET sla_breached = NULL, department = NULL WHERE kind = 'fulfilled'`,
    );
    await world.advance(HOUR);
    const before = await feed.readOn(null);
    await world.advance(HOUR);
    const touch = async (summary: string): Promise<void> => {
      await world.as('agent').ask('PUT', `/rest/api/3/issue/${key}`, { fields: { summary } });
      await world.settle();
    };
    await touch('Slack, please');
    const after = await feed.readOn(before.next);
    expect(after.rows).toMatchObject([{ kind: 'fulfilled', slaBreached: false }]);
    await world.advance(HOUR);
    const later = await feed.readOn(after.next);
    await touch('Slack, pretty please');
    expect((await feed.readOn(later.next)).rows).toEqual([]);
  });

  it('delivers a fact again when the ticket’s history sets it right, and says of one that it does not know that it is removed', async () => {
    const key = await raise(world, SLACK_STANDARD);
    await world.advance(HOUR);
    await fulfill(world, key);
    const id = world.site.jsm.issue(key)?.id ?? '';
    await world.execute(`UPDATE ticket_fact SET happened_at = happened_at - 1000 WHERE kind = 'fulfilled'`);
    await world.execute(
      `INSERT INTO ticket_fact (issue_id, fact_key, issue_key, project_id, kind, happened_at, app_key, tier_key, changed_at)
       VALUES (?, 'reopened:nobody', ?, '10000', 'reopened', ?, 'slack', 'standard', ?)`,
      id,
      key,
      world.now(),
      world.now(),
    );
    await world.advance(HOUR);
    const before = await feed.readOn(null);
    expect(before.rows).toHaveLength(4);
    await world.console('administrator')('facts/rebuild', {});
    const after = await feed.readOn(before.next);
    expect(after.rows.map(({ kind }) => kind).sort()).toEqual(['fulfilled', 'removed']);
    await world.advance(HOUR);
    await world.console('administrator')('facts/rebuild', {});
    const { next } = await feed.readOn(after.next);
    expect((await feed.readOn(next)).rows).toEqual([]);
  });

  it('leaves out past tickets that were imported, which can be taken away again', async () => {
    await world.execute(
      `INSERT INTO ticket_fact (issue_id, fact_key, issue_key, project_id, kind, happened_at, app_key, tier_key,
         import_id, import_row, past_rank, changed_at)
       VALUES ('past:1', 'x', '1', '10000', 'past', 0, '', '', 'i', 1, 1, ?)`,
      world.now(),
    );
    expect((await feed.readOn(null)).rows).toEqual([]);
  });

  it('stays below what a function may answer with the longest rows that there can be', async () => {
    const wide = (length: number): string => '"'.repeat(length);
    for (let id = 0; id < 2_000; id += 100) {
      const rows = Array.from({ length: 100 }, (_, index) => String(id + index).padStart(32, '0'));
      await world.execute(
        `INSERT INTO ticket_fact (issue_id, fact_key, issue_key, project_id, kind, happened_at, app_key, tier_key,
           department, assignee_id, request_type_id, changed_at)
         VALUES ${rows.map(() => `(?, ?, ?, '10000', 'fulfilled', 1, ?, ?, ?, ?, ?, ?)`).join(', ')}`,
        ...rows.flatMap((issue) => [
          issue,
          wide(64),
          wide(64),
          wide(40),
          wide(40),
          '漢'.repeat(100),
          wide(128),
          wide(32),
          world.now(),
        ]),
      );
    }
    for (const format of ['json', 'csv']) {
      const response = await feed.get(`/facts?limit=2000&format=${format}`);
      expect(response.status).toBe(200);
      expect((await response.arrayBuffer()).byteLength).toBeLessThan(4 * 1024 * 1024);
    }
  });

  it('is CSV where that is asked for, which goes on by its headers and runs no formula', async () => {
    await recordFacts(world, [
      { ticket: 1, kind: 'fulfilled', at: world.now(), department: '=HYPERLINK("http://x")' },
      { ticket: 2, kind: 'fulfilled', at: world.now(), department: 'Sales, EMEA' },
    ]);
    const response = await feed.get('/facts?format=csv&limit=1');
    expect(response.headers.get('content-type')).toContain('text/csv');
    expect(response.headers.get('x-feed-more')).toBe('true');
    const [header, row] = (await response.text()).split('\r\n');
    expect(header).toBe(FACT_COLUMNS.map(({ name }) => name).join(','));
    expect(row).toContain(`"'=HYPERLINK(""http://x"")"`);
    const next = response.headers.get('x-feed-next') ?? '';
    const second = await feed.get(`/facts?format=csv&since=${next}`);
    expect(second.headers.get('x-feed-more')).toBe('false');
    expect(await second.text()).toContain('"Sales, EMEA"');
  });
});

type Step =
  | { readonly do: 'write' | 'fill in'; readonly id: number; readonly late: number }
  | { readonly do: 'read'; readonly limit: number }
  | { readonly do: 'wait'; readonly ms: number };

const late = fc.integer({ min: 0, max: 15 * MINUTE });
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 3, arbitrary: fc.record({ do: fc.constant('write' as const), id: fc.nat(999), late }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('fill in' as const), id: fc.nat(999), late }) },
  {
    weight: 3,
    arbitrary: fc.record({ do: fc.constant('read' as const), limit: fc.integer({ min: 1, max: 5 }) }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('wait' as const), ms: fc.nat(20 * MINUTE) }) },
);

describe('a reader that merges by id', () => {
  it('has exactly the table of facts, with pages of any size, whatever is written meanwhile and however late', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 40 }), async (steps) => {
        await world.execute('DELETE FROM ticket_fact');
        const kept = new Map<string, unknown>();
        const written = new Set<number>();
        let since: string | null = null;
        for (const one of steps) {
          if (one.do === 'write' && !written.has(one.id)) {
            written.add(one.id);
            await writeFact(one.id, one.late);
          } else if (one.do === 'fill in') {
            const id = [...written][one.id % Math.max(1, written.size)];
            if (id !== undefined) await fillIn(id, one.late);
          } else if (one.do === 'wait') {
            await world.sandbox.clock.advanceBy(one.ms);
          } else if (one.do === 'read') {
            const page: Awaited<ReturnType<FeedClient['page']>> = await feed.page(since, one.limit);
            for (const [id, value] of merged(page.rows)) kept.set(id, value);
            since = page.next;
          }
        }
        // the reading that is under way comes to its end, and the next has what was written behind its back
        for (let reading = 0; reading < 2; reading++) {
          const { rows, next } = await feed.readOn(since, 3);
          for (const [id, value] of merged(rows)) kept.set(id, value);
          since = next;
        }
        expect(Object.fromEntries(kept)).toEqual(Object.fromEntries(await tableNow()));
      }),
      { numRuns: 25 },
    );
  }, 240_000);

  it('gets nothing twice of what is older than an invocation can last', async () => {
    for (let id = 0; id < 7; id++) await writeFact(id, 0);
    await world.sandbox.clock.advanceBy(HOUR);
    const first = await feed.readOn(null, 2);
    expect(first.rows.map(({ id }) => id)).toEqual([0, 1, 2, 3, 4, 5, 6].map((id) => `9${id}/fulfilled:1`));
    expect((await feed.readOn(first.next, 2)).rows).toEqual([]);
  });
});

describe('the figures', () => {
  it('are those of the Reports tab, with targets as numbers, and say what is missing', async () => {
    await recordFacts(world, [
      { ticket: 1, kind: 'fulfilled', at: world.now() - HOUR },
      { ticket: 2, kind: 'fulfilled', at: world.now() - HOUR, breached: true, application: 'figma' },
    ]);
    const response = await feed.get('/kpis?days=7&by=application');
    const { rows } = (await response.json()) as { rows: Record<string, unknown>[] };
    expect(Object.keys(rows[0] ?? {})).toEqual(KPI_COLUMNS.map(({ name }) => name));
    const ofSla = rows.filter(({ kpi }) => kpi === 'sla-adherence');
    expect(ofSla).toMatchObject([
      { id: 'sla-adherence/all', value: 50, hits: 1, of: 2, targetFrom: 95, targetTo: null, onTarget: false },
      { id: 'sla-adherence/figma', application: 'figma', value: 0 },
      { id: 'sla-adherence/slack', application: 'slack', value: 100, onTarget: true },
    ]);
    for (const { id } of KPIS) expect(rows.map(({ kpi }) => kpi)).toContain(id);
    expect(rows.find(({ kpi }) => kpi === 'csat')).toMatchObject({
      value: null,
      missing: 'Seatkeeper doesn’t read ratings of requests.',
    });
    const csv = await (await feed.get('/kpis?format=csv')).text();
    expect(csv.split('\r\n')).toHaveLength(KPIS.length + 2);
  });
});

describe('a call that is not as it should be', () => {
  it.each([
    ['/facts?colour=red', 400, 'colour'],
    ['/facts?limit=0', 400, 'limit: Use 1 or more.'],
    ['/facts?limit=2001', 400, 'limit: Use 2000 or less.'],
    ['/facts?limit=ten', 400, 'limit: Use a whole number.'],
    ['/facts?limit=1&limit=2', 400, 'limit: This is given more than once.'],
    ['/facts?format=xml', 400, 'format: Use csv or json.'],
    ['/facts?since=abc', 400, 'since: This isn’t a cursor from this feed.'],

    [`/facts?since=${Buffer.from('[[-1,"",""],null]').toString('base64url')}`, 400, 'since'],
    ['/kpis?days=31', 400, 'days: Use 7, 30, 90 or 365.'],
    ['/kpis?by=tier', 400, 'by: Use application.'],
    ['/kpis?limit=5', 400, 'limit'],
    ['/tickets', 404, 'no such table'],
    ['/facts/10001', 404, 'no such table'],
    ['', 404, 'no such table'],
    ['/__proto__', 404, 'no such table'],
  ])('%s is answered %i, and why', async (path, status, words) => {
    const response = await feed.get(path);
    expect(response.status).toBe(status);
    expect(await response.json()).toMatchObject({
      error: { message: expect.stringContaining(words) as unknown },
    });
  });

  it('is answered 400 with a cursor that is far too long', async () => {
    expect((await feed.get(`/facts?since=${'A'.repeat(5_000)}`)).status).toBe(400);
  });

  it('is answered 405 when it is no GET', async () => {
    const response = await fetch(`${feed.url}/facts`, {
      method: 'POST',
      headers: { authorization: `Bearer ${feed.token}` },
    });
    expect([response.status, response.headers.get('allow')]).toEqual([405, 'GET']);
    expect(await response.text()).toContain('This feed answers GET only.');
  });

  it('is answered 503 when the database does not answer, and says when to come again', async () => {
    world.sandbox.host.interferer = ({ remote }) => (remote === 'sql' ? 'server-error' : undefined);
    const response = await feed.get('/facts');
    world.sandbox.host.interferer = undefined;
    expect(response.status).toBe(503);
    expect(Number(response.headers.get('retry-after'))).toBeGreaterThan(0);
  });
});

describe('a token', () => {
  /** What a caller learns of a refusal, and what it cost. */
  const refusal = async (authorization: string | null): Promise<unknown> => {
    let answer: unknown;
    const [record] = await world.invocationsDuring(async () => {
      const response = await feed.get('/facts', authorization);
      answer = [response.status, response.headers.get('www-authenticate'), await response.text()];
    });
    return { answer, calls: record?.calls.map(({ kind }) => kind) };
  };

  it('is refused in the same words and with the same work, whatever is wrong with it', async () => {
    const revoked = await makeToken(world, 'revoked');
    const ended = await makeToken(world, 'ended', 1 / 24);
    const [, gone] = (await showFeed(world)).tokens;
    await world.console('administrator')('feed/revoke', { id: gone?.id, slot: gone?.slot });
    await world.sandbox.clock.advanceBy(2 * HOUR);
    const usual = await refusal(null);
    expect(usual).toMatchObject({
      answer: [401, 'Bearer', expect.stringContaining('Send a valid token of this project.') as unknown],
    });
    const other = feed.token.slice(0, -1) + (feed.token.endsWith('A') ? 'B' : 'A');
    for (const authorization of [
      ...[other, revoked, ended, feed.token.replace('10000', '10001'), 'x'].map((token) => `Bearer ${token}`),
      `Basic ${feed.token}`,
      feed.token,
      `Bearer ${feed.token} ${feed.token}`,
    ])
      expect(await refusal(authorization)).toEqual(usual);
    expect((await feed.get('/facts')).status).toBe(200);
  });

  it('has 256 random bits, of which only a fingerprint is kept', async () => {
    const secret = feed.token.split(/^skbi-\d+-\d-/)[1] ?? '';
    expect(Buffer.from(secret, 'base64url')).toHaveLength(32);
    const kept = inspect(world.sandbox.host.installationOf(world.site).kvs.save(), { depth: null });
    expect(kept).toContain('bi-feed-token:10000:1');
    expect(kept).not.toContain(secret);
  });

  it('is made by people who administer the project, of whom it says who, and by nobody else', async () => {
    for (const call of [
      ['feed/show', {}],
      ['feed/create', { name: 'x', endsAt: world.now() + DAY }],
      ['feed/revoke', { id: crypto.randomUUID(), slot: 1 }],
    ] as const)
      await expect(world.console('agent')(call[0], call[1])).rejects.toThrow('admins of this project');
    expect((await showFeed(world)).tokens).toMatchObject([
      { name: 'Power BI', createdBy: world.company.roles.administrator, lastUsedAt: null, isEnded: false },
    ]);
  });

  it('shows when it was last used', async () => {
    await world.sandbox.clock.advanceBy(HOUR);
    await feed.get('/facts');
    const usedAt = world.now();
    await world.sandbox.clock.advanceBy(HOUR);
    expect((await showFeed(world)).tokens).toMatchObject([{ lastUsedAt: usedAt }]);
  });

  it('has a name and a last day within a year', async () => {
    const create = (name: string, days: number): Promise<unknown> =>
      world.console('administrator')('feed/create', { name, endsAt: world.now() + days * DAY });
    await expect(create(' ', 1)).rejects.toThrow('Enter a name for the token.');
    await expect(create('x'.repeat(61), 1)).rejects.toThrow('Name: Enter at most 60 characters.');
    await expect(create('x', 0)).rejects.toThrow('Choose a last day in the future');
    await expect(create('x', 400)).rejects.toThrow('at most one year');
  });

  it('is one of five at most, also when they are made at the same time', async () => {
    const made = await Promise.allSettled(
      Array.from({ length: 8 }, (_, index) => makeToken(world, `T${index}`)),
    );
    expect(made.filter(({ status }) => status === 'fulfilled')).toHaveLength(4);
    expect((await showFeed(world)).tokens).toHaveLength(5);
    for (const one of made)
      if (one.status === 'rejected')
        expect(String(one.reason)).toContain('This project already has 5 tokens');
  });

  it('that another took the place of is not revoked with it', async () => {
    const [first] = (await showFeed(world)).tokens;
    const revoke = { id: first?.id, slot: first?.slot };
    await world.console('administrator')('feed/revoke', revoke);
    const second = await makeToken(world, 'second');
    await world.console('administrator')('feed/revoke', revoke);
    expect((await feed.get('/facts')).status).toBe(401);
    expect((await feed.get('/facts', `Bearer ${second}`)).status).toBe(200);
  });

  it('has so many calls, also at the same time, and is then told when it may go on; others have theirs', async () => {
    const other = await makeToken(world, 'other');
    const statuses = await Promise.all(
      Array.from({ length: 40 }, async () => (await feed.get('/facts')).status),
    );
    expect(statuses.filter((status) => status === 200)).toHaveLength(31);
    const refused = await feed.get('/facts');
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '1']);
    expect(await refused.text()).toContain('Too many calls with this token. Try again in 1 s.');
    expect((await feed.get('/facts', `Bearer ${other}`)).status).toBe(200);
    await world.sandbox.clock.advanceBy(1_000);
    expect((await feed.get('/facts')).status).toBe(200);
    expect((await feed.get('/facts')).status).toBe(429);
  });
});

describe('two sites', () => {
  it('have tokens and facts of their own', async () => {
    const { worlds } = await World.startTwo(twoCompanies());
    const clients: FeedClient[] = [];
    for (const [index, one] of worlds.entries()) {
      await recordFacts(one, [{ ticket: index + 1, kind: 'fulfilled', at: one.now() }]);
      clients.push(await FeedClient.start(one));
    }
    const [acme, globex] = clients;
    if (!acme || !globex) throw new Error('two companies make two clients');
    expect((await acme.get('/facts', `Bearer ${globex.token}`)).status).toBe(401);
    expect((await globex.get('/facts', `Bearer ${acme.token}`)).status).toBe(401);
    const keysOf = async (client: FeedClient): Promise<unknown[]> =>
      ((await (await client.get('/facts')).json()) as { rows: FeedRow[] }).rows.map(
        ({ issueKey }) => issueKey,
      );
    expect([await keysOf(acme), await keysOf(globex)]).toEqual([['IT-901'], ['IT-902']]);
    for (const client of clients) await client.stop();
    await worlds[0]?.sandbox.stop();
  });

  it('keep projects of one site apart', async () => {
    await recordFacts(world, [{ ticket: 1, kind: 'fulfilled', at: world.now() }]);
    await world.execute(`UPDATE ticket_fact SET project_id = '10001'`);
    expect((await feed.readOn(null)).rows).toEqual([]);
  });
});

describe('the page about the feed', () => {
  const page = readFileSync(join(ROOT, 'docs/bi-feed.md'), 'utf8');
  const tableUnder = (heading: string): string[] =>
    (page.split(`## Columns of \`${heading}\``)[1] ?? '')
      .split('\n## ')[0]
      ?.split('\n')
      .filter((line) => line.startsWith('| `')) ?? [];
  const asRows = (columns: readonly Pick<FeedColumn<never>, 'name' | 'type' | 'meaning'>[]): string[] =>
    columns.map(({ name, type, meaning }) => `| \`${name}\` | ${type} | ${meaning} |`);

  it('has the columns that the feed has, in their order, with what they say', () => {
    expect(tableUnder('/facts')).toEqual(asRows(FACT_COLUMNS));
    expect(tableUnder('/kpis')).toEqual(asRows(KPI_COLUMNS));
  });

  it('has a query for Power BI that names every column of the facts', () => {
    const [, query = ''] = page.split('## Power BI');
    const listed = /Columns = \{([^}]*)\}/.exec(query)?.[1] ?? '';
    expect([...listed.matchAll(/"(\w+)"/g)].map(([, name]) => name)).toEqual(
      FACT_COLUMNS.map(({ name }) => name),
    );
  });
});
