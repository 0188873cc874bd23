import { randomUUID } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { companyFromRoster } from '../../../sandbox/company/company';
import { importDocument, stageText } from '../../../sandbox/company/set-up-app';
import { catalogDocument as document, planCatalog } from '../../support/catalog-imports';
import { raise, SLACK_STANDARD } from '../../support/requests';
import { where } from '../../support/needs';
import { ROOT } from '../../support/root';
import { World } from '../../support/world';

let world: World;

beforeEach(async () => {
  world = await World.start();
});
afterEach(() => world.stop());

const owner = 'leo.brandt@acme.example';
const notion = (seats: number, more: object = {}): object => ({
  key: 'notion',
  name: 'Notion',
  owner,
  tiers: [{ key: 'standard', name: 'Standard', seats, ...more }],
});

const plan = (text: string): ReturnType<typeof planCatalog> => planCatalog(world.admin, text);

const counts = async (): Promise<unknown> =>
  ((await world.admin('admin/setup', {})) as { catalog: unknown }).catalog;

const slots = async (): Promise<number> => {
  const [counted] = await world.rows('SELECT COUNT(*) AS slots FROM seat');
  return Number(counted?.['slots']);
};

describe('importing a catalog', () => {
  it('shows what would change and changes nothing until it is applied', async () => {
    const before = await counts();
    const { importId, shown } = await plan(document([notion(85)]));
    expect(shown).toMatchObject({
      applicable: true,
      policyRules: null,
      diff: {
        changes: [
          { kind: 'added', subject: 'Notion' },
          { kind: 'added', subject: 'Notion Standard', details: ['85 seats'] },
        ],
        untouched: ['Figma', 'Slack', 'Miro'],
      },
    });
    expect(await counts()).toEqual(before);
    await world.admin('import/apply', { importId });
    expect(await counts()).toMatchObject({ applications: 4, seats: 158 + 85 });
  });

  it('makes one pool of as many seats as were bought, not one pool a seat', async () => {
    const { importId } = await plan(document([notion(85)]));
    await world.admin('import/apply', { importId });
    const key = await raise(world, { application: 'Notion', tier: 'Standard', justification: 'x' });
    expect(await world.panel(key)).toMatchObject({ pool: { purchased: 85, free: 85 } });
  });

  it('grows and shrinks a pool, also below the seats in use, which it is then over-allocated by', async () => {
    await importDocument(world.admin, document([notion(3)]), 'import/plan-catalog', {});
    const slack = (seats: number): object => ({
      key: 'slack',
      name: 'Slack',
      owner,
      tiers: [{ key: 'standard', name: 'Standard', seats }],
    });
    await raise(world, SLACK_STANDARD);
    await raise(world, SLACK_STANDARD, 'manager');
    await importDocument(world.admin, document([slack(2)]), 'import/plan-catalog', {});
    expect(await counts()).toMatchObject({ seats: 58 + 2 + 3 });
    const { shown, importId } = await plan(document([slack(1)]));
    expect(shown).toMatchObject({
      applicable: true,
      diff: {
        problems: [],
        changes: expect.arrayContaining([
          expect.objectContaining({
            subject: 'Slack Standard',
            details: expect.arrayContaining([
              '2 seats are in use, held or blocked, 1 more than purchased',
            ]) as unknown,
          }),
        ]) as unknown,
      },
    });
    await world.admin('import/apply', { importId });
    const third = await raise(world, SLACK_STANDARD, 'lead');
    expect(await world.panel(third)).toMatchObject({
      pool: { purchased: 1, held: 2, free: 0, over: 1, waiting: 1 },
    });
  });

  it.each([
    ['text that is not JSON', '{"format":', /isn’t a JSON file/],
    ['another document', '{"format":"something"}', /format/],
    ['a negative number of seats', document([notion(-1)]), /^Notion, Standard, seats: /],
    ['it of a tier without a name', document([notion(-1, { name: '' })]), /^Notion, tiers\[0\]\.seats: /m],
    [
      'it of an application without a name',
      document([{ ...notion(-1), name: '' }]),
      /^applications\[0\]\.tiers\[0\]\.seats: /m,
    ],
    ['half a seat', document([notion(1.5)]), /seats/],
    [
      'two applications of one name',
      document([notion(1), { ...notion(1), key: 'other' }]),
      /“Notion” \(other\) and “Notion” \(notion\) share a name or key/,
    ],
    ['an unknown property', document([{ ...notion(1), colour: 'red' }]), /colour/],
    [
      'money that is no decimal',
      document([notion(1, { price: { amount: '4,50', currency: 'EUR', per: 'month' } })]),
      /Enter an amount, like “45\.00”/,
    ],
    ['a date that does not exist', document([notion(1, { contractEnd: '2027-02-30' })]), /contractEnd/],
    [
      'a policy rule of an unknown kind',
      document([notion(1)], {
        policy: { rules: [{ id: 'x', description: 'x', effect: { kind: 'maybe' } }] },
      }),
      /policy\.rules\[0\]\.effect/,
    ],
  ])('refuses %s, naming the place, and changes nothing', async (_what, text, message) => {
    const before = await counts();
    await expect(plan(text)).rejects.toThrow(message);
    expect(await counts()).toEqual(before);
  });

  it('cannot be applied with an owner nobody knows or a rule about an unknown application', async () => {
    const { importId, shown } = await plan(
      document([{ ...notion(1), owner: 'nobody@acme.example' }], {
        policy: {
          rules: [
            {
              id: 'x',
              description: 'x',
              when: { applications: ['notoin'] },
              effect: { kind: 'auto-approve' },
            },
          ],
        },
      }),
    );
    expect(shown).toMatchObject({
      applicable: false,
      diff: {
        problems: [
          {
            message:
              'No active account shows the email address nobody@acme.example. If the address is hidden, use the account ID.',
          },
          { where: 'Policy rule “x”', message: 'The catalog has no application “notoin”.' },
        ],
      },
    });
    await expect(world.admin('import/apply', { importId })).rejects.toThrow('Review the dry run first');
  });

  it('is refused when the catalog was changed since the dry run', async () => {
    const first = await plan(document([notion(1)]));
    await importDocument(world.admin, document([notion(5)]), 'import/plan-catalog', {});
    await expect(world.admin('import/apply', { importId: first.importId })).rejects.toThrow(
      'Nadia Haddad has changed the catalog since this dry run. Notion. Notion Standard: 5 seats. Choose the file again and review the new plan.',
    );
  });

  it('that dies halfway is finished by the reconcile', async () => {
    const { importId } = await plan(document([notion(1200)]));
    let inserts = 0;
    world.sandbox.host.interferer = ({ body }) =>
      body.includes('INSERT IGNORE INTO seat') && ++inserts === 2 ? 'kill-after' : undefined;
    await expect(world.admin('import/apply', { importId })).rejects.toThrow('The process was killed.');
    expect(await slots()).toBe(158 + 1000);
    await world.advance(5 * 60_000);
    expect(await slots()).toBe(158 + 1200);
  });

  it('of somebody else can be neither planned nor applied', async () => {
    const { importId } = await plan(document([notion(1)]));
    const admin = world.site.jsm.account(world.company.roles.administrator);
    world.site.jsm.accounts.set('second-admin', {
      ...admin,
      accountId: 'second-admin',
      email: 'second@acme.example',
    });
    await expect(
      world
        .person('second-admin')
        .invoke('admin-page', 'import/apply', { type: 'jira:adminPage' }, { importId }),
    ).rejects.toThrow('is no longer available');
  });

  it('changes the policy as a new version, and only when it says something new', async () => {
    const policy = {
      policy: {
        rules: [
          {
            id: 'nobody',
            description: 'Nobody gets Slack for now.',
            when: { applications: ['slack'] },
            effect: { kind: 'forbid' },
          },
        ],
      },
    };
    await world.importCatalog(JSON.parse(document([notion(1)], policy)));
    await world.importCatalog(JSON.parse(document([notion(1)], policy)));
    const key = await raise(world, SLACK_STANDARD);
    expect(world.statusOf(key)).toBe('Declined');
    expect(await world.comments(key, 'public')).toEqual([
      'We can’t grant Slack Standard: Nobody gets Slack for now.\nIf you think that’s wrong, comment on this request.',
    ]);
    expect(await world.panel(key)).toMatchObject({ state: 'denied', policyVersion: 2, rules: ['nobody'] });
  });

  it('denies what no rule allows', async () => {
    const policy = {
      policy: {
        rules: [
          {
            id: 'only-miro',
            description: 'Only Miro.',
            when: { applications: ['miro'] },
            effect: { kind: 'auto-approve' },
          },
        ],
      },
    };
    await world.importCatalog(JSON.parse(document([notion(1)], policy)));
    const key = await raise(world, SLACK_STANDARD);
    expect(await world.comments(key, 'public')).toEqual([
      'We can’t grant Slack Standard: No rule of the access policy allows this.\nIf you think that’s wrong, comment on this request.',
    ]);
    expect(await world.as('agent').move(key, 'Reopen')).toBeUndefined();
    expect(await world.as('agent').move(key, 'Fulfill')).toMatch(/doesn’t allow this/);
    await world.settle();
    expect(world.statusOf(key)).toBe('Declined');
  });
});

