import { HostRefusal } from '../../sandbox/forge/host-refusal';
import { ProbeApp } from '../support/probe-app';
import { person } from '../support/probe-site';

let app: ProbeApp;

beforeAll(async () => {
  app = await ProbeApp.start();
  app.site.jsm.accounts.set('una', person('Una', 'unlicensed'));
});

afterAll(() => app.sandbox.stop());

const accountType = async (moduleKey: string, accountId: string | undefined): Promise<unknown> => {
  const extension = { project: { key: 'PRB' } };
  const call = { site: app.site, moduleKey, accountId, functionKey: 'who', payload: {}, extension };
  return app.sandbox.host.invokeResolver(call).then(
    (context) => (context as { accountType: string }).accountType,
    (error: unknown) => (error instanceof HostRefusal ? error.status : error),
  );
};

describe('unlicensedAccess', () => {
  it.each([
    ['a licensed person', 'viewer', 'licensed'],
    ['a customer', 'sam', 'customer'],
    ['somebody anonymous', undefined, 'anonymous'],
    ['a person without a license, whom the manifest does not name', 'una', 403],
  ])('decides about %s at a module of the portal', async (_who, accountId, expected) => {
    expect(await accountType('portal-profile', accountId)).toBe(expected);
  });

  it.each([
    ['a customer', 'sam'],
    ['somebody anonymous', undefined],
    ['a person without a license', 'una'],
  ])('keeps %s out of a module that does not have it', async (_who, accountId) => {
    expect(await accountType('open-page', 'viewer')).toBe('licensed');
    expect(await accountType('open-page', accountId)).toBe(403);
  });
});
