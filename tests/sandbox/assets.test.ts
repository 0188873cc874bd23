import { madeUpCompany } from '../../sandbox/company/company';
import { listOf } from '../../sandbox/story/actors';
import { member } from '../../sandbox/untyped';
import { companyWithoutAssets } from '../support/companies';
import { ProbeDesk } from '../support/probe-desk';

const company = madeUpCompany();
const { administrator, lead, agent, newHire, owner } = company.roles;
const desk = new ProbeDesk(company.site);
const WORKSPACES = '/rest/servicedeskapi/assets/workspace';
const OBJECTS = `/jsm/assets/workspace/${company.site.assets?.workspaceId ?? ''}/v1/object/aql`;

const find = (who: string, qlQuery: string, query = ''): Promise<{ status: number; body: unknown }> =>
  desk.send(who, 'POST', `${OBJECTS}${query}`, { qlQuery });
const labels = (page: { readonly body: unknown }): unknown[] =>
  listOf(member(page.body, 'values')).map((object) => member(object, 'label'));

describe('Assets', () => {
  it('has a workspace where JSM has it, and none elsewhere', async () => {
    const found = await desk.send(newHire, 'GET', WORKSPACES);
    expect(found.body).toMatchObject({ values: [{ workspaceId: company.site.assets?.workspaceId }] });
    const elsewhere = new ProbeDesk(companyWithoutAssets().site);
    expect((await elsewhere.send(newHire, 'GET', WORKSPACES)).body).toMatchObject({ values: [] });
    expect((await elsewhere.send(administrator, 'POST', OBJECTS, { qlQuery: 'Name = x' })).status).toBe(404);
  });

  it.each([
    ['by type', 'objectType = Application', ['Figma', 'Notion']],
    ['whatever the case', 'OBJECTTYPE = "application TIER" and name = PREMIUM', ['Premium']],
    ['by several values', 'objectType = Application AND "Catalog key" in (figma, "miro")', ['Figma']],
    ['by what they refer to', 'Application = Notion AND Premium = true', ['Plus']],
    [
      'by schema',
      'objectSchema = "Software as a service" AND Supplier = "Notion Labs"',
      ['Notion 2026, Plus'],
    ],
    ['nothing', 'objectType = Server', []],
  ])('finds %s', async (_how, aql, expected) => {
    expect(labels(await find(administrator, aql))).toEqual(expected);
  });

  it('gives values with their attributes, people with their accounts, references with what they point to', async () => {
    const { body } = await find(administrator, 'objectType = "Application tier" AND Name = Premium');
    const attributes = listOf(member(body, 'objectTypeAttributes'));
    const idOf = (name: string): unknown =>
      member(
        attributes.find((attribute) => member(attribute, 'name') === name),
        'id',
      );
    const [object] = listOf(member(body, 'values'));
    expect(object).toMatchObject({
      objectKey: 'SAAS-12',
      objectType: { name: 'Application tier' },
      attributes: expect.arrayContaining([
        expect.objectContaining({
          objectTypeAttributeId: idOf('Application'),
          objectAttributeValues: [
            expect.objectContaining({
              value: 'SAAS-1',
              referencedObject: expect.objectContaining({ label: 'Figma' }),
            }),
          ],
        }),
      ]) as unknown,
    });
    const people = await find(administrator, 'objectType = Application AND Name = Figma');
    expect(JSON.stringify(people.body)).toContain(
      `"key":"${owner}","emailAddress":"leo.brandt@acme.example"`,
    );
  });

  it('gives page by page, 25 objects unless asked otherwise', async () => {
    const first = await find(administrator, 'objectType = "Application tier"', '?startAt=0&maxResults=3');
    expect(first.body).toMatchObject({ startAt: 0, maxResults: 3, isLast: false });
    const second = await find(administrator, 'objectType = "Application tier"', '?startAt=3&maxResults=3');
    expect(second.body).toMatchObject({ startAt: 3, isLast: true, values: [{ label: 'Free' }] });
    expect((await find(administrator, 'objectType = Application')).body).toMatchObject({ maxResults: 25 });
  });

  it('leaves attributes out when they are not wanted', async () => {
    const { body } = await find(administrator, 'objectType = Application', '?includeAttributes=false');
    expect(JSON.stringify(body)).not.toContain('objectAttributeValues');
  });

  it('shows objects to people with a role in their schema, and to administrators', async () => {
    const seen = async (who: string): Promise<number> =>
      labels(await find(who, 'objectType = Application')).length;
    expect([await seen(administrator), await seen(lead), await seen(agent), await seen(newHire)]).toEqual([
      2, 2, 0, 0,
    ]);
    const body = JSON.stringify({ qlQuery: 'objectType = Application' });
    expect((await desk.site.fetchAs(undefined, OBJECTS, { method: 'POST', body })).status).toBe(401);
  });

  it.each([
    ['half a comparison', 'objectType ='],
    ['two values without a joint', 'objectType = Application tier'],
    ['an attribute that no type has', 'Color = red'],
    ['an open bracket', 'Name in (Figma'],
    ['nothing at all', ''],
  ])('refuses %s', async (_what, aql) => {
    expect(await find(administrator, aql)).toMatchObject({
      status: 400,
      body: { errorMessages: [expect.stringMatching(/^The AQL query is invalid/)] },
    });
  });

  it.each(['Name like Fig', 'Name = Figma OR Name = Notion', 'Owner = currentUser()', 'Seats > 5'])(
    'answers 501 to what it does not model of AQL: %s',
    async (aql) => {
      expect((await find(administrator, aql)).status).toBe(501);
    },
  );
});