describe('importing a roster', () => {
  const planRoster = async (
    text: string,
    emailPattern: string | null = '{UserID}@acme.example',
  ): Promise<unknown> => {
    const importId = randomUUID();
    await world.admin('import/stage', { importId, part: 0, text });
    return world.admin('import/plan-roster', { importId, emailPattern });
  };

  it('shows who is new, changed and missing, and what cannot be read, row by row', async () => {
    const rows = [
      'WorkerID,WorkerStatus,UserID,Department',
      '1008,Active,sam.rivera,Sales',
      '9001,Active,new.person,IT',
      '9001,Active,new.person,Sales',
      ',Active,x,IT',
      '9002,Perhaps,y,IT',
    ];
    expect(await planRoster(rows.join('\n'))).toMatchObject({
      applicable: true,
      diff: {
        rows: 5,
        people: 2,
        added: 1,
        changed: 1,
        missing: 39,
        withoutAccount: 1,
        repeatedRows: 1,
        problemCount: 2,
        problems: [
          { row: 5, message: 'WorkerID is empty.' },
          { row: 6, message: 'WorkerStatus “Perhaps” must be Active, Inactive, or Terminated.' },
        ],
      },
    });
  });

  it('leaves people what it has no column for, their account above all', async () => {
    const before = await world.rows('SELECT * FROM person ORDER BY worker_id');
    const rows = before.map((person) => `${String(person['worker_id'])},Active`);
    const importId = await stageText(world.admin, ['WorkerID,WorkerStatus', ...rows].join('\n'));
    const active = before.filter(({ status }) => status === 'active').length;
    expect(await world.admin('import/plan-roster', { importId, emailPattern: null })).toMatchObject({
      applicable: true,
      diff: { unchanged: active, changed: before.length - active, losingAccount: 0 },
    });
    await world.admin('import/apply', { importId });
    const after = await world.rows('SELECT * FROM person ORDER BY worker_id');
    expect(after.map((person) => ({ ...person, status: 'active' }))).toEqual(
      before.map((person) => ({ ...person, status: 'active' })),
    );
  });

  it('leaves also what another import says between the dry run and the import', async () => {
    const short = await stageText(world.admin, 'WorkerID,WorkerStatus\n1008,Active\n9001,Active');
    await world.admin('import/plan-roster', { importId: short, emailPattern: null });
    const rows = [
      'WorkerID,WorkerStatus,UserID,Department,Trainings',
      '1008,Active,sam.rivera,Sales,Security',
    ];
    const full = await stageText(world.admin, rows.join('\n'));
    await world.admin('import/plan-roster', { importId: full, emailPattern: '{UserID}@acme.example' });
    await world.admin('import/apply', { importId: full });
    const before = await world.rows("SELECT * FROM person WHERE worker_id = '1008'");
    expect(before).toMatchObject([{ department: 'Sales' }]);
    await world.admin('import/apply', { importId: short });
    const after = await world.rows(
      "SELECT * FROM person WHERE worker_id IN ('1008', '9001') ORDER BY worker_id",
    );
    expect(after).toMatchObject([...before, { worker_id: '9001', department: '', account_id: null }]);
  });

  it('refuses a file whose addresses would take most people their account', async () => {
    expect(await planRoster(world.company.roster, '{UserID}@elsewhere.example')).toMatchObject({
      applicable: false,
      diff: {
        problems: [
          {
            row: 0,
            message: expect.stringMatching(
              /^\d+ people would lose their Atlassian accounts because their accounts show another email address than this import gives them\. Check the email column or the email pattern\.$/,
            ) as unknown,
          },
        ],
      },
    });
  });

  it('refuses a pattern of columns that the file does not have', async () => {
    await expect(planRoster(world.company.roster, '{Login}@acme.example')).rejects.toThrow(
      'The file has no column Login, which the email pattern names.',
    );
  });

  it('takes e-mail addresses from a column where there is one', async () => {
    const rows = ['WorkerID,WorkerStatus,Email', '1008,Active,Sam.Rivera@acme.example'];
    expect(await planRoster(rows.join('\n'), null)).toMatchObject({ diff: { people: 1, withoutAccount: 0 } });
  });

  it.each([
    ['an empty file', '', /no columns WorkerID and WorkerStatus/],
    ['a file without the columns', 'a,b\n1,2', /no columns WorkerID and WorkerStatus/],
    ['rows of another length', 'WorkerID,WorkerStatus\n1,Active,more', /isn’t a CSV file/],
    ['an open quote', 'WorkerID,WorkerStatus\n"1,Active', /isn’t a CSV file/],
  ])('refuses %s with a sentence', async (_what, text, message) => {
    await expect(planRoster(text)).rejects.toThrow(message);
  });

  it('keeps no name and no address', async () => {
    const installation = world.sandbox.host.installationOf(world.site);
    const people = await installation.sql.execute('SELECT * FROM person', [], 'select');
    const parts = await installation.sql.execute('SELECT * FROM import_part', [], 'select');
    expect(parts).toEqual([]);
    expect(JSON.stringify(people)).not.toMatch(/Rivera|sam\.|@acme/i);
  });

  it('in several parts is one roster', async () => {
    const importId = randomUUID();
    const text = world.company.roster;
    const middle = Math.floor(text.length / 2);
    await world.admin('import/stage', { importId, part: 1, text: text.slice(middle) });
    await world.admin('import/stage', { importId, part: 0, text: text.slice(0, middle) });
    expect(
      await world.admin('import/plan-roster', { importId, emailPattern: world.company.emailPattern }),
    ).toMatchObject({ diff: { unchanged: 40, added: 0, changed: 0 } });
  });

  const sample = join(ROOT, '../shared/data/csv-with-1000-records.csv');
  // third-party data that is not part of the project
  where(existsSync(sample), 'published data is not there').it(
    'reads Microsoft’s sample of a thousand rows, in which a third of the workers come twice',
    async () => {
      const company = companyFromRoster(readFileSync(sample, 'utf8'));
      const other = await World.start({ company });
      const importId = await stageText(other.admin, company.roster);
      const shown = await other.admin('import/plan-roster', { importId, emailPattern: company.emailPattern });
      expect(shown).toMatchObject({
        diff: { rows: 1000, people: 624, repeatedRows: 376, problemCount: 0, unchanged: 624 },
      });
      await other.stop();
    },
  );
});
