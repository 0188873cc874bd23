import { BrowserForTests, eventually } from '../support/browser';
import { Gallery } from '../support/gallery';

const browser = BrowserForTests.forThisFile();
let gallery: Gallery;

beforeAll(async () => {
  gallery = await Gallery.start();
});
afterAll(() => gallery.stop());

const PORTAL = '/servicedesk/customer/portal/1';

/** A request whose approval is open, asked of these people. */
async function waitingFor(...approvers: string[]): Promise<string> {
  const issueKey = await gallery.raise('sam', 'Needs a yes');
  const fields = { customfield_10001: approvers.map((accountId) => ({ accountId })) };
  await gallery.rest('agent', 'PUT', `/rest/api/3/issue/${issueKey}`, { fields });
  await gallery.rest('agent', 'POST', `/rest/api/3/issue/${issueKey}/transitions`, {
    transition: { id: '11' },
  });
  return issueKey;
}

describe('the portal', () => {
  it('shows what one can ask for, what waits for one’s approval and what one has asked for', async () => {
    const asked = await gallery.raise('alex', 'Of my own');
    const waiting = await waitingFor('alex');
    const opened = await browser.open(gallery.url, PORTAL, { as: 'alex' });
    const { page } = opened;
    await page.getByRole('link', { name: 'Ask for something' }).waitFor();
    await page.getByRole('table', { name: 'Waiting for your approval' }).getByText(waiting).waitFor();
    await page.getByRole('table', { name: 'My requests' }).getByText(asked).waitFor();
    expect(await opened.accessibilityViolations()).toEqual([]);
  });

  it('says what will be where there is nothing yet', async () => {
    const opened = await browser.open(gallery.url, PORTAL, { as: 'outsider', width: 320, height: 640 });
    await opened.page.getByText('No requests yet').waitFor();
    await opened.page.getByText('Nothing waits for you').waitFor();
    expect(await opened.overflow()).toBe(0);
  });
});

describe('the profile in the portal', () => {
  it('holds the app’s panel, which knows whose it is and nothing else', async () => {
    const opened = await browser.open(gallery.url, PORTAL, { as: 'alex' });
    await opened.page.getByRole('link', { name: 'Profile' }).click();
    await opened.page.getByRole('heading', { name: 'About me' }).waitFor();
    await opened.page
      .getByText('alex at {"type":"jiraServiceManagement:portalProfilePanel"}', { exact: true })
      .waitFor();
    expect(await opened.accessibilityViolations()).toEqual([]);
    expect(await opened.overflow()).toBe(0);
  });
});

describe('the form of a request type', () => {
  it('waits for the app’s panel, says so, and sends the panel’s values with the request', async () => {
    const opened = await browser.open(gallery.url, `${PORTAL}/create/10`, { as: 'sam' });
    const { page } = opened;
    const send = page.getByRole('button', { name: 'Send' });
    await page.getByText('Complete “How urgent is it?” to send the request.').waitFor();
    expect(await send.isDisabled()).toBe(true);
    expect(await opened.accessibilityViolations()).toEqual([]);

    await page.getByLabel('Urgency').click();
    await page.getByRole('option', { name: 'Today' }).click();
    await eventually(() => send.isDisabled(), false);
    await send.click();
    await page.getByText('Enter: summary').waitFor();
    await page.getByLabel('Summary').fill('Figma, please');
    await page.getByLabel('Level').click();
    await page.getByRole('option', { name: 'high' }).click();
    await send.click();

    await page.getByRole('heading', { name: 'Figma, please' }).waitFor();
    const issueKey = new URL(page.url()).pathname.split('/').at(-1) ?? '';
    const issue = gallery.site.jsm.issue(issueKey);
    // stored by its id, as Jira does
    expect(issue?.values.get('customfield_10002')).toBe('2');
    expect(issue?.properties.get('0b7ad9ff-0000-4000-8000-000000000002')).toEqual({ urgency: 'today' });
  });

  it('says what the server refuses', async () => {
    const { page } = await browser.open(gallery.url, `${PORTAL}/create/10`, { as: 'sam' });
    await page.getByLabel('Urgency').click();
    await page.getByRole('option', { name: 'Today' }).click();
    await page.getByLabel('Summary').fill('Refused');
    await page.route('**/sandbox/api/portal-requests', (route) =>
      route.fulfill({ status: 400, body: '{"message":"Closed on Mondays"}' }),
    );
    await page.getByRole('button', { name: 'Send' }).click();
    const flag = page.getByRole('alert').filter({ hasText: 'The request was not sent' });
    await flag.waitFor();
    expect(await flag.innerText()).toContain('Closed on Mondays');
  });
});

