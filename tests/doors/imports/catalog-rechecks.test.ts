import { listedApplication } from '../../support/approvals';
import { catalogDocument, planCatalog } from '../../support/catalog-imports';
import { MIRO_STANDARD, raise, SLACK_STANDARD } from '../../support/requests';
import { World } from '../../support/world';

// A catalog's main effect on what is under way is named at its dry run: which requests are checked again

let world: World;
beforeEach(async () => {
  world = await World.start();
});
afterEach(() => world.stop());

async function planOf(
  changes: Readonly<Record<string, object>>,
): Promise<{ importId: string; shown: unknown }> {
  const applications = Object.entries(changes).map(([key, change]) => listedApplication(world, key, change));
  return planCatalog(world.admin, catalogDocument(applications));
}

describe('the dry run of a catalog', () => {
  it('counts the requests that are checked again because of it, with one statement', async () => {
    const described = { slack: { description: 'Chat' } };
    const owned = { slack: { risk: 'high' }, miro: { risk: 'high' } };
    await raise(world, SLACK_STANDARD);
    await raise(world, SLACK_STANDARD, 'manager');
    await raise(world, MIRO_STANDARD);
    await raise(world, { ...MIRO_STANDARD, justification: '' }, 'lead');
    await world.settle();

    const plain = await world.invocationsDuring(async () => {
      expect((await planOf(described)).shown).toMatchObject({ rechecked: { approved: 0, waiting: 0 } });
    });
    expect((await planOf({ slack: { risk: 'high' } })).shown).toMatchObject({
      rechecked: { approved: 2, waiting: 0 },
    });
    const counting = await world.invocationsDuring(async () => {
      expect((await planOf(owned)).shown).toMatchObject({ rechecked: { approved: 2, waiting: 1 } });
    });
    expect((counting.at(-1)?.sql ?? 0) - (plain.at(-1)?.sql ?? 0)).toBe(2);
  });
});
