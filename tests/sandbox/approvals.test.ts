import type { ApprovalStep, SiteConfiguration } from '../../sandbox/jsm/model';
import { member } from '../../sandbox/untyped';
import { ProbeDesk } from '../support/probe-desk';
import { person, probeSite, probeWorkflow } from '../support/probe-site';

const GROUPS_FIELD = 'customfield_10009';

/** A site whose approval step is set up in another way, with more people on it. */
function siteWith(
  step: Partial<ApprovalStep>,
  people: readonly ReturnType<typeof person>[] = [],
): SiteConfiguration {
  const site = probeSite();
  const approvalSteps = probeWorkflow.approvalSteps.map((before) => ({ ...before, ...step }));
  return {
    ...site,
    accounts: [...site.accounts, ...people],
    fields: [
      ...site.fields,
      {
        id: GROUPS_FIELD,
        name: 'Approver groups',
        type: 'group-list',
        custom: 'com.atlassian.jira.plugin.system.customfieldtypes:multigrouppicker',
      },
    ],
    projects: site.projects.map((project) => ({
      ...project,
      issueTypes: project.issueTypes.map((type) => ({
        ...type,
        workflow: { ...type.workflow, approvalSteps },
      })),
    })),
  };
}

const crowd = (count: number, group: string): ReturnType<typeof person>[] =>
  Array.from({ length: count }, (_, index) => person(`${group}${index}`, 'customer', [group]));

/** A request that has come to its approval, with these people in the approvers field. */
async function waitingFor(desk: ProbeDesk, ...approvers: string[]): Promise<string> {
  const key = await desk.raise();
  await desk.setApprovers(key, ...approvers);
  await desk.move(key, '11');
  return key;
}

async function waitingForGroups(desk: ProbeDesk, ...names: string[]): Promise<string> {
  const key = await desk.raise();
  await desk.edit(key, { [GROUPS_FIELD]: names.map((name) => ({ name })) });
  await desk.move(key, '11');
  return key;
}

async function approversOf(desk: ProbeDesk, key: string): Promise<unknown[]> {
  const approvers = member((await desk.approvals(key)).at(-1), 'approvers');
  return (Array.isArray(approvers) ? approvers : []).map((one: unknown) => ({
    [String(member(member(one, 'approver'), 'accountId'))]: member(one, 'approverDecision'),
  }));
}