describe('a request', () => {
  it('shows the app’s panel with the request it is about, and takes replies', async () => {
    const issueKey = await gallery.raise('sam', 'About my seat');
    const opened = await browser.open(gallery.url, `${PORTAL}/${issueKey}`, { as: 'sam' });
    const { page } = opened;
    await page.getByText(`Panel of {"key":"${issueKey}","typeId":10}`).waitFor();
    await page.getByLabel('Reply').fill('Any news?');
    await page.getByRole('button', { name: 'Send reply' }).click();
    await page.locator('.comments').getByText('Any news?').waitFor();
    expect(await opened.accessibilityViolations()).toEqual([]);
  });

  it('never shows internal notes to a customer', async () => {
    const issueKey = await gallery.raise('sam');
    const body = { type: 'doc', version: 1, content: [] };
    await gallery.comment('agent', issueKey, body, true);
    const { page } = await browser.open(gallery.url, `${PORTAL}/${issueKey}`, { as: 'sam' });
    await page.getByText('No messages yet').waitFor();
  });

  it('lets an approver approve, and only them', async () => {
    const issueKey = await waitingFor('alex');
    const asker = await browser.open(gallery.url, `${PORTAL}/${issueKey}`, { as: 'sam' });
    await asker.page.getByText('Waiting', { exact: true }).waitFor();
    expect(await asker.page.getByRole('button', { name: 'Approve' }).count()).toBe(0);

    const approver = await browser.open(gallery.url, `${PORTAL}/${issueKey}`, { as: 'alex' });
    await approver.page.getByRole('button', { name: 'Approve' }).click();
    await approver.page.getByText('Ready', { exact: true }).waitFor();
    expect(await approver.page.getByRole('region', { name: 'Approvers' }).innerText()).toMatch(
      /Alex\s+Approved/,
    );
    await asker.page.getByText('Ready', { exact: true }).waitFor();
  });

  it('lets an approver decline', async () => {
    const issueKey = await waitingFor('alex');
    const { page } = await browser.open(gallery.url, `${PORTAL}/${issueKey}`, { as: 'alex' });
    await page.getByRole('button', { name: 'Decline' }).click();
    await page.locator('.request-status').getByText('Declined').waitFor();
  });

  it('is withdrawn by its requester after a second question', async () => {
    const issueKey = await gallery.raise('sam');
    const { page } = await browser.open(gallery.url, `${PORTAL}/${issueKey}`, { as: 'sam' });
    await page.getByRole('button', { name: 'Withdraw' }).click();
    const dialog = page.getByRole('dialog', { name: `Withdraw ${issueKey}?` });
    await dialog.getByRole('button', { name: 'Keep the request' }).click();
    await dialog.waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Withdraw' }).click();
    await dialog.getByRole('button', { name: 'Withdraw' }).click();
    await page.locator('.request-status').getByText('Declined').waitFor();
  });

  it('is not there for people it does not concern', async () => {
    const issueKey = await gallery.raise('sam');
    const { page } = await browser.open(gallery.url, `${PORTAL}/${issueKey}`, { as: 'alex' });
    await page.getByRole('heading', { name: "You don't have access to this request" }).waitFor();
  });
});

describe('the start page', () => {
  it('tells the story in steps and acts as the person of each', async () => {
    const opened = await browser.open(gallery.url, '/');
    expect(await opened.accessibilityViolations()).toEqual([]);
    await opened.page.getByRole('button', { name: 'As Agent' }).first().click();
    await opened.page.getByRole('navigation', { name: 'Queues' }).waitFor();
    await opened.page.getByRole('button', { name: 'Acting as Agent, Agent. Switch person' }).waitFor();
  });
});
