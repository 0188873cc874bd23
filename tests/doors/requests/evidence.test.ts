import { FIELD, REQUEST_TYPE } from '../../../sandbox/company/service-project';
import { importDocument } from '../../../sandbox/company/set-up-app';
import { setPolicy } from '../../support/approvals';
import { raise, SLACK_STANDARD } from '../../support/requests';
import { saveGroups } from '../../support/settings';
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
    const change = await world.as('lead').raise(REQUEST_TYPE.hardware, { summary: 'A new switch' });
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
    await explain(`New in IT-9999 ${'\u200B'.repeat(40)}${' .'.repeat(2)}${'!'.repeat(30)}`);
    const [, padded = ''] = await world.comments(key, 'public');
    expect(padded).toContain('at least 30 characters (now 19).');
    await explain('The new channel of the rollout in it-9999');
    const [, , unknown = ''] = await world.comments(key, 'public');
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

  it('by a change ticket is another ticket, of a type that the settings name, and open or approved', async () => {
    const change = await world.as('lead').raise(REQUEST_TYPE.hardware, { summary: 'A new switch' });
    const access = await raise(world, { application: 'Nothing' });
    const [everybody, needs] = RULES;
    const evidence = [{ kind: 'change-ticket', projectKey: 'IT' }];
    await setPolicy(world, everybody, { ...needs, effect: { kind: 'require-evidence', evidence } });
    const key = await raise(world, SLACK_STANDARD);
    const answerTo = async (ticket: string): Promise<string | undefined> => {
      const fields = { [FIELD.justification]: `See ${ticket}` };
      await world.as('secondAgent').ask('PUT', `/rest/api/3/issue/${key}`, { fields });
      await world.settle();
      return (await world.comments(key, 'public')).at(-1);
    };
    expect(await answerTo(key)).toContain('A request can’t be its own change ticket.');
    expect(await answerTo(access)).toContain(`${access} is an access request, not a change ticket.`);
    await nameChanges('Change');
    expect(await answerTo(change)).toContain(
      `${change} isn’t a change ticket. Add one of this type: Change.`,
    );
    await nameChanges('service request');
    await world.as('agent').move(change, 'Resolve');
    expect(await answerTo(`${change} `)).toContain(`${change} is closed and wasn’t approved.`);
    expect(world.statusOf(key)).toBe('Open');
    const open = await world.as('lead').raise(REQUEST_TYPE.hardware, { summary: 'Another switch' });
    await answerTo(open);
    expect(world.statusOf(key)).toBe('Ready to fulfill');
  });
});

const nameChanges = (...changeWorkTypes: readonly string[]): Promise<unknown> =>
  saveGroups(world, { security: null, fallback: null, changeWorkTypes });
