import { DAY } from '../../src/common/rules/time';
import type { Page } from 'playwright-core';
import { fillWithPastTickets } from '../../sandbox/company/past-tickets';
import { historyCsv, madeUpLog } from '../support/history';
import { consoleScene, type Scene } from './scene';

const open = async (page: Page): Promise<void> => {
  await page.getByRole('tab', { name: 'Reports' }).click();
  await page.getByRole('button', { name: 'Import past tickets' }).click();
  await page.getByText('Import from').waitFor();
};

const pick = (page: Page, name: string, text: string): Promise<void> =>
  page.locator('input[type=file]').setInputFiles({ name, mimeType: 'text/csv', buffer: Buffer.from(text) });

const chooseMapped = async (page: Page): Promise<void> => {
  await open(page);
  await page.getByLabel('Import from').click();
  await page.getByText('Any CSV file (map its columns)').last().click();
};

const TICKETS = `key,updated,state,sla,application,department
HD-1,2026-11-02 10:15,Closed,met,Slack,Sales
HD-2,2026-11-03 16:40,Closed,missed,Figma,Design
HD-3,2026-11-04 09:05,Open,,Slack,Sales
HD-4,2026-31-04,Closed,perhaps,Miro,Design
`;

const map = async (page: Page): Promise<void> => {
  await chooseMapped(page);
  await pick(page, 'helpdesk.csv', TICKETS);
  await page.getByText('Time format').waitFor();
};

const importLog = async (page: Page, rows: number): Promise<void> => {
  await open(page);
  const damaged = madeUpLog(rows).map((row, index) =>
    index % 97 === 5 ? { ...row, incident_state: '-100' } : row,
  );
  await pick(page, 'incidents.csv', historyCsv(damaged));
  await page.getByRole('button', { name: /^Import .* rows$/ }).click();
};

const openUndo = async (page: Page): Promise<void> => {
  await importLog(page, 600);
  await page.getByText('incidents.csv was imported', { exact: true }).waitFor();
  await page.getByRole('button', { name: 'Undo' }).first().click();
};

const undo = async (page: Page): Promise<void> => {
  await openUndo(page);
  await page.getByText('records will be removed').waitFor();
};

const past = (state: string, act: Scene['act'], more: Partial<Scene> = {}): Scene =>
  consoleScene(`past${state}`, () => Promise.resolve(), act, more);

const jira = (state: string, act: NonNullable<Scene['act']>, more: Partial<Scene> = {}): Scene =>
  consoleScene(
    `past${state}`,
    (world) => {
      fillWithPastTickets(world.site.jsm, 240, world.now() - 60 * DAY);
      return Promise.resolve();
    },
    async (page) => {
      await open(page);
      await page.getByLabel('Import from').click();
      await page.getByText('This Jira site (JQL)').last().click();
      await page.getByLabel('JQL').fill('project = IT AND created < 2026-10-01');
      await act(page);
    },
    more,
  );

/** Past tickets: every step of an import, and what is there afterwards. */
export const pastScenes: readonly Scene[] = [
  past('', open),
  past('-narrow', open, { width: 480 }),
  past('-mapping', map, { height: 1500 }),
  past('-mapping-narrow', map, { width: 480, height: 2400 }),
  past(
    '-dry-run',
    async (page) => {
      await map(page);
      await page.getByRole('button', { name: 'Dry run' }).click();
      await page.getByText('Preview of the first rows').waitFor();
    },
    { height: 1300 },
  ),
  past('-running', async (page) => {
    await page.route('**/*', async (route) => {
      const body = route.request().postData() ?? '';
      // the third part never arrives, so that the picture has something to show
      if (body.includes('history/take-part') && body.includes('"part":2')) return;
      await route.continue();
    });
    await importLog(page, 12_000);
    await page.getByText(/of 12,000 rows/).waitFor();
  }),
  past(
    '-done',
    async (page) => {
      await importLog(page, 1_500);
      await page.getByText('incidents.csv was imported', { exact: true }).waitFor();
    },
    { height: 1700 },
  ),
  past('-undo', undo),
  past('-undo-narrow', undo, { width: 420, height: 800 }),
  past('-undo-error', async (page) => {
    await page.route('**/sandbox/api/invoke', async (route) => {
      const isPlan = (route.request().postData() ?? '').includes('history/plan-undo');
      await (isPlan ? route.fulfill({ status: 500, json: {} }) : route.continue());
    });
    await openUndo(page);
    await page.getByText('Couldn’t load this').waitFor();
  }),
  past('-error', async (page) => {
    await open(page);
    await pick(page, 'other.csv', 'a,b\n1,2\n');
    await page.getByText('The file has no column').waitFor();
  }),
  jira('-jira', () => Promise.resolve()),
  jira(
    '-jira-dry-run',
    async (page) => {
      await page.getByRole('button', { name: 'Dry run' }).click();
      await page.getByText('First of about').waitFor();
    },
    { height: 1500 },
  ),
  jira('-jira-done', async (page) => {
    await page.getByRole('button', { name: 'Dry run' }).click();
    await page.getByRole('button', { name: /^Import about/ }).click();
    await page.getByText('The tickets were imported').waitFor();
  }),
  consoleScene(
    'reports-with-past',
    async (world) => {
      const rows = Array.from({ length: 60 }, (_, index) => {
        const at = new Date(world.now() - (index % 25) * DAY).toISOString();
        return `HD-${index},${at},${index % 7 === 0 ? 'missed' : 'met'},${index % 20 === 0 ? 1 : 0}`;
      });
      await world.console('administrator')('history/take-part', {
        importId: '6f9619ff-8b86-4d01-b42d-00cf4fc964ff',
        format: 'mapped',
        mapping: {
          ticket: 'key',
          time: { column: 'at', format: 'iso' },
          sla: { column: 'sla', met: ['met'], missed: ['missed'] },
          reopened: { by: 'count', column: 'again' },
        },
        name: 'helpdesk.csv',
        part: 0,
        parts: 1,
        firstRow: 2,
        text: ['key,at,sla,again', ...rows].join('\n'),
      });
    },
    async (page) => {
      await page.getByRole('tab', { name: 'Reports' }).click();
      await page.getByText('imported past tickets').waitFor();
    },
  ),
];
