import { BrowserForTests, type OpenPage } from '../support/browser';
import { Gallery } from '../support/gallery';

const browser = BrowserForTests.forThisFile();
let gallery: Gallery;

beforeAll(async () => {
  gallery = await Gallery.start();
  await gallery.raise('sam', 'A seat, please');
});
afterAll(() => gallery.stop());

interface Scene {
  readonly name: string;
  readonly as?: string;
  readonly path: string;
  /** A heading that is there once the page is. */
  readonly heading: string;
  readonly act?: (opened: OpenPage) => Promise<void>;
}

const PORTAL = '/servicedesk/customer/portal/1';
const QUEUES = '/jira/servicedesk/projects/PRB/queues/1';

const open =
  (button: RegExp | string) =>
  ({ page }: OpenPage): Promise<void> =>
    page.getByRole('button', { name: button }).click();

const SCENES: readonly Scene[] = [
  { name: 'the start page', path: '/', heading: 'Try the app' },
  { name: 'the portal', as: 'sam', path: PORTAL, heading: 'My requests' },
  { name: 'the empty portal', as: 'outsider', path: PORTAL, heading: 'My requests' },
  { name: 'the form', as: 'sam', path: `${PORTAL}/create/10`, heading: 'How urgent is it?' },
  { name: 'a request', as: 'sam', path: `${PORTAL}/PRB-1`, heading: 'A seat, please' },
  { name: 'a queue', as: 'agent', path: QUEUES, heading: 'Open' },
  { name: 'queues of others', as: 'sam', path: QUEUES, heading: "You don't have access to these queues" },
  {
    name: 'no such issue',
    as: 'agent',
    path: '/browse/PRB-99',
    heading: "You don't have access to this issue",
  },
  { name: 'a dashboard', as: 'viewer', path: '/jira/dashboards/1', heading: 'Desk' },
  {
    name: 'the admin page',
    as: 'admin',
    path: '/jira/settings/apps/admin-page',
    heading: 'Gallery settings',
  },
  { name: 'an address without a page', as: 'agent', path: '/nowhere', heading: 'Page not found' },
  { name: 'the drawer', as: 'agent', path: QUEUES, heading: 'Open', act: open('Invocations') },
  { name: 'the choice of a person', as: 'agent', path: QUEUES, heading: 'Open', act: open(/^Acting as/) },
  { name: 'the choice of a time', as: 'agent', path: QUEUES, heading: 'Open', act: open(/^Sandbox time/) },
];

it.each(SCENES)('$name has no serious violation, light and dark, and fits 375 pixels', async (scene) => {
  const { as, path, heading, act } = scene;
  for (const [theme, width] of [
    ['light', 1280],
    ['dark', 375],
  ] as const) {
    const opened = await browser.open(gallery.url, path, {
      ...(as === undefined ? {} : { as }),
      theme,
      width,
    });
    await opened.page.getByRole('heading', { name: heading, exact: true }).first().waitFor();
    await act?.(opened);
    expect({ theme, violations: await opened.accessibilityViolations() }).toEqual({ theme, violations: [] });
    expect({ width, overflow: await opened.overflow() }).toEqual({ width, overflow: 0 });
  }
});

it('an error is readable in both themes', async () => {
  const opened = await browser.open(gallery.url, '/', { as: 'agent' });
  await opened.page.route('**/rest/servicedeskapi/**', (route) =>
    route.fulfill({ status: 500, body: '{"message":"out of order"}' }),
  );
  for (const theme of ['light', 'dark'] as const) {
    await opened.go(`${QUEUES}?theme=${theme}`);
    await opened.page.getByText('out of order').first().waitFor();
    expect({ theme, violations: await opened.accessibilityViolations() }).toEqual({ theme, violations: [] });
  }
});