describe('an approval step', () => {
  it('opens with the approvers of the field when the issue comes into the status', async () => {
    const desk = new ProbeDesk();
    const key = await waitingFor(desk, 'sam', 'alex');
    expect(await desk.approvals(key, 'alex')).toMatchObject([
      {
        finalDecision: 'pending',
        canAnswerApproval: true,
        approvers: [
          { approver: { accountId: 'sam' }, approverDecision: 'pending' },
          { approver: { accountId: 'alex' } },
        ],
      },
    ]);
  });

  it('says per viewer who can answer', async () => {
    const desk = new ProbeDesk();
    const key = await waitingFor(desk, 'alex', 'viewer');
    await desk.answer(key, 'alex');
    const seenBy = async (who: string) => member((await desk.approvals(key, who))[0], 'canAnswerApproval');
    expect([
      await seenBy('sam'),
      await seenBy('alex'),
      await seenBy('viewer'),
      await seenBy('agent'),
    ]).toEqual([false, false, true, false]);
  });

  it('moves the issue with the last yes, in that approver’s name; votes before raise no event', async () => {
    const desk = new ProbeDesk();
    const key = await waitingFor(desk, 'alex', 'viewer');
    desk.events.length = 0;
    expect(await desk.answer(key, 'alex')).toBe(200);
    expect(desk.events).toEqual([]);
    expect(await desk.statusOf(key)).toBe('Waiting');
    expect(await desk.answer(key, 'viewer')).toBe(200);
    expect(desk.events).toEqual(['updated']);
    expect(await desk.statusOf(key)).toBe('Ready');
    expect(desk.site.jsm.issue(key)?.changes.at(-1)?.authorId).toBe('viewer');
    expect(await desk.approvals(key)).toMatchObject([
      { finalDecision: 'approved', completedDate: { epochMillis: desk.now } },
    ]);
  });

  it.each([['all'], [1], [2], [{ percent: 50 }]] as const)(
    'is declined by the first no of anybody who is asked, where %j must approve',
    async (required) => {
      const desk = new ProbeDesk(siteWith({ required }));
      const key = await waitingFor(desk, 'alex', 'viewer', 'outsider');
      await desk.answer(key, 'alex', 'decline');
      expect(await desk.statusOf(key)).toBe('Declined');
      expect(await desk.approvals(key)).toMatchObject([{ finalDecision: 'declined' }]);
      expect(await desk.answer(key, 'viewer')).toBe(409);
    },
  );

  it.each([
    ['a number of them', 2, 2],
    ['all of them', 'all', 3],
    ['more than there are', 7, 3],
    ['a share of them, rounded up', { percent: 50 }, 2],
    ['a share of them', { percent: 100 }, 3],
  ] as const)('approves when %s have said yes', async (_what, required, needed) => {
    const desk = new ProbeDesk(siteWith({ required }));
    const people = ['alex', 'viewer', 'outsider'];
    const key = await waitingFor(desk, ...people);
    for (const [index, who] of people.slice(0, needed).entries()) {
      expect(await desk.statusOf(key)).toBe('Waiting');
      expect(await desk.answer(key, who)).toBe(200);
      expect(await desk.statusOf(key)).toBe(index + 1 === needed ? 'Ready' : 'Waiting');
    }
  });

  it('cannot be answered by others, twice, or by an app that nobody asked', async () => {
    const desk = new ProbeDesk();
    const app = desk.site.addAppUser('Probe');
    const key = await waitingFor(desk, 'alex', 'viewer');
    expect(await desk.answer(key, 'agent')).toBe(403);
    expect(await desk.answer(key, 'admin')).toBe(403);
    expect(await desk.answer(key, app)).toBe(403);
    expect(await desk.answer(key, 'outsider')).toBe(404);
    expect(await desk.answer(key, 'alex')).toBe(200);
    expect(await desk.answer(key, 'alex', 'decline')).toBe(409);
  });

  it('can be answered by an app that is an approver', async () => {
    const desk = new ProbeDesk();
    const app = desk.site.addAppUser('Probe');
    const key = await waitingFor(desk, app);
    expect(await desk.answer(key, app)).toBe(200);
    expect(await desk.statusOf(key)).toBe('Ready');
  });

  it('does not ask roles that it leaves out, even where the field names them', async () => {
    const desk = new ProbeDesk(siteWith({ exclude: ['reporter'] }));
    const key = await waitingFor(desk, 'sam', 'alex');
    expect(await approversOf(desk, key)).toEqual([{ alex: 'pending' }]);
    expect(await desk.answer(key, 'sam')).toBe(403);
    expect(await desk.answer(key, 'alex')).toBe(200);
    expect(await desk.statusOf(key)).toBe('Ready');
  });

  it('keeps its decision when a validator then holds the issue back', async () => {
    const site = siteWith({ approveTransitionId: '31' });
    const desk = new ProbeDesk(site);
    desk.site.jsm.askValidator = () => Promise.resolve({ result: false });
    const key = await waitingFor(desk, 'alex');
    expect(await desk.answer(key, 'alex')).toBe(200);
    expect(await desk.statusOf(key)).toBe('Waiting');
    expect(await desk.approvals(key)).toMatchObject([{ finalDecision: 'approved' }]);
    expect(await desk.answer(key, 'alex')).toBe(409);
  });
});

