import { BrowserForTests } from '../support/browser';
import { fulfill, MIRO_STANDARD, raise, SLACK_STANDARD } from '../support/requests';
import { ServedWorld } from '../support/served-world';

const PATIENT = { timeout: 15_000 };

const browser = BrowserForTests.forThisFile();
let served: ServedWorld;

beforeAll(async () => {
  served = await ServedWorld.start();
}, 120_000);
afterAll(() => served.stop());

it('who can’t help it is not told that details are needed', async () => {
  const { world } = served;
  await fulfill(world, await raise(world, SLACK_STANDARD));
  const outsider = world.sandbox.host.installationOf(world.site).appAccountId;
  const [again, unknown, unsaid] = [
    await raise(world, { ...SLACK_STANDARD, justification: 'Once more' }),
    await raise(world, { ...MIRO_STANDARD, beneficiary: outsider }),
    await raise(world, { application: 'Miro', tier: 'Standard' }),
  ];
  for (const [key, word] of [
    [again, 'Can’t be requested'],
    [unknown, 'With your IT team'],
    [unsaid, 'Details needed'],
  ] as const) {
    const path = `/servicedesk/customer/portal/1/${key}`;
    const opened = await browser.open(served.url, path, { as: world.company.roles.newHire });
    await opened.surface('portal-request').getByText(word, { exact: true }).waitFor(PATIENT);
  }
});
