import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { applicationsCsv, contractsCsv, readCatalogCsv } from '../../../src/imports/files/catalog-csv';
import { readCatalogObjects } from '../../../src/imports/files/catalog-objects';
import { USUAL_ASSETS_SOURCE } from '../../../src/imports/contract/assets-source';
import { catalogDocumentSchema, type CatalogDocument } from '../../../src/imports/contract/catalog-document';
import { documentOfTable, readCatalogDocument } from '../../../src/imports/usecases/read-catalog-document';
import { catalogObjects } from '../../support/catalog-objects';

const key = fc.stringMatching(/^[a-z0-9][a-z0-9-]{0,8}$/);
// what is stored has been trimmed
const text = (max: number): fc.Arbitrary<string> =>
  fc
    .oneof(fc.string({ maxLength: max, unit: 'grapheme-ascii' }), fc.stringMatching(/^[=+\-@'",;\n a]{1,6}$/))
    .map((one) => one.slice(0, max).trim());
const line = (max: number): fc.Arbitrary<string> => text(max).filter((one) => one.length > 0);
const day = fc
  .integer({ min: 0, max: 3_000 })
  .map((days) => new Date(days * 86_400_000 + Date.UTC(2024, 0, 1)));
const date = day.map((one) => one.toISOString().slice(0, 10));
const price = fc.record({
  amount: fc.integer({ min: 0, max: 99_999 }).map((cents) => (cents / 100).toFixed(2)),
  currency: fc.constantFrom('EUR', 'USD'),
  per: fc.constantFrom('month' as const, 'year' as const),
});
const role = line(20).filter((one) => !one.includes(';') && !one.includes('\n'));
const nullable = <T>(some: fc.Arbitrary<T>): fc.Arbitrary<T | null> => fc.option(some);

type Application = CatalogDocument['applications'][number];
const tier: fc.Arbitrary<Application['tiers'][number]> = fc.record({
  key,
  name: line(20),
  summary: text(30),
  premium: fc.boolean(),
  addOn: fc.boolean(),
  lowerTier: fc.constant(null),
  roles: fc.uniqueArray(role, { maxLength: 3, selector: (one) => one.toLowerCase() }),
  seats: nullable(fc.integer({ min: 0, max: 100_000 })),
  price: nullable(price),
  contractEnd: nullable(date),
});
const named = (item: { readonly key: string; readonly name: string }): string[] => [
  item.key,
  item.name.toLowerCase(),
];
const distinct = <T extends { readonly key: string; readonly name: string }>(items: readonly T[]): T[] => {
  const seen = new Set<string>();
  return items.filter((item) => {
    if (named(item).some((word) => seen.has(word))) return false;
    for (const word of named(item)) seen.add(word);
    return true;
  });
};
const application: fc.Arbitrary<Application> = fc.record({
  key,
  name: line(20),
  description: text(40),
  risk: nullable(fc.constantFrom('low' as const, 'high' as const)),
  criticality: nullable(fc.constantFrom('medium' as const, 'critical' as const)),
  region: nullable(line(20)),
  supportPath: nullable(line(40)),
  idleDays: nullable(fc.integer({ min: 1, max: 3_650 })),
  owner: nullable(fc.constantFrom('leo@acme.example', '5ea7:1001')),
  backupOwner: nullable(fc.constant('ana@acme.example')),
  tiers: fc.array(tier, { minLength: 1, maxLength: 4 }).map(distinct),
});
const contract = fc
  .record({
    key,
    application: key,
    supplier: line(30),
    start: date,
    end: nullable(fc.constant('2040-01-01')),
    noticeBy: nullable(date),
    autoRenew: fc.boolean(),
    tiers: fc.uniqueArray(
      fc.record({ tier: key, seats: fc.integer({ min: 0, max: 900 }), price: nullable(price) }),
      { minLength: 1, maxLength: 4, selector: (one) => one.tier },
    ),
  })
  .map((one) => ({ ...one, name: one.key }));

describe('a catalog as a table', () => {
  it('is read as what was written, application by application', () => {
    fc.assert(
      fc.property(fc.array(application, { minLength: 1, maxLength: 5 }).map(distinct), (applications) => {
        const { document, problems } = readCatalogCsv(applicationsCsv(applications));
        expect(problems).toEqual([]);
        expect(catalogDocumentSchema.parse(document).applications).toEqual(applications);
      }),
    );
  });

  it('is read as what was written, contract by contract', () => {
    fc.assert(
      fc.property(fc.array(contract, { minLength: 1, maxLength: 5 }).map(distinct), (items) => {
        const contracts = items.map(({ name: _name, ...one }) => one);
        const { document } = readCatalogCsv(contractsCsv(contracts));
        expect(catalogDocumentSchema.parse(document).contracts).toEqual(contracts);
      }),
    );
  });

  it('is read as what was written where it stands in objects, whether these point to each other or hold keys', () => {
    const catalogs = fc.array(application, { minLength: 1, maxLength: 4 }).map(distinct);
    const bought = fc.array(contract, { minLength: 1, maxLength: 3 }).map(distinct);
    fc.assert(
      fc.property(catalogs, bought, fc.boolean(), (applications, items, pointing) => {
        const contracts = items.map(({ name: _name, ...one }) => one);
        const found = catalogObjects(applications, contracts, pointing);
        const document = documentOfTable(readCatalogObjects(found, USUAL_ASSETS_SOURCE.attributes));
        expect(document.applications).toEqual(applications);
        expect(document.contracts).toEqual(contracts);
      }),
    );
  });

  const HEADER = 'application,applicationName,risk,tier,tierName,premium,seats,price,currency,per';
  const refused = (...rows: readonly string[]): string[] => {
    try {
      readCatalogDocument([HEADER, ...rows].join('\n'));
      return [];
    } catch (error) {
      return error instanceof Error ? error.message.split('\n') : [];
    }
  };

  it('names every fault at once, by line and column', () => {
    expect(
      refused(
        'figma,Figma,high,standard,Standard,no,40,3.00,EUR,month',
        'figma,Figma,low,premium,Premium,perhaps,6.5,45,Euro,month',
        'Miro!,Miro,huge,standard,,yes,-1,,,',
      ),
    ).toEqual([
      'Line 3, risk: “low” here, but “high” at Line 2.',
      'Line 3, premium: “perhaps” must be yes or no.',
      'Line 3, seats: “6.5” isn’t a whole number.',
      'Line 4, seats: “-1” isn’t a whole number.',
      'Line 3, currency: Enter an ISO 4217 currency code, like EUR.',
      'Line 4, application: Use lowercase letters, digits and hyphens, at most 40 characters.',
      'Line 4, risk: Choose one of these: low, medium, high.',
      'Line 4, tierName: The cell is empty.',
    ]);
  });

  it('names no more faults than people read, and counts the others', () => {
    const lines = refused(...Array.from({ length: 500 }, (_, index) => `a${index},A${index},,t,T,,many,,,`));
    expect(lines).toHaveLength(21);
    expect(lines.at(-1)).toBe('and 480 more');
  });

  it.each([
    ['a row twice', ['a,A,,t,T,,1,,,', 'a,A,,t,T,,1,,,'], 'Line 3: “t” is used twice.'],
    [
      'a name twice',
      ['a,A,,t,T,,1,,,', 'b,a,,t,T,,1,,,'],
      'Line 3: “a” (b) and “A” (a) share a name or key, so a request for one could get the other. Rename one of them.',
    ],
    ['a price without a currency', ['a,A,,t,T,,1,5.00,,month'], 'Line 2, currency: The cell is empty.'],
    ['words that objects inherit', ['a,A,,t,T,constructor,1,,,'], /“constructor” must be yes or no/],
  ])('with %s is refused', (_what, rows, message) => {
    expect(refused(...rows)).toEqual([
      message instanceof RegExp ? (expect.stringMatching(message) as unknown) : message,
    ]);
  });

  it.each([
    ['no column for tiers', 'application,applicationName\na,A', /The column “tier” is missing/],
    ['a column nobody knows', `${HEADER},colour\na,A,,t,T,,1,,,,red`, /The column “colour” isn’t known/],
    ['a column by the name of a method', `${HEADER},toString\na,A,,t,T,,1,,,,x`, /column “toString”/],
    ['no rows', HEADER, /has no rows below it/],
    ['an open quote', `${HEADER}\n"a`, /isn’t a CSV file/],
  ])('with %s is refused', (_what, file, message) => {
    expect(() => readCatalogDocument(file)).toThrow(message);
  });
});

describe('the catalog document’s description', () => {
  const page = readFileSync(join(__dirname, '../../../docs/catalog-document.md'), 'utf8');
  const examples = [...page.matchAll(/```(?:json|csv)\n([^`]*)```/g)].map(([, text = '']) => text);

  it('has examples that are read as they stand', () => {
    expect(examples.map((text) => Object.keys(readCatalogDocument(text)))).toEqual([
      ['format', 'applications', 'contracts', 'roleMappings'],
      ['format', 'applications'],
      ['format', 'applications', 'contracts'],
    ]);
  });

  it('names the columns that an export has', () => {
    const headers = examples.slice(1).map((text) => text.split('\n')[0]);
    expect(headers).toEqual([applicationsCsv([]).trim(), contractsCsv([]).trim()]);
  });

  it('names every property that a document can have', () => {
    const document = catalogDocumentSchema.parse(JSON.parse(examples[0] ?? ''));
    const [application] = document.applications;
    const names = [document, application, application?.tiers[0], document.contracts?.[0]].flatMap((part) =>
      Object.keys(part ?? {}),
    );
    expect(names.filter((name) => !page.includes(`"${name}"`))).toEqual([]);
  });
});