describe('approvers who change while an approval is open', () => {
  it('are whoever the field names at the moment', async () => {
    const desk = new ProbeDesk();
    const key = await waitingFor(desk, 'alex');
    await desk.setApprovers(key, 'viewer');
    expect(await desk.answer(key, 'alex')).not.toBe(200);
    expect(await desk.answer(key, 'viewer')).toBe(200);
    expect(await desk.statusOf(key)).toBe('Ready');
  });

  it('take their votes with them, and answer anew when they are asked again', async () => {
    const desk = new ProbeDesk(siteWith({ required: 2 }));
    const key = await waitingFor(desk, 'alex', 'viewer', 'outsider');
    await desk.answer(key, 'alex');
    await desk.setApprovers(key, 'viewer', 'outsider');
    await desk.answer(key, 'viewer');
    expect(await desk.statusOf(key)).toBe('Waiting');
    await desk.setApprovers(key, 'alex', 'viewer', 'outsider');
    expect(await approversOf(desk, key)).toEqual([
      { alex: 'pending' },
      { viewer: 'approved' },
      { outsider: 'pending' },
    ]);
    expect(await desk.answer(key, 'alex')).toBe(200);
    expect(await desk.statusOf(key)).toBe('Ready');
  });

  it('decide nothing by leaving: what remains is judged with the next answer', async () => {
    const desk = new ProbeDesk();
    const key = await waitingFor(desk, 'alex', 'viewer');
    await desk.answer(key, 'alex');
    await desk.setApprovers(key, 'alex');
    expect(await desk.statusOf(key)).toBe('Waiting');
    await desk.setApprovers(key, 'alex', 'outsider');
    expect(await desk.answer(key, 'outsider')).toBe(200);
    expect(await desk.statusOf(key)).toBe('Ready');
  });

  it('stay as they were in an approval that is over', async () => {
    const desk = new ProbeDesk();
    const key = await waitingFor(desk, 'alex');
    await desk.answer(key, 'alex');
    await desk.setApprovers(key, 'viewer');
    expect(await approversOf(desk, key)).toEqual([{ alex: 'approved' }]);
  });

  it('may leave the company: they cannot answer, and everybody is not reached without them', async () => {
    const desk = new ProbeDesk();
    const key = await waitingFor(desk, 'alex', 'viewer');
    desk.site.jsm.account('alex').active = false;
    expect(await desk.answer(key, 'alex')).not.toBe(200);
    expect(await desk.answer(key, 'viewer')).toBe(200);
    expect(await desk.statusOf(key)).toBe('Waiting');
    expect(await approversOf(desk, key)).toEqual([{ alex: 'pending' }, { viewer: 'approved' }]);
  });
});

