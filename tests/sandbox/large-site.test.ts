import { madeUpCompany } from '../../sandbox/company/company';
import { fillWithPastTickets } from '../../sandbox/company/past-tickets';
import { createRequest } from '../../sandbox/jsm/requests';
import { searchIssues } from '../../sandbox/jsm/jql';
import { deleteIssue } from '../../sandbox/jsm/issues';
import type { Issue } from '../../sandbox/jsm/model';
import { JsmSite } from '../../sandbox/jsm/site';
import { FirstOf } from '../../sandbox/jsm/first-of';
import { transitionIssue } from '../../sandbox/jsm/workflow';
import { SandboxSite } from '../../sandbox/sandbox';
import { listOf } from '../../sandbox/story/actors';
import { member } from '../../sandbox/untyped';
import { withUnguardedOthers } from '../support/workflows';
import fc from 'fast-check';

const PAST = 500;
const NOTHING_ELSE = { fields: {}, update: {}, properties: [] };
const NOW = Date.UTC(2026, 10, 23);
// no app answers for a guard here
const company = withUnguardedOthers(madeUpCompany());
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

  it('looks at the tickets of one person alone where a query asks for what they reported', () => {
    const { key, reporterId } = raise();
    const theirs = [...site.issues.values()].filter((issue) => issue.reporterId === reporterId);
    expect(keys(`project = IT AND reporter in ("${reporterId}") ORDER BY created DESC`)[0]).toBe(key);
    expect(visited).toBe(theirs.length);
    expect(theirs.length).toBeLessThan(PAST / 2);
  });

  it('lists somebody’s own requests, and those they were made a participant of, by looking at these alone', async () => {
    const desk = new SandboxSite(company.site, () => NOW, undefined, site);
    const { key } = raise();
    const { manager, newHire } = company.roles;
    const list = async (who: string): Promise<unknown[]> => {
      const response = await desk.fetchAs(who, '/rest/servicedeskapi/request?limit=100');
      return listOf(member(await response.json(), 'values')).map((request) => member(request, 'issueKey'));
    };
    const participant = async (method: string): Promise<void> => {
      const init = { method, body: JSON.stringify({ accountIds: [manager] }) };
      await desk.fetchAs(newHire, `/rest/servicedeskapi/request/${key}/participant`, init);
    };
    const all = jest.spyOn(site.issues, 'values');
    expect((await list(newHire))[0]).toBe(key);
    expect(await list(manager)).not.toContain(key);
    await participant('POST');
    expect(await list(manager)).toContain(key);
    await participant('DELETE');
    expect(await list(manager)).not.toContain(key);
    expect(all).not.toHaveBeenCalled();
  });

  it('keeps the first of very many as a sort of all would, equal ones in the order in which they came', () => {
    const pairs = fc.array(fc.tuple(fc.integer({ min: 0, max: 50 }), fc.nat()), { maxLength: 5_000 });
    const compare = ([a]: readonly [number, number], [b]: readonly [number, number]): number => a - b;
    fc.assert(
      fc.property(pairs, fc.integer({ min: 1, max: 100 }), (all, limit) => {
        const first = new FirstOf(limit, compare);
        for (const one of all) first.add(one);
        expect(first.inOrder()).toEqual([...all].sort(compare).slice(0, limit));
      }),
      { numRuns: 50 },
    );
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
