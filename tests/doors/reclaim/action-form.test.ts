import { AutomationRule } from '../../../sandbox/forge/automation-rules';
import { World } from '../../support/world';

let world: World;
beforeEach(async () => {
  world = await World.start();
});
afterEach(() => world.stop());

const rule = (action = 'look-up-pool'): AutomationRule =>
  world.sandbox.host.automation.create(world.site, action, world.company.roles.lead);

describe('the form of an action in a rule of Automation', () => {
  it('offers every license pool by its name to who may look pools up', async () => {
    const answer = await world.as('lead').invoke('look-up-pool', 'action-form/pools', rule().extension);
    expect(answer).toMatchObject({
      pools: expect.arrayContaining([{ value: 'figma/premium', label: 'Figma Premium' }]) as unknown,
    });
  });

  it('names no pool to who administers and owns nothing', async () => {
    await expect(
      world.as('agent').invoke('look-up-pool', 'action-form/pools', rule().extension),
    ).rejects.toThrow('Only project admins and application owners can choose a license pool.');
  });

  it.each(['look-up-pool', 'list-idle-seats', 'start-reclaim', 'check-approvals'])(
    'is there for the action %s, in the app’s own components',
    (action) => {
      expect(rule(action).action.config).toMatchObject({ render: 'native' });
    },
  );

  it('gives the rule its inputs and finds them when it is opened again', async () => {
    const made = rule();
    const { automation } = world.sandbox.host;
    automation.consent(world.company.roles.lead);
    expect(made.extension).toEqual({ data: { inputs: {} }, errors: { invalidInputs: {} } });
    await expect(automation.execute(made)).rejects.toThrow("needs the input 'pool'");
    made.submit({ pool: 'figma/premium' });
    expect(made.extension).toEqual({
      data: { inputs: { pool: 'figma/premium' } },
      errors: { invalidInputs: {} },
    });
    expect(await automation.execute(made)).toMatchObject({ ok: true, data: { pool: 'Figma Premium' } });
  });

  it('names a missing input only after a refused save, until one is taken', () => {
    const made = rule();
    expect(() => {
      made.submit({});
    }).toThrow("The action look-up-pool needs the input 'pool'");
    expect(made.extension).toEqual({
      data: { inputs: {} },
      errors: { invalidInputs: { pool: { message: 'pool is required' } } },
    });
    made.submit({ pool: 'figma/premium' });
    expect(made.extension).toMatchObject({ errors: { invalidInputs: {} } });
  });

  it('hands over nothing that the manifest does not declare', () => {
    expect(() => {
      rule().submit({ pool: 'figma/premium', tier: 'premium' });
    }).toThrow("The action look-up-pool has no input 'tier'");
    expect(() => {
      rule('check-approvals').submit({ pool: 'figma/premium' });
    }).toThrow("The action check-approvals has no input 'pool'");
    expect(() => {
      rule().submit({ pool: 'x'.repeat(103_000) });
    }).toThrow('larger than 100 kilobytes');
  });
});

describe('a rule of Automation', () => {
  it('gets no inputs where its action has no form', () => {
    const { site, action, accountId } = rule();
    const made = new AutomationRule(site, { ...action, config: undefined }, accountId);
    expect(() => {
      made.submit({ pool: 'figma/premium' });
    }).toThrow('The action look-up-pool has no configuration form');
  });

  it('is refused while the user of its connection has not consented to the app', async () => {
    const made = rule();
    made.submit({ pool: 'figma/premium' });
    await expect(world.sandbox.host.automation.execute(made)).rejects.toThrow(
      'The user of the connection has not consented to the app',
    );
  });

  it('runs its action with what the connection’s user may, whatever the form was given', async () => {
    const { automation } = world.sandbox.host;
    const made = automation.create(world.site, 'start-reclaim', world.company.roles.agent);
    automation.consent(world.company.roles.agent);
    made.submit({ pool: 'figma/premium' });
    expect(await automation.execute(made)).toMatchObject({ ok: false, error: { code: 'forbidden' } });
  });
});
