import { DAY, MINUTE } from '../../../src/common/rules/time';
import { read, utils, type CellObject, type WorkBook } from '@e965/xlsx';
import { parse } from 'csv-parse/sync';
import { z } from 'zod';
import { KPIS } from '../../../src/kpis/rules/definitions';
import { recordFacts, recordSnapshot } from '../../support/kpi-facts';
import { raise, SLACK_STANDARD } from '../../support/requests';
import { World } from '../../support/world';

const TIME_ZONE = 'Asia/Kathmandu';
let world: World;

beforeEach(async () => {
  world = await World.start();
  world.sandbox.host.restSchedules(world.site);
});
afterEach(() => world.stop());

const asked = (slice: string | null = 'department') => ({
  period: { kind: 'last', days: 30 },
  ...{ against: { kind: 'before' }, grain: 'week', timeZone: TIME_ZONE, slice },
});

const download = z.object({ url: z.url(), until: z.number() });

async function made(slice?: string | null): Promise<z.infer<typeof download>> {
  return download.parse(await world.console('agent')('kpi/download', asked(slice)));
}

const opened = (url: string): Promise<Response> => world.sandbox.host.objects.answer(new Request(url));

async function workbook(url: string): Promise<WorkBook> {
  const answer = await opened(url);
  expect(answer.status).toBe(200);
  expect(answer.headers.get('content-type')).toBe(
    'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  );
  return read(await answer.arrayBuffer(), { type: 'array', cellNF: true, cellFormula: true });
}

type Cells = Readonly<Record<string, CellObject | undefined>>;

/** A sheet's rows by the titles of its header. */
function rowsOf(book: WorkBook, name: string): readonly Cells[] {
  const sheet = book.Sheets[name];
  if (!sheet) throw new Error(`no sheet ${name}`);
  const { e: end } = utils.decode_range(sheet['!ref'] ?? 'A1');
  const cell = (r: number, c: number): CellObject | undefined =>
    sheet[utils.encode_cell({ r, c })] as CellObject | undefined;
  return Array.from({ length: end.r }, (_, row) =>
    Object.fromEntries(
      Array.from({ length: end.c + 1 }, (_value, column) => [
        String(cell(0, column)?.v ?? ''),
        cell(row + 1, column),
      ]),
    ),
  );
}

const csvRows = z.array(z.record(z.string(), z.string()));

async function csv(): Promise<z.infer<typeof csvRows>> {
  const { csv: text } = (await world.console('agent')('kpi/export', asked())) as { csv: string };
  return csvRows.parse(parse(text, { columns: true }));
}

const FORMULA = '=HYPERLINK("https://evil.example","click")';

async function someRecords(): Promise<void> {
  const ago = (days: number): number => world.now() - days * DAY;
  await recordFacts(world, [
    { ticket: 1, kind: 'fulfilled', at: ago(1), tookMs: 5_400_000, department: FORMULA },
    { ticket: 2, kind: 'fulfilled', at: ago(2), breached: true, department: '+1\u0007 & <Sales>' },
    { ticket: 3, kind: 'fulfilled', at: ago(40), department: FORMULA },
  ]);
  for (const days of [35, 2])
    await recordSnapshot(world, 'figma/premium', new Date(ago(days)).toISOString().slice(0, 10), {
      ...{ purchased: 10, allocated: 8, inactive: days },
    });
  await raise(world, SLACK_STANDARD);
}

describe('the report as a workbook', () => {
  it('has the figures of the CSV, as numbers with formats', async () => {
    await someRecords();
    const book = await workbook((await made()).url);
    expect(book.SheetNames).toEqual(['Figures', 'Slices', 'Definitions']);
    const sheets = [...rowsOf(book, 'Figures'), ...rowsOf(book, 'Slices')];
    const rows = await csv();
    expect(rows.filter(({ value }) => value !== '').length).toBeGreaterThan(5);
    for (const row of rows) {
      const isWhole = row['slice'] === 'all';
      // CSV guards what looks like a formula, and a workbook has no letters for a bell
      const slice = row['slice']?.replace(/^'/, '').replace('\u0007', '');
      const cells = sheets.find(
        (one) => one['KPI']?.v === row['name'] && one['Slice']?.v === (isWhole ? undefined : slice),
      );
      if (!cells) throw new Error(`no row ${String(row['name'])} ${String(slice)}`);
      expect(cells['Unit']?.v).toBe(row['unit']);
      const percent = row['unit'] === 'percent' ? 100 : 1;
      for (const [title, column, factor] of [
        ['Value', 'value', percent],
        ['Compared', 'valueCompared', percent],
        ['Change', 'change', 1],
        ['Counted', 'hits', 1],
        ['Of', 'of', 1],
        ['Compared counted', 'hitsCompared', 1],
        ['Compared of', 'ofCompared', 1],
      ] as const) {
        const cell = cells[title];
        if (row['missing'] !== '') {
          expect(cell).toBeUndefined();
          continue;
        }
        if (row[column] === '') {
          expect([row['name'], title, cell]).toEqual([row['name'], title, undefined]);
          continue;
        }
        expect(cell).toMatchObject({ t: 'n' });
        expect(Number(cell?.v) * factor).toBeCloseTo(Number(row[column]), 1);
        expect(cell?.z).not.toBe('General');
      }
      expect(cells['Better or worse']?.v ?? '').toBe(row['changeIs']);
    }
    const adherence = sheets.find((one) => one['KPI']?.v === 'SLA adherence');
    expect(adherence?.['Value']).toMatchObject({ v: 0.5, z: '0.0%' });
  });

  it('has dates as dates, of the time zone that its header names, and none for what is of now', async () => {
    await someRecords();
    const rows = rowsOf(await workbook((await made()).url), 'Figures');
    const until = rows.find((one) => one['KPI']?.v === 'SLA adherence')?.[`Until (${TIME_ZONE})`];
    expect(until?.z).toBe('yyyy-mm-dd hh:mm');
    // serial days since the end of 1899; Kathmandu is 5:45 ahead of UTC
    const shown = (Number(until?.v) - 25_569) * DAY;
    expect(Math.abs(shown - (world.now() + 345 * MINUTE))).toBeLessThan(MINUTE);
    const backlog = rows.find((one) => one['KPI']?.v === 'Aged backlog');
    expect(backlog).toMatchObject({ Value: { t: 'n' }, Note: { v: expect.stringContaining('As of now') } });
    expect(backlog?.[`From (${TIME_ZONE})`]).toBeUndefined();
  });

  it('says every definition, and runs nothing', async () => {
    await someRecords();
    const book = await workbook((await made()).url);
    expect(rowsOf(book, 'Definitions').map((one) => one['KPI']?.v)).toEqual(KPIS.map(({ name }) => name));
    expect(rowsOf(book, 'Definitions')[0]?.['Among']?.v).toBe(KPIS[0]?.denominator);
    const labels = rowsOf(book, 'Slices').map((one) => one['Slice']);
    expect(labels).toContainEqual(expect.objectContaining({ t: 's', v: FORMULA }));
    expect(labels).toContainEqual(expect.objectContaining({ t: 's', v: '+1 & <Sales>' }));
    for (const sheet of Object.values(book.Sheets))
      for (const [address, cell] of Object.entries(sheet))
        if (!address.startsWith('!')) expect((cell as CellObject).f).toBeUndefined();
    const uncut = rowsOf(await workbook((await made(null)).url), 'Slices');
    expect(uncut[0]?.['KPI']?.v).toBe('This report isn’t split into groups.');
  });

  it('is at an address of its own that nobody can guess, and gone after a quarter of an hour', async () => {
    const [one, other] = [await made(), await made()];
    expect(one.url).not.toBe(other.url);
    expect(one.until - world.now()).toBeGreaterThan(14 * MINUTE);
    expect(one.until - world.now()).toBeLessThanOrEqual(15 * MINUTE);
    const keys = world.sandbox.host
      .installationOf(world.site)
      .objects.save()
      .map(([key]) => key);
    expect(new Set(keys).size).toBe(2);
    for (const key of keys) expect(key).toMatch(/^kpis-2026-11-23-[0-9a-f]{8}-[0-9a-f-]{27}\.xlsx$/);
    await world.advance(16 * MINUTE);
    expect((await opened(one.url)).status).toBe(404);
  });
});
