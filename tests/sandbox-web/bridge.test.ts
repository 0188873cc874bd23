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

describe('the context', () => {
  it('says where the surface is, who looks and in which theme', () =>
    pressAndExpect(
      'Context',
      expect.objectContaining({
        accountId: 'agent',
        moduleKey: 'gallery',
        siteUrl: gallery.url,
        theme: { colorMode: 'light' },
        timezone: 'Etc/UTC',
        extension: expect.objectContaining({ issue: expect.objectContaining({ key: issueKey }) }),
      }),
    ));

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
