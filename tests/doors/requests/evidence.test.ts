import { FIELD } from '../../../sandbox/company/service-project';
import { importDocument } from '../../../sandbox/company/set-up-app';
import { raise, SLACK_STANDARD } from '../../support/requests';
import { World } from '../../support/world';

let world: World;
beforeEach(async () => {
  world = await World.start();
});
afterEach(() => world.stop());

const RULES = [
  { id: 'slack', description: 'Everybody gets Slack.', effect: { kind: 'auto-approve' } },
  {
    id: 'slack-is-changed-by-ticket',
    description: 'Slack needs a change ticket and the training.',
    effect: {
      kind: 'require-evidence',
      evidence: [
        { kind: 'justification', minCharacters: 30 },
        { kind: 'change-ticket', projectKey: 'IT' },
        { kind: 'training', name: 'Security basics' },
      ],
    },
  },
];

/** Gives everybody in the roster a training, as the next export of it would. */
function trained(roster: string, training: string): string {
  const [header = '', ...rows] = roster.trim().split(/\r?\n/);
  return [`${header},Trainings`, ...rows.map((row) => `${row},Onboarding; ${training}`)].join('\n');
}

describe('evidence', () => {
  it('is asked for in plain words, looked for when it is there, and kept with the decision', async () => {
    const change = await raise(world, { application: 'Nothing' });
    await world.importCatalog({ format: 'seatkeeper-catalog', applications: [], policy: { rules: RULES } });

    const key = await raise(world, SLACK_STANDARD);
    const [asked = ''] = await world.comments(key, 'public');
    expect(asked).toContain('at least 30 characters (now 16).');
    expect(asked).toContain('Add the change ticket to the reason, like IT-123.');
    expect(asked).toContain('Complete the training “Security basics” first.');

    const explain = async (reason: string): Promise<void> => {
      const fields = { [FIELD.justification]: reason };
      await world.as('secondAgent').ask('PUT', `/rest/api/3/issue/${key}`, { fields });
      await world.settle();
    };
    await explain('The new channel of the rollout in it-9999');
    const [, unknown = ''] = await world.comments(key, 'public');
    expect(unknown).toContain('We can’t find the ticket IT-9999. Add a change ticket from IT.');

    const { roster, emailPattern } = world.company;
    const next = trained(roster, 'security Basics');
    await importDocument(world.admin, next, 'import/plan-roster', { emailPattern });
    await explain(`The new channel of the rollout in ${change}`);
    expect(world.statusOf(key)).toBe('Ready to fulfill');
    const [note = ''] = await world.comments(key, 'internal');
    expect(note).toContain(`a change ticket from IT, named in the reason: ${change}`);
    expect(note).toContain('the training “Security basics”: completed');
    expect(await world.panel(key)).toMatchObject({
      requirements: [
        { kind: 'policy', state: 'met' },
        { kind: 'evidence', state: 'met', text: expect.stringContaining(change) as string },
        { kind: 'justification' },
      ],
    });
  });
});
