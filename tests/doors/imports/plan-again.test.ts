import { DAY, MINUTE } from '../../../src/common/rules/time';
import { stageText } from '../../../sandbox/company/set-up-app';
import { catalogDocument } from '../../support/catalog-imports';
import { usageCsv } from '../../support/usage';
import { World } from '../../support/world';

// What is applied is what was shown last, whole, whoever asks for another dry run of the same file meanwhile

let world: World;
beforeEach(async () => {
  world = await World.start();
  world.sandbox.host.restSchedules(world.site);
});
afterEach(() => world.stop());

const BEING_APPLIED =
  'This import is already being applied, so it can’t be checked again. Choose the file again to import it once more.';

interface Import {
  readonly importId: string;
  readonly plan: (options?: object) => Promise<unknown>;
}

const roster = async (): Promise<Import> => {
  const text = 'WorkerID,WorkerStatus,Department,Email\n1008,Active,Aviation,sam.rivera@acme.example';
  const importId = await stageText(world.admin, text);
  return {
    importId,
    plan: (options = {}) => world.admin('import/plan-roster', { importId, emailPattern: null, ...options }),
  };
};
const usage = async (): Promise<Import> => {
  const call = world.console('administrator');
  const text = usageCsv(world, [{ accountId: world.company.roles.lead, daysAgo: 3 }]);
  const importId = await stageText(call, text);
  const list = { importId, source: 'SSO', observedAt: world.now(), acceptsFewer: false };
  return { importId, plan: (options = {}) => call('usage/plan-import', { ...list, ...options }) };
};
const catalog = async (): Promise<Import> => {
  const tiers = [{ key: 'standard', name: 'Standard', seats: 3 }];
  const importId = await stageText(world.admin, catalogDocument([{ key: 'zoom', name: 'Zoom', tiers }]));
  return { importId, plan: () => world.admin('import/plan-catalog', { importId }) };
};
const apply = (importId: string): Promise<unknown> =>
  world.console('administrator')('import/apply', { importId });

describe('a dry run of what is being applied', () => {
  it.each([
    ['a roster', roster, 'INSERT INTO person', "SELECT * FROM person WHERE department = 'Aviation'"],
    ['a list of who uses what', usage, 'INSERT INTO usage_signal', 'SELECT * FROM usage_signal'],
  ])('is refused for %s, and leaves whole what is applied', async (_what, stage, statement, written) => {
    const { importId, plan } = await stage();
    await plan();
    world.sandbox.host.interferer = ({ body }) => (body.includes(statement) ? 'kill-before' : undefined);
    const [planned, applied] = await Promise.allSettled([plan(), apply(importId)]);
    world.sandbox.host.interferer = undefined;
    expect(applied).toMatchObject({ status: 'rejected' });
    expect(String(planned.status === 'rejected' ? planned.reason : planned.value)).toContain(BEING_APPLIED);
    await expect(plan()).rejects.toThrow(BEING_APPLIED);
    expect(await world.query(written)).toEqual([]);

    await world.advance(10 * MINUTE);
    await world.sandbox.host.runSchedule(world.site, 'reconcile');
    expect(await world.query(written)).toHaveLength(1);
    expect(await world.query("SELECT * FROM import_part WHERE kind <> 'receipt'")).toEqual([]);
    await expect(plan()).rejects.toThrow(BEING_APPLIED);
  });
});

describe('a dry run of a catalog that comes between', () => {
  it('has it reviewed once more, and what is applied then is what it showed', async () => {
    const { importId, plan } = await catalog();
    await plan();
    let planned: unknown;
    world.sandbox.host.interferer = ({ remote, body }) => {
      // the claim of the catalog, after the import was read and before its plan is
      if (planned !== undefined || remote !== 'kvs' || !body.includes(importId)) return undefined;
      planned = 'begun';
      return {
        delayMs: 0,
        meanwhile: async () => {
          planned = await plan();
        },
      };
    };
    await expect(apply(importId)).rejects.toThrow(
      'This file was checked again. Review the new dry run, then apply it.',
    );
    world.sandbox.host.interferer = undefined;
    expect(planned).toMatchObject({ applicable: true });
    expect(await world.query("SELECT * FROM application WHERE app_key = 'zoom'")).toEqual([]);
    await plan();
    await apply(importId);
    expect(await world.query("SELECT * FROM application WHERE app_key = 'zoom'")).toHaveLength(1);
    await expect(plan()).rejects.toThrow(BEING_APPLIED);
  });
});

describe('a dry run that says that nothing can be applied', () => {
  it('takes back what an earlier one had allowed', async () => {
    const { importId, plan } = await usage();
    expect(await plan()).toMatchObject({ applicable: true });
    expect(await plan({ observedAt: world.now() + 3 * DAY })).toMatchObject({ applicable: false });
    await expect(apply(importId)).rejects.toThrow('Review the dry run first, then apply it.');
    expect(await plan()).toMatchObject({ applicable: true });
    await apply(importId);
    expect(await world.query('SELECT * FROM usage_signal')).toHaveLength(1);
  });
});

describe('two dry runs at once', () => {
  it('make two whole plans, of which one is applied', async () => {
    const { importId, plan } = await roster();
    await Promise.all([plan(), plan(), plan()]);
    await apply(importId);
    expect(await world.query("SELECT * FROM person WHERE department = 'Aviation'")).toHaveLength(1);
    expect(await world.query('SELECT * FROM import_part')).toEqual([]);
  });
});
