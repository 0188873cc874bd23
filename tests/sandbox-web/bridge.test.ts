import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { COMMANDS } from '../../sandbox/web/ui-kit/bridge-table';
import { BrowserForTests, eventually, type OpenPage } from '../support/browser';
import { Gallery, received } from '../support/gallery';

const browser = BrowserForTests.forThisFile();
let gallery: Gallery;
let issueKey: string;
let shared: Promise<OpenPage> | undefined;

beforeAll(async () => {
  gallery = await Gallery.start();
  issueKey = await gallery.raise('sam', 'Bridge me');
});
afterAll(() => gallery.stop());

async function openIssue(keep = false): Promise<OpenPage> {
  const opened = await browser.open(gallery.url, `/browse/${issueKey}`, { as: 'agent', keep });
  await opened.page.getByRole('heading', { name: 'Bridge', exact: true }).waitFor();
  return opened;
}

/** Keeps the form that the page sends; what is in a file does not show in the browser's list of requests. */
const KEEP_FORM = `(() => {
  const send = window.fetch;
  window.fetch = (address, options) => {
    if (options?.body instanceof FormData) window.sentForm = options.body;
    return send(address, options);
  };
})()`;
const READ_FORM = `Promise.all([...(window.sentForm ?? [])].map(async ([key, value]) => [
  key,
  typeof value === 'string' ? value : { name: value.name, type: value.type, text: await value.text() },
]))`;

const sharedIssue = (): Promise<OpenPage> => (shared ??= openIssue(true));

const press = (opened: OpenPage, name: string): Promise<void> =>
  opened.page.getByRole('button', { name, exact: true }).click();

async function pressAndExpect(name: string, expected: unknown): Promise<void> {
  const opened = await sharedIssue();
  await press(opened, name);
  await eventually(() => received(opened, 'answer'), expected);
}

describe('invoke', () => {
  it('brings back what the resolver returns, as values of the app’s own window', () =>
    pressAndExpect('Echo', { seats: 3, list: [1, 'two'] }));

  it('runs in the name of the person who looks at the page', () =>
    pressAndExpect('Who', { accountId: 'agent' }));

  it('rejects with an Error in Forge’s words when the resolver throws', () =>
    pressAndExpect('Fail', {
      isError: true,
      message: 'There was an error invoking the function - the seat is on fire',
    }));
});

describe('objectStore', () => {
  it('uploads, downloads and deletes at the addresses that a resolver gives out', () =>
    pressAndExpect('Keep a file', { status: 200, size: 5, text: 'seats', rest: 0 }));
});

describe('the context', () => {
  it('says where the surface is, who looks and in which theme', () =>
    pressAndExpect(
      'Context',
      expect.objectContaining({
        accountId: 'agent',
        moduleKey: 'gallery',
        siteUrl: gallery.url,
        theme: expect.objectContaining({ colorMode: 'light' }),
        timezone: 'Etc/UTC',
        extension: expect.objectContaining({ issue: expect.objectContaining({ key: issueKey }) }),
      }),
    ));

  it('has every part that Forge documents and a development environment has', async () => {
    const opened = await openIssue();
    await press(opened, 'Context');
    await opened.page.getByText('"moduleKey":"gallery"').waitFor();
    expect(await received(opened, 'answer')).toEqual({
      accountId: 'agent',
      cloudId: 'cloud-probe',
      environmentId: expect.any(String),
      environmentType: 'DEVELOPMENT',
      extension: expect.any(Object),
      localId: expect.any(String),
      locale: 'en-US',
      moduleKey: 'gallery',
      permissions: { scopes: ['read:jira-work', 'storage:app'], external: {} },
      siteUrl: gallery.url,
      theme: expect.objectContaining({
        colorMode: 'light',
        light: 'light',
        dark: 'dark',
        spacing: 'spacing',
      }),
      timezone: 'Etc/UTC',
    });
  });

  it('is what useProductContext hands out', async () => {
    const opened = await sharedIssue();
    await eventually(() => received(opened, 'module-key'), 'gallery');
  });

  it('makes Date follow the virtual clock', async () => {
    const opened = await sharedIssue();
    await press(opened, 'Now');
    await eventually(async () => String(await received(opened, 'answer')).slice(0, 15), '2026-11-23T09:0');
  });
});

