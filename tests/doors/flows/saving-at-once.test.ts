import { member } from '../../../sandbox/untyped';
import { catalogDocument, planCatalog } from '../../support/catalog-imports';
import { changeReclaimRules, saveProject } from '../../support/settings';
import { World } from '../../support/world';

let world: World;

beforeEach(async () => {
  world = await World.start();
});
afterEach(() => world.stop());

const calendar = (changes: object = {}): object => ({
  id: 'porto',
  name: 'Porto',
  timeZone: 'Europe/Lisbon',
  hours: { monday: [{ from: '09:00', to: '17:00' }] },
  holidays: [],
  locations: [],
  ...changes,
});

const reclaimRules = async (): Promise<Record<string, unknown>> =>
  member(await world.console('administrator')('reclaim/rules', {}), 'rules') as Record<string, unknown>;

interface Mapping {
  readonly fields: Readonly<Record<string, unknown>>;
}

async function mapping(): Promise<Mapping> {
  const { settings } = (await world.admin('admin/setup', {})) as { readonly settings: readonly [Mapping] };
  return settings[0];
}

/** The steps on record about a part of the settings, or about the catalog, oldest first. */
const recordOf = (target: string): Promise<readonly Record<string, unknown>[]> =>
  world.rows(
    'SELECT kind, by_id, content FROM change_step WHERE target = ? ORDER BY happened_at, change_id, step',
    target,
  );

describe('admins who save at the same time', () => {
  it('all keep their change when they save different tabs, and each is on record', async () => {
    const project = await mapping();
    await Promise.all([
      changeReclaimRules(world, { answerDays: 21 }),
      saveProject(world, { ...project, fields: { ...project.fields, sla: null } }),
      world.admin('calendars/save', { calendar: calendar(), isDefault: false, after: 0 }),
      world.admin('calendars/save', {
        calendar: calendar({ id: 'faro', name: 'Faro' }),
        isDefault: false,
        after: 0,
      }),
    ]);
    expect(await reclaimRules()).toMatchObject({ answerDays: 21 });
    expect(await mapping()).toMatchObject({ fields: { sla: null, tier: project.fields['tier'] } });
    const { calendars } = (await world.admin('calendars/show', {})) as { calendars: { id: string }[] };
    expect(calendars.map(({ id }) => id)).toEqual(['default', 'chicago', 'faro', 'lisbon', 'porto']);
    const { administrator } = world.company.roles;
    expect(await recordOf('reclaim')).toMatchObject([
      {
        kind: 'made',
        by_id: administrator,
        content: expect.stringContaining('Days to answer: 7 → 21') as unknown,
      },
      { kind: 'applied', by_id: administrator },
    ]);
  });

  it('are told what changed meanwhile, and by whom, when their page is out of date', async () => {
    const call = world.console('administrator');
    const rules = await reclaimRules();
    await world.console('lead')('reclaim/save-rules', { rules: { ...rules, answerDays: 21 }, after: 0 });
    await expect(call('reclaim/save-rules', { rules: { ...rules, keepDays: 30 }, after: 0 })).rejects.toThrow(
      'Tessa Okafor changed this after you opened the page. Reclaim rules: Days to answer: 7 → 21. Reload the page and make your change again.',
    );
    expect(await reclaimRules()).toEqual({ ...rules, answerDays: 21 });
    const { lead } = world.company.roles;
    const steps = (await recordOf('reclaim')).map((step) => [step['by_id'], step['kind']]);
    // what is refused by its base alone was never begun
    expect(new Set(steps.map(String))).toEqual(new Set([`${lead},made`, `${lead},applied`]));
  });

  it('may save the same again, as after an answer that got lost', async () => {
    const rules = { ...(await reclaimRules()), answerDays: 21 };
    const save = (): Promise<unknown> =>
      world.console('administrator')('reclaim/save-rules', { rules, after: 0 });
    await save();
    expect(await save()).toEqual({ rules, revision: 1, saved: true });
    expect(await recordOf('reclaim')).toHaveLength(2);
  });

  it('of a project’s weekly report are told apart as well', async () => {
    const issueKey = await world.as('newHire').raise('11', { summary: 'Slack' });
    const save = (role: 'administrator' | 'lead', weekday: string): Promise<unknown> =>
      world.console(role)('weekly/save', { isOn: true, issueKey, weekday, after: 0 });
    await save('lead', 'friday');
    await expect(save('administrator', 'monday')).rejects.toThrow(
      `Tessa Okafor changed this after you opened the page. Weekly report: on, as a comment on ${issueKey} every Friday. Reload the page and make your change again.`,
    );
    expect(await world.console('lead')('weekly/show', {})).toMatchObject({ weekday: 'friday', revision: 1 });
  });

  it('do not both apply catalogs that were planned on the same one', async () => {
    const notion = (key: string): string =>
      catalogDocument([
        { key, name: `Notion ${key}`, tiers: [{ key: 'standard', name: 'Standard', seats: 3 }] },
      ]);
    const plans = await Promise.all(['one', 'two'].map((key) => planCatalog(world.admin, notion(key))));
    const outcomes = await Promise.allSettled(
      plans.map(({ importId }) => world.admin('import/apply', { importId })),
    );
    expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(outcomes.flatMap((one) => (one.status === 'rejected' ? [String(one.reason)] : []))).toEqual([
      expect.stringMatching(
        /has changed the catalog since this dry run\. Notion (one|two)\. Notion (one|two) Standard: 3 seats\./,
      ),
    ]);
    expect(await world.admin('admin/setup', {})).toMatchObject({ catalog: { applications: 4 } });
    expect((await recordOf('catalog')).map(({ kind }) => kind).sort()).toEqual(
      ['made', 'applied', 'made', 'applied', 'made', 'overtaken'].sort(),
    );
  });

  it('lose nothing when the process ends between record and settings: the reconcile applies it', async () => {
    const rules = { ...(await reclaimRules()), answerDays: 21 };
    world.sandbox.host.interferer = ({ remote, body }) =>
      remote === 'sql' && body.includes('INSERT IGNORE INTO change_step') ? 'kill-after' : undefined;
    await expect(world.console('administrator')('reclaim/save-rules', { rules, after: 0 })).rejects.toThrow(
      'The process was killed.',
    );
    world.sandbox.host.interferer = undefined;
    expect(await reclaimRules()).not.toMatchObject({ answerDays: 21 });
    await world.advance(10 * 60_000);
    expect(await reclaimRules()).toMatchObject({ answerDays: 21 });
    expect((await recordOf('reclaim')).map(({ kind }) => kind)).toEqual(['made', 'applied']);
  });
});
