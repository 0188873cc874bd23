import { madeUpCompany } from '../../sandbox/company/company';
import { fillWithPastTickets } from '../../sandbox/company/past-tickets';
import { createRequest } from '../../sandbox/jsm/requests';
import { searchIssues } from '../../sandbox/jsm/jql';
import { deleteIssue } from '../../sandbox/jsm/issues';
import type { Issue } from '../../sandbox/jsm/model';
import { JsmSite } from '../../sandbox/jsm/site';
import { transitionIssue } from '../../sandbox/jsm/workflow';

const PAST = 500;
const NOTHING_ELSE = { fields: {}, update: {}, properties: [] };
const NOW = Date.UTC(2026, 10, 23);
const company = madeUpCompany();
let site: JsmSite;
let visited: number;

beforeEach(() => {
  site = new JsmSite(company.site, () => NOW);
  fillWithPastTickets(site, PAST, NOW);
  visited = 0;
});

const seen = (): boolean => {
  visited++;
  return true;
};
const keys = (jql: string): string[] => searchIssues(site, jql, seen).map(({ key }) => key);
const sam = () => site.account(company.roles.newHire);
const agent = () => ({ account: site.account(company.roles.agent) });
const raise = (): Issue =>
  createRequest(site, sam(), {
    serviceDeskId: '1',
    requestTypeId: '12',
    requestFieldValues: { summary: 'A laptop' },
    requestParticipants: [],
  });

describe('a site with many finished tickets', () => {
  it('looks at the open ones alone where a query asks for them', async () => {
    const { key } = raise();
    expect(keys('project = IT AND statusCategory != Done ORDER BY created ASC')).toEqual([key]);
    expect(visited).toBe(1);
    expect(keys('statusCategory != Done AND (status = Open OR summary ~ laptop)')).toEqual([key]);
    expect(visited).toBe(2);
    await transitionIssue(site, agent(), key, '61', NOTHING_ELSE);
    expect(keys('status = Open')).toEqual([]);
    expect(visited).toBe(2);
    expect(keys('status = Fulfilled')).toHaveLength(PAST + 1);
  });

  it('finds all where a query leaves the status open, and none that is deleted', () => {
    const { key } = raise();
    expect(keys('project = IT OR status = Open')).toHaveLength(PAST + 1);
    expect(keys('NOT status = Open')).toHaveLength(PAST);
    deleteIssue(site, agent(), key);
    expect(keys('status = Open')).toEqual([]);
    expect(site.issue(key)).toBeUndefined();
  });
});