describe('requestJira', () => {
  it('reads in the viewer’s name', () => pressAndExpect('Read issue', { status: 200, summary: 'Bridge me' }));

  it('sends files as a form, which the sandbox does not model', async () => {
    const opened = await openIssue();
    opened.expectComplaint(/does not model POST \/rest\/api\/3\/issue\/PRB-1\/attachments/);
    await opened.page.evaluate(KEEP_FORM);
    await press(opened, 'Attach');
    await eventually(
      () => opened.page.evaluate(READ_FORM),
      [
        ['file', { name: 'seats.csv', type: 'text/csv', text: 'seats' }],
        ['note', 'for Kim'],
      ],
    );
    await eventually(() => received(opened, 'answer'), { status: 501 });
  });

  it('hands over what is no text as it was', async () => {
    const opened = await openIssue();
    const bytes = Buffer.from([0, 255, 137, 80]);
    await opened.page.route('**/attachment/content/1', (route) =>
      route.fulfill({ body: bytes, contentType: 'image/png' }),
    );
    await press(opened, 'Load attachment');
    await eventually(() => received(opened, 'answer'), { size: bytes.length, type: 'image/png' });
  });

  it('is refused what the manifest has no scope for, and that is reported', async () => {
    const opened = await openIssue();
    opened.expectComplaint(/scope does not match/);
    await press(opened, 'Write without scope');
    await eventually(() => received(opened, 'answer'), { status: 401 });
    expect(gallery.site.jsm.issue(issueKey)?.values.get('summary')).toBe('Bridge me');
  });
});

describe('the view', () => {
  it.each([
    ['Submit', /not submittable/],
    ['Close', /not closable/],
    ['Open view', /not openable/],
    ['Modal by resource', /Unable to open modal/],
    ['Ask Rovo', /Unable to open Rovo Chat/],
  ])('refuses %s where the place takes none', async (name, words) => {
    const opened = await sharedIssue();
    await press(opened, name);
    await eventually(() => received(opened, 'answer'), {
      isError: true,
      message: expect.stringMatching(words),
    });
  });

  it('has no history in a panel', async () => {
    const opened = await sharedIssue();
    await press(opened, 'History');
    await eventually(() => received(opened, 'answer'), {
      isError: true,
      message: expect.stringContaining('no history'),
    });
  });

  it('names the window, and takes theming and the ready event in silence', async () => {
    const opened = await openIssue();
    await press(opened, 'Window title');
    await eventually(() => opened.page.title(), 'Named by the app');
    await press(opened, 'Theming');
    await press(opened, 'Ready');
    expect(await received(opened, 'answer')).toBeUndefined();
  });

  it('loads the issue anew when the app asks for a refresh', async () => {
    const opened = await openIssue();
    const reading = opened.page.waitForRequest(new RegExp(`/rest/api/3/issue/${issueKey}\\?`));
    await press(opened, 'Refresh');
    await reading;
  });
});

describe('what the site does not have', () => {
  it('has no preferences about cookies', () => pressAndExpect('Cookies', { preferences: null }));

  it('has no translations, as for an app without any', () =>
    pressAndExpect('Translations', { isError: true, message: 'Failed to get i18n info config' }));
});

describe('flags', () => {
  it('are shown by the page and closed by hand', async () => {
    const opened = await openIssue();
    await press(opened, 'Flag');
    const flag = opened.page.getByRole('alert').filter({ hasText: 'Seat taken' });
    await flag.waitFor();
    expect(await flag.innerText()).toContain('Sam has been told');
    expect(await flag.getByRole('button', { name: 'Undo' }).isVisible()).toBe(true);
    await flag.getByRole('button', { name: /Dismiss/ }).click();
    await flag.waitFor({ state: 'detached' });
  });

  it('are closed by the app', async () => {
    await pressAndExpect('Passing flag', true);
    const opened = await sharedIssue();
    await opened.page.getByText('Only for a moment').waitFor({ state: 'detached' });
  });
});

describe('moving', () => {
  it('knows the address of an issue', () => pressAndExpect('Issue address', '/browse/PRB-1'));

  it('navigates within the site without loading the page anew', async () => {
    const opened = await openIssue();
    await opened.page.evaluate('globalThis.stillHere = true');
    await press(opened, 'Go to queue');
    await opened.page.getByRole('heading', { name: 'Open', exact: true }).waitFor();
    expect(await opened.page.evaluate('globalThis.stillHere')).toBe(true);
  });
});

