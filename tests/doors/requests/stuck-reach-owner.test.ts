import { MINUTE } from '../../../src/common/rules/time';
import { FIELD, REQUEST_TYPE } from '../../../sandbox/company/service-project';
import { GROUPS, type Company } from '../../../sandbox/company/company';
import type { Issue } from '../../../sandbox/jsm/model';
import {
  emptyGroup,
  importApplications,
  importPerson,
  listedApplication,
  requireStages,
} from '../../support/approvals';
import { formValues, MIRO_STANDARD, raise, raiseAsAgent } from '../../support/requests';
import { World } from '../../support/world';

// A request that cannot go on reaches the queue by a note and one of the application's owners by mail, once

type Role = keyof Company['roles'];

let world: World;
beforeEach(async () => {
  world = await World.start();
});
afterEach(() => world.stop());

const idOf = (role: Role): string => world.company.roles[role];
const issueOf = (key: string): Issue => {
  const issue = world.site.jsm.issue(key);
  if (!issue) throw new Error(`there is no ${key}`);
  return issue;
};
const internalNotes = (key: string): string[] =>
  issueOf(key)
    .comments.filter((comment) => !comment.public)
    .map(({ body }) => JSON.stringify(body));
const recipients = ({ mails = [] }: Issue): readonly string[] =>
  mails.flatMap(({ recipientIds }) => recipientIds);
const about = (key: string): Issue[] =>
  [...world.site.jsm.issues.values()].filter(({ values }) =>
    String(values.get('summary')).startsWith(`${key} is blocked: Miro Standard`),
  );

async function raiseWithoutRequestType(): Promise<string> {
  const key = await raiseAsAgent(world, formValues(MIRO_STANDARD));
  await world.settle();
  return key;
}

describe('a request whose ticket has no request type', () => {
  it('reaches an owner who works in Jira by mail about the ticket, and the queue by a note', async () => {
    const owner = world.site.jsm.account(idOf('lead')).email;
    await importApplications(world, listedApplication(world, 'miro', { owner }));
    const key = await raiseWithoutRequestType();
    await world.advance(70 * MINUTE);
    expect(recipients(issueOf(key))).toEqual([idOf('lead')]);
    expect(internalNotes(key).filter((note) => note.includes('request type'))).toHaveLength(1);
    expect(about(key)).toEqual([]);
  });

  it('reaches an owner who is a customer by a ticket of the app’s own in the portal, once', async () => {
    const key = await raiseWithoutRequestType();
    expect(internalNotes(key).filter((note) => note.includes('request type'))).toHaveLength(1);
    const [own, ...others] = about(key);
    expect(others).toEqual([]);
    expect(own?.requestTypeId).toBe(REQUEST_TYPE.licenseCheck);
    expect(own?.participants).toEqual([idOf('owner')]);
    expect(own ? recipients(own) : []).toEqual([idOf('owner')]);
    await world.advance(130 * MINUTE);
    expect(about(key)).toHaveLength(1);
    expect(own ? recipients(own) : []).toHaveLength(1);
  });

  it('says on the ticket that nobody could be notified where both owners are away', async () => {
    for (const role of ['owner', 'backupOwner'] as const)
      await importPerson(world, idOf(role), { OnLeave: 'True' });
    await requireStages(world, 'manager');
    const key = await raiseWithoutRequestType();
    expect(internalNotes(key).join('\n')).toContain(
      'The owner and backup owner of this application couldn’t be notified',
    );
  });
});

describe('a request that nobody can approve', () => {
  it('reaches the backup owner while the owner is on leave', async () => {
    await importPerson(world, idOf('owner'), { OnLeave: 'True' });
    await requireStages(world, { kind: 'group', group: GROUPS.security });
    emptyGroup(world, GROUPS.security);
    const key = await raise(world, MIRO_STANDARD);
    expect(recipients(issueOf(key))).toEqual([idOf('backupOwner')]);
    expect(issueOf(key).participants).toContain(idOf('backupOwner'));
  });
});

describe('a ticket without a request type that says too little', () => {
  it('shows the queue that the requester was not asked', async () => {
    const key = await raiseAsAgent(world, { summary: 'Miro please', [FIELD.application]: 'Miro' });
    await world.settle();
    expect(internalNotes(key).join('\n')).toContain(
      'Something is missing, but the requester can’t see this ticket in the portal because it has no request type.',
    );
  });
});
