import type { Page } from 'playwright-core';
import { BrowserForTests, eventually, type OpenPage } from '../support/browser';
import { Gallery, received } from '../support/gallery';

const browser = BrowserForTests.forThisFile();
let gallery: Gallery;
let opened: OpenPage;
let page: Page;

beforeAll(async () => {
  gallery = await Gallery.start();
  const issueKey = await gallery.raise('sam');
  opened = await browser.open(gallery.url, `/browse/${issueKey}`, { as: 'agent', keep: true });
  ({ page } = opened);
  await page.getByRole('heading', { name: 'Bridge' }).waitFor();
});
afterAll(() => gallery.stop());

const fields = (): Promise<unknown> => received(opened, 'fields-received');

describe('text inputs', () => {
  it('lose no character and no focus while the app controls the value', async () => {
    const input = page.getByLabel('Controlled text');
    const text = 'A fairly long sentence, typed as fast as the keyboard allows.';
    await input.pressSequentially(text);
    expect(await input.inputValue()).toBe(text);
    expect(await page.evaluate('document.activeElement.name')).toBe('controlled');
    await eventually(fields, { type: 'text', value: text, checked: false, name: 'controlled' });
  });

  it('show what the app makes of an entry', async () => {
    const input = page.getByLabel('Digits only');
    await input.press('End');
    await input.pressSequentially('3x4');
    await eventually(() => input.inputValue(), '1234');
  });

  it('keep their own value when the app gives only a default', async () => {
    const notes = page.getByLabel('Uncontrolled notes');
    expect(await notes.inputValue()).toBe('as it was');
    await notes.fill('as it is');
    await notes.blur();
    await eventually(fields, { type: 'textarea', value: 'as it is', name: '', blurred: true });
  });
});

describe('choices', () => {
  it('hands over the option that was selected, and offers no disabled one', async () => {
    await page.getByLabel('Application', { exact: true }).click();
    expect(await page.getByRole('option', { name: 'Miro' }).getAttribute('aria-disabled')).toBe('true');
    await page.getByRole('option', { name: 'Slack' }).click();
    await eventually(fields, { label: 'Slack', value: 'slack' });
  });

  it('hands over all options of a multiple select', async () => {
    await page.getByLabel('Applications').click();
    await page.getByRole('option', { name: 'Slack' }).click();
    await eventually(fields, [
      { label: 'Figma', value: 'figma' },
      { label: 'Slack', value: 'slack' },
    ]);
  });

  it('hands over whether a box is checked', async () => {
    await page.getByLabel('I agree').check({ force: true });
    await eventually(fields, { type: 'checkbox', value: 'yes', checked: true, name: 'agree' });
  });

  it('hands over the values of a group of boxes', async () => {
    await page.getByRole('checkbox', { name: 'Tuesday' }).check({ force: true });
    await eventually(fields, ['mon', 'tue']);
    await page.getByRole('checkbox', { name: 'Monday' }).uncheck({ force: true });
    await eventually(fields, ['tue']);
  });

  it('ties a toggle to its label', async () => {
    await page.getByLabel('Notify me').check({ force: true });
    await eventually(async () => ((await fields()) as { checked?: boolean }).checked, true);
  });

  it('hands over the radio that was chosen', async () => {
    await page.getByLabel('Premium').check({ force: true });
    await eventually(fields, { type: 'radio', value: 'premium', checked: true, name: 'tier' });
    expect(await page.getByLabel('Standard').isChecked()).toBe(false);
    await page.getByLabel('A radio alone').check({ force: true });
    await eventually(fields, { type: 'radio', value: 'alone', checked: true, name: 'alone' });
  });
});

describe('dates and numbers', () => {
  it('hands over a date as text', async () => {
    await page.getByLabel('Until').fill('4/2/2027');
    await page.getByLabel('Until').press('Enter');
    await eventually(fields, '2027-04-02');
  });

  it('hands over a time as text', async () => {
    await page.getByLabel('At', { exact: true }).click();
    await page.getByRole('option', { name: /10:00/ }).click();
    await eventually(fields, '10:00');
  });

  it('hands over a range as a number', async () => {
    await page.getByRole('slider', { name: 'Seats' }).press('ArrowRight');
    await eventually(fields, 4);
  });

  it('hands over the day chosen in a calendar', async () => {
    await page.getByRole('button', { name: /^15, / }).click();
    await eventually(fields, { selected: '2027-03-15' });
  });
});