describe('events', () => {
  it.each([
    ['Emit event', { seat: 7 }],
    ['Emit public event', { seat: 8 }],
    ['Publish in realtime', 'nine'],
  ])('reach whoever listens: %s', pressAndExpect);

  it('go from a function to the pages that listen at the place of the surface that called it', async () => {
    const sams = await gallery.raise('sam', 'Another');
    const listening = await openIssue();
    const elsewhere = await browser.open(gallery.url, `/browse/${sams}`, { as: 'agent' });
    for (const opened of [listening, elsewhere]) {
      await press(opened, 'Listen in realtime');
      await eventually(() => received(opened, 'answer'), 'listening');
    }
    await pressAndExpect('Publish from a function', { isHeard: true });
    await eventually(() => received(listening, 'answer'), { left: 3 });
    expect(await received(elsewhere, 'answer')).toBe('listening');
  });

  it('do not come from global channels without their scope', () =>
    pressAndExpect('Listen to all', { isError: true, message: 'Unauthorized request' }));

  it('go from one surface of a page to the others, and the view that closes may say a last word', async () => {
    const { page } = await browser.open(gallery.url, '/jira/dashboards/1', { as: 'viewer' });
    const [first, second] = [0, 1].map((index) => page.getByRole('region', { name: 'Counter' }).nth(index));
    await second?.getByText('Entry point edit').waitFor();
    await second?.getByRole('button', { name: 'Leave' }).click();
    await first?.getByText('Heard "bye"').waitFor();
    await second?.getByRole('button', { name: 'Tell the others' }).click();
    await first?.getByText('Heard {"seats":2}').waitFor();
  });

  it('tell an issue panel that its issue changed', async () => {
    const opened = await openIssue();
    await gallery.rest('sam', 'POST', `/rest/servicedeskapi/request/${issueKey}/comment`, {
      body: 'Any news?',
    });
    const issueId = gallery.site.jsm.issue(issueKey)?.id;
    await eventually(() => received(opened, 'issue-changed'), {
      issueId,
      projectId: '10000',
      changes: [{ changeType: 'commented', atlassianId: 'sam' }],
    });
    await opened.page.getByText('Any news?').waitFor();
  });
});

describe('the table of commands', () => {
  const COMMAND = /callBridge\)?(?:\(\))?\(\s*['"](\w+)['"]/gi;

  it('names every command of the installed SDK and no other', () => {
    const files = ['bridge', 'react', 'dashboards-bridge'].flatMap((sdk) => {
      const folder = join('node_modules/@forge', sdk, 'out');
      return readdirSync(folder, { recursive: true, encoding: 'utf8' })
        .filter((file) => file.endsWith('.js') && !file.includes('__test__'))
        .map((file) => join(folder, file));
    });
    const sent = files.flatMap((file) =>
      [...readFileSync(file, 'utf8').matchAll(COMMAND)].map(([, name]) => name),
    );
    expect([...new Set(sent)].sort()).toEqual(Object.keys(COMMANDS).sort());
  });

  const missing = Object.entries(COMMANDS).filter(([, state]) => state === 'missing');

  it.each(missing)('rejects %s, which is missing, and reports it', async (name) => {
    const opened = await sharedIssue();
    opened.expectComplaint(new RegExp(`bridge command '${name}'`));
    const frame = opened.page.frameLocator('iframe[title^="gallery "]');
    expect(
      await frame
        .locator('html')
        .evaluate(`__bridge.callBridge('${name}', {}).catch((error) => error.message)`),
    ).toBe(`The sandbox does not model the bridge command '${name}'.`);
  });
});

describe('an unknown command', () => {
  it('rejects, is shown on the page and reported', async () => {
    const opened = await openIssue();
    opened.expectComplaint(/bridge command 'makeCoffee'/);
    await press(opened, 'Unknown command');
    await eventually(() => received(opened, 'answer'), {
      isError: true,
      message: "The sandbox does not model the bridge command 'makeCoffee'.",
    });
    expect(await opened.surface('gallery').innerText()).toContain('does not model the bridge command');
  });
});
