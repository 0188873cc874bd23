import { DAY, MINUTE } from '../../../src/common/rules/time';
import { madeUpCompany } from '../../../sandbox/company/company';
import { STATUS } from '../../../sandbox/company/service-project';
import { formValues, MIRO_STANDARD, raise, raiseAsAgent } from '../../support/requests';
import { setGuard, withTransitions, withUnguardedOthers, withUnguardedWay } from '../../support/workflows';
import { World, type WorldOptions } from '../../support/world';

let world: World;
const start = async (options: WorldOptions = {}): Promise<void> => {
  world = await World.start(options);
};
afterEach(() => world.stop());

const ofProject = (more: Readonly<Record<string, unknown>>): unknown =>
  expect.objectContaining({ projects: [expect.objectContaining({ projectKey: 'IT', ...more }) as unknown] });

describe('the guard’s health', () => {
  it('is known right after a project is mapped, and checked again every night', async () => {
    await start();
    const shown = await world.admin('guard/show', {});
    expect(shown).toEqual(
      ofProject({ state: 'healthy', transitions: 2, gaps: [], failure: null, checkedAt: world.now() }),
    );
    setGuard(world, 'Fulfill', true);
    expect(await world.admin('guard/show', {})).toEqual(shown);
    await world.advance(DAY + 10 * MINUTE);
    expect(await world.admin('guard/show', {})).toEqual(ofProject({ state: 'switched-off' }));
  });

  it('is repaired with one click where the guard is there and switched off, and nothing else of it changes', async () => {
    await start();
    const key = await raise(world, MIRO_STANDARD);
    setGuard(world, 'Fulfill', true);
    expect(await world.admin('guard/check', {})).toEqual(
      ofProject({
        state: 'switched-off',
        gaps: [
          {
            kind: 'switched-off',
            workflow: 'Access request workflow',
            transitionId: '31',
            transition: 'Fulfill',
            workTypes: [],
          },
        ],
      }),
    );
    expect(await world.panel(key)).toMatchObject({ guard: 'switched-off' });

    expect(await world.admin('guard/switch-on', { projectId: '10000' })).toEqual(
      ofProject({ state: 'healthy' }),
    );
    expect(await world.panel(key)).toMatchObject({ guard: null });
    expect(await world.as('agent').move(key, 'Fulfill')).toContain('needs approval first');
    const [configuration] = world.site.jsm.ruleConfigurations.values();
    expect(configuration).toEqual({ value: '{}', disabled: false, tag: '' });
  });

  it('is not called repaired when Jira does not write it', async () => {
    await start();
    setGuard(world, 'Fulfill', true);
    for (const [id, one] of world.site.jsm.ruleConfigurations)
      world.site.jsm.ruleConfigurations.set(id, { ...one, value: 'no JSON' });
    await expect(world.admin('guard/switch-on', { projectId: '10000' })).rejects.toThrow(
      'Jira didn’t turn on the guard: The configuration is not valid JSON.',
    );
    expect(await world.admin('guard/check', {})).toEqual(ofProject({ state: 'switched-off' }));
  });

  it('names every transition without it, and tells agents in red and administrators where to repair it', async () => {
    await start({ company: withUnguardedWay(madeUpCompany()) });
    const gap = { kind: 'missing', workflow: 'Access request workflow', transitionId: '71', workTypes: [] };
    expect(await world.admin('guard/show', {})).toEqual(
      ofProject({ state: 'missing', transitions: 3, gaps: [{ ...gap, transition: 'Close at once' }] }),
    );
    // an app cannot add it, and says nothing else
    expect(await world.admin('guard/switch-on', { projectId: '10000' })).toEqual(
      ofProject({ state: 'missing' }),
    );
    const key = await raise(world, MIRO_STANDARD);
    expect(await world.panel(key)).toMatchObject({ guard: 'missing' });
    const repair = (role: 'agent' | 'administrator'): Promise<unknown> => world.repairGuard(key, role);
    expect(await repair('agent')).toEqual({ workflowsPath: null });
    expect(await repair('administrator')).toEqual({
      workflowsPath: '/plugins/servlet/project-config/IT/workflows',
    });
  });

  it('names a work type without a mapped request type whose workflow leads to fulfilled without it', async () => {
    await start({ company: withUnguardedOthers(madeUpCompany()) });
    expect(await world.admin('guard/show', {})).toEqual(
      ofProject({
        state: 'missing',
        transitions: 2,
        gaps: [
          {
            kind: 'missing',
            workflow: 'Service request workflow',
            transitionId: '61',
            transition: 'Resolve',
            workTypes: [{ id: '10101', name: 'Service request' }],
          },
        ],
      }),
    );
    // the workflow of this ticket has it
    const key = await raise(world, MIRO_STANDARD);
    expect(await world.panel(key)).toMatchObject({ guard: null });
    const other = await raiseAsAgent(world, formValues(MIRO_STANDARD), 'Service request');
    await world.settle();
    expect(await world.panel(other)).toMatchObject({ guard: 'missing' });
  });

  it('is repaired for other work types, too, where it is switched off', async () => {
    await start();
    setGuard(world, 'Resolve', true);
    expect(await world.admin('guard/check', {})).toEqual(ofProject({ state: 'switched-off' }));
    expect(await world.admin('guard/switch-on', { projectId: '10000' })).toEqual(
      ofProject({ state: 'healthy' }),
    );
  });

  it('says so when it could not be checked, keeps what was known, and is checked again on demand', async () => {
    await start();
    setGuard(world, 'Fulfill', true);
    await world.admin('guard/check', {});
    const found = world.now();
    await world.advance(MINUTE);
    world.sandbox.host.interferer = ({ path }) =>
      path.includes('/rest/api/3/workflow') ? 'server-error' : undefined;
    const failed = await world.admin('guard/check', {});
    expect(failed).toEqual(
      ofProject({
        state: 'switched-off',
        failure: expect.stringContaining('Jira answered 503') as string,
        checkedAt: world.now(),
        foundAt: found,
      }),
    );
    await expect(world.admin('guard/switch-on', { projectId: '10000' })).rejects.toThrow('503');
    world.sandbox.host.interferer = undefined;
    expect(await world.admin('guard/switch-on', { projectId: '10000' })).toEqual(
      ofProject({ state: 'healthy', failure: null }),
    );
    await expect(world.admin('guard/switch-on', { projectId: '77' })).rejects.toThrow('isn’t set up');
  });

  it('is not called well when no transition leads to the mapped status', async () => {
    await start({
      company: withTransitions(madeUpCompany(), (transition) =>
        transition.to === STATUS.fulfilled ? [] : [transition],
      ),
    });
    expect(await world.admin('guard/show', {})).toEqual(ofProject({ state: 'unreachable' }));
  });

  it('costs two calls, two for each project and one for each other work type that leads there, and no statement', async () => {
    await start();
    const [spent] = await world.invocationsDuring(() => world.admin('guard/check', {}));
    // and one to see that it is an administrator who asks
    expect(spent).toMatchObject({ rest: 6, sql: 0 });
    const [looked] = await world.invocationsDuring(() => world.admin('guard/show', {}));
    expect(looked).toMatchObject({ rest: 1, sql: 0 });
    setGuard(world, 'Fulfill', true);
    const switchOn = (): Promise<unknown> => world.admin('guard/switch-on', { projectId: '10000' });
    const [switched] = await world.invocationsDuring(switchOn);
    expect(switched?.rest).toBeLessThanOrEqual(12);
  });
});