describe('groups of approvers', () => {
  it('ask each active member, who sees the request in the portal and may answer', async () => {
    const people = crowd(3, 'finance');
    const desk = new ProbeDesk(siteWith({ approverGroupsFieldId: GROUPS_FIELD, required: 1 }, people));
    desk.site.jsm.account('finance2').active = false;
    const key = await waitingForGroups(desk, 'finance');
    expect(await approversOf(desk, key)).toEqual([{ finance0: 'pending' }, { finance1: 'pending' }]);
    expect(await desk.answer(key, 'alex')).toBe(404);
    expect((await desk.send('finance1', 'GET', `/rest/servicedeskapi/request/${key}`)).status).toBe(200);
    expect(await desk.answer(key, 'finance1')).toBe(200);
    expect(await desk.statusOf(key)).toBe('Ready');
  });

  it('may stand beside single people, and ask nobody twice', async () => {
    const people = crowd(2, 'finance');
    const desk = new ProbeDesk(siteWith({ approverGroupsFieldId: GROUPS_FIELD }, people));
    const key = await waitingForGroups(desk, 'finance');
    await desk.setApprovers(key, 'alex', 'finance0');
    expect(await approversOf(desk, key)).toEqual([
      { alex: 'pending' },
      { finance0: 'pending' },
      { finance1: 'pending' },
    ]);
  });

  it('need so many of each group where the step says so', async () => {
    const people = [...crowd(3, 'finance'), ...crowd(3, 'legal')];
    const desk = new ProbeDesk(
      siteWith({ approverGroupsFieldId: GROUPS_FIELD, required: { perGroup: 2 } }, people),
    );
    const key = await waitingForGroups(desk, 'finance', 'legal');
    for (const who of ['finance0', 'finance1', 'finance2', 'legal0']) await desk.answer(key, who);
    expect(await desk.statusOf(key)).toBe('Waiting');
    await desk.answer(key, 'legal2');
    expect(await desk.statusOf(key)).toBe('Ready');
  });

  it('may have two hundred members', async () => {
    const desk = new ProbeDesk(
      siteWith({ approverGroupsFieldId: GROUPS_FIELD, required: 1 }, crowd(200, 'everyone')),
    );
    const key = await waitingForGroups(desk, 'everyone');
    expect(await approversOf(desk, key)).toHaveLength(200);
    expect(await desk.answer(key, 'everyone199')).toBe(200);
    expect(await desk.statusOf(key)).toBe('Ready');
    expect(await approversOf(desk, key)).toHaveLength(200);
  });

  it('must exist', async () => {
    const desk = new ProbeDesk(siteWith({ approverGroupsFieldId: GROUPS_FIELD }));
    const key = await desk.raise();
    const fields = { [GROUPS_FIELD]: [{ name: 'nobody' }] };
    expect((await desk.send('agent', 'PUT', `/rest/api/3/issue/${key}`, { fields })).status).toBe(400);
  });
});

describe('an approval without a decision', () => {
  it('is not decided by an empty field', async () => {
    const desk = new ProbeDesk();
    const key = await waitingFor(desk);
    expect(await desk.statusOf(key)).toBe('Waiting');
    expect(await desk.approvals(key)).toMatchObject([
      { finalDecision: 'pending', canAnswerApproval: false, approvers: [] },
    ]);
    await desk.setApprovers(key, 'alex');
    expect(await desk.answer(key, 'alex')).toBe(200);
    expect(await desk.statusOf(key)).toBe('Ready');
  });

  it('ends when the issue leaves the status another way, with the approvers it had', async () => {
    const desk = new ProbeDesk();
    const key = await waitingFor(desk, 'alex', 'viewer');
    await desk.answer(key, 'viewer');
    await desk.move(key, '31');
    await desk.setApprovers(key, 'outsider');
    expect(await desk.approvals(key, 'alex')).toMatchObject([
      { finalDecision: 'pending', canAnswerApproval: false },
    ]);
    expect(await approversOf(desk, key)).toEqual([{ alex: 'pending' }, { viewer: 'approved' }]);
    expect(await desk.answer(key, 'alex')).toBe(409);
    expect(await desk.statusOf(key)).toBe('Done');
  });

  it('starts anew, with nobody’s vote, when the status is entered again', async () => {
    const desk = new ProbeDesk();
    const key = await waitingFor(desk, 'alex', 'viewer');
    await desk.answer(key, 'viewer');
    await desk.move(key, '12');
    expect(await desk.approvals(key, 'alex')).toMatchObject([
      { canAnswerApproval: false },
      { canAnswerApproval: true },
    ]);
    expect(await approversOf(desk, key)).toEqual([{ alex: 'pending' }, { viewer: 'pending' }]);
  });

  it('is left as it is by a transition onto itself, where the site is told so', async () => {
    const desk = new ProbeDesk({ ...probeSite(), selfTransitions: 'keep the approval' });
    const key = await waitingFor(desk, 'alex', 'viewer');
    await desk.answer(key, 'viewer');
    await desk.move(key, '12');
    expect(await desk.approvals(key, 'alex')).toMatchObject([{ canAnswerApproval: true }]);
    expect(await approversOf(desk, key)).toEqual([{ alex: 'pending' }, { viewer: 'approved' }]);
  });
});
