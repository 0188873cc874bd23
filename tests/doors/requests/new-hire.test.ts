import { FIELD } from '../../../sandbox/company/service-project';
import {
  approveAll,
  FIGMA_PREMIUM,
  fulfill,
  MIRO_STANDARD,
  raise,
  SLACK_STANDARD,
} from '../../support/requests';
import { World } from '../../support/world';

let world: World;
beforeEach(async () => {
  world = await World.start();
});
afterEach(() => world.stop());

it('a new hire’s three applications, one of them premium, go from open questions to documented closure on their tickets', async () => {
  const slack = await raise(world, SLACK_STANDARD);
  const miro = await raise(world, { ...MIRO_STANDARD, days: 30 });
  const figma = await raise(world, { application: 'Figma' });

  // what is missing is asked for, all at once, and only where something is
  const [question] = await world.comments(figma, 'public');
  expect(question).toContain('Which tier of Figma do you need? Choose one of these: Standard, Premium.');
  expect(question).toContain('What do you need it for?');
  expect(await world.comments(slack, 'public')).toEqual([]);
  expect(await world.as('agent').move(figma, 'Fulfill')).toContain('This request is incomplete.');
  await world.as('agent').ask('PUT', `/rest/api/3/issue/${figma}`, {
    fields: { [FIELD.tier]: 'Premium', [FIELD.justification]: null },
  });
  await world.settle();
  expect((await world.comments(figma, 'public')).at(-1)).not.toContain('Which tier');
  const key = await raise(world, FIGMA_PREMIUM);

  // the steps are outlined, and nobody gets past them
  expect((await world.comments(key, 'internal')).at(-1)).toMatch(
    /1\. Manager and application owner decide\..*2\. An agent with no other role in this request.*3\. Seatkeeper assigns the seat/s,
  );
  expect((await world.comments(miro, 'internal')).at(-1)).toContain('4. Access ends 30 days after that.');
  expect(await world.as('agent').move(key, 'Fulfill')).toContain('Priya Nair (manager) and Leo Brandt');
  await approveAll(world, key, ['manager']);
  expect(await world.as('agent').move(key, 'Fulfill')).toContain(
    'Waiting for Leo Brandt (application owner)',
  );
  await approveAll(world, key, ['owner']);
  await approveAll(world, miro, ['owner']);

  // closure is documented on each
  for (const [ticket, approval] of [
    [slack, /By rule: everybody-gets-slack/],
    [miro, /Leo Brandt \(application owner\), 2026-/],
    [key, /Priya Nair \(manager\), 2026-.*Leo Brandt \(application owner\), 2026-/s],
  ] as const) {
    expect(await fulfill(world, ticket)).toBeUndefined();
    const record = (await world.comments(ticket, 'internal')).at(-1);
    expect(record).toMatch(approval);
    expect(record).toMatch(/Fulfilled by\s+@Mara Lindqvist.*Seat\s.*seat 1 of.*Record\s+SK-[0-9A-F]{12}/s);
    expect((await world.comments(ticket, 'public')).at(-1)).toMatch(/is ready for .*@Sam Rivera/s);
  }
});