describe('files', () => {
  it('hands over name, type, size and content of a picked file', async () => {
    const buffer = Buffer.from('WorkerID,FullName\n1,Zoë');
    await page.getByTestId('roster').setInputFiles({ name: 'roster.csv', mimeType: 'text/csv', buffer });
    await eventually(fields, [
      { name: 'roster.csv', type: 'text/csv', size: buffer.length, data: buffer.toString('base64') },
    ]);
  });

  it('lets a file card be deleted', async () => {
    await page.getByRole('button', { name: 'Delete roster.csv' }).click();
    await eventually(fields, 'deleted');
  });
});

describe('an inline edit', () => {
  it('validates, confirms and shows the new value', async () => {
    await page.getByText('Old title').click();
    const input = page.locator('form[role="presentation"] input');
    await input.fill('Hi');
    await page.getByRole('button', { name: 'Confirm' }).click();
    expect(await input.isVisible()).toBe(true);
    await input.fill('New title');
    await page.getByRole('button', { name: 'Confirm' }).click();
    await page.getByText('New title', { exact: true }).waitFor();
    await eventually(fields, { confirmed: 'New title' });
  });
});

describe('a form with useForm', () => {
  it('is not sent while a field is missing; the error clears as soon as it is filled', async () => {
    const reason = page.getByLabel('Reason*');
    await page.getByRole('button', { name: 'Ask', exact: true }).click();
    await page.getByText('Give a reason of three letters').waitFor();
    expect(await reason.getAttribute('aria-invalid')).toBe('true');
    expect(await received(opened, 'form-sent')).toBeUndefined();
    await reason.pressSequentially('Rebrand');
    await page.getByText('Give a reason of three letters').waitFor({ state: 'detached' });
  });

  it('sends the values of every kind of field', async () => {
    await page.getByLabel('Number of seats').fill('2');
    await page.getByLabel('Tier of the form').click();
    await page.getByRole('option', { name: 'Premium' }).click();
    await page.getByLabel('End of the form').fill('12/31/2027');
    await page.getByLabel('End of the form').press('Enter');
    await page.getByLabel('Urgent').uncheck({ force: true });
    await page.getByRole('button', { name: 'Ask', exact: true }).click();
    await eventually(() => received(opened, 'form-sent'), {
      reason: 'Rebrand',
      seats: '2',
      tier: { label: 'Premium', value: 'premium' },
      until: '2027-12-31',
      urgent: false,
    });
  });
});

describe('a user picker', () => {
  const people = (): Promise<unknown> => received(opened, 'people-received');
  const viewer = {
    id: 'viewer',
    type: 'user',
    name: 'Viewer',
    email: 'viewer@probe.example',
    avatarUrl: '/sandbox/avatar/viewer',
  };

  it('searches people and hands over the one that was picked', async () => {
    await page.getByLabel('Fulfiller').pressSequentially('view');
    await page.getByRole('option', { name: 'Viewer' }).click();
    await eventually(people, viewer);
  });

  it('starts with the default person and hands over all when it takes several', async () => {
    await page.getByRole('button', { name: 'Remove Agent' }).waitFor();
    await page.getByLabel('Watchers').pressSequentially('view');
    await page.getByRole('option', { name: 'Viewer' }).click();
    await eventually(people, [
      {
        id: 'agent',
        type: 'user',
        name: 'Agent',
        email: 'agent@probe.example',
        avatarUrl: '/sandbox/avatar/agent',
      },
      viewer,
    ]);
  });
});

describe('an editor', () => {
  const saying = (text: string): unknown => ({
    version: 1,
    type: 'doc',
    content: [{ type: 'paragraph', content: [{ type: 'text', text }] }],
  });

  it('begins with the words of its document, and hands over what is typed as one', async () => {
    const [comment, chromeless] = await page.getByRole('textbox', { name: /^Main content area/ }).all();
    expect(await comment?.inputValue()).toBe('as it was');
    expect(await chromeless?.isDisabled()).toBe(true);
    await comment?.fill('as it is');
    await eventually(() => received(opened, 'editors-received'), { changed: saying('as it is') });
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await eventually(() => received(opened, 'editors-received'), { saved: saying('as it is') });
    await page.getByRole('button', { name: 'Cancel', exact: true }).click();
    await eventually(() => received(opened, 'editors-received'), 'cancelled');
  });
});
