import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { operations } from '../../sandbox/jsm/rest/rest-api';
import { operationsIn, parityRows, plainOperation, type ParityRow } from '../support/parity-tables';
import { testNames } from '../support/test-names';

const root = join(__dirname, '../..');
const rows = parityRows(readFileSync(join(root, 'sandbox/README.md'), 'utf8'));
const modelled = new Set(operations.map(({ method, path }) => plainOperation(`${method} ${path}`)));
const kindOf = (row: ParityRow): string => /^(works|differs|missing)\b/.exec(row.state)?.[1] ?? '';
const where = (row: ParityRow): string => `line ${row.line}: ${row.feature}`;

const namesOf = new Map<string, ReadonlySet<string>>();
function namesIn(file: string): ReadonlySet<string> {
  const path = join(root, file);
  const names =
    namesOf.get(file) ?? (existsSync(path) ? testNames(path, readFileSync(path, 'utf8')) : new Set());
  namesOf.set(file, names);
  return names;
}

function namesATest(row: ParityRow): boolean {
  const [, file = '', name = ''] = /^(.+?\.test\.tsx?) › (.+)$/.exec(row.test) ?? [];
  return namesIn(file).has(name);
}

describe('the tables that compare the sandbox with the platform', () => {
  it('say of every feature whether it works, differs or is missing, and how', () => {
    expect(rows.length).toBeGreaterThan(50);
    const wrong = rows.filter(({ state }) => !/^(works|(differs|missing): \S.*)$/.test(state));
    expect(wrong.map(where)).toEqual([]);
  });

  it('name a test that exists for everything that works or differs', () => {
    const unproved = rows.filter((row) => kindOf(row) !== 'missing' && !namesATest(row));
    expect(unproved.map((row) => `${where(row)}: ${row.test}`)).toEqual([]);
  });

  it('name no test that does not exist for what is missing', () => {
    const wrong = rows.filter((row) => kindOf(row) === 'missing' && row.test !== '' && !namesATest(row));
    expect(wrong.map((row) => `${where(row)}: ${row.test}`)).toEqual([]);
  });

  it('have no feature twice', () => {
    const seen = new Set<string>();
    const twice = rows.filter(({ feature }) => {
      const key = feature.toLowerCase();
      return seen.has(key) || !seen.add(key);
    });
    expect(twice.map(where)).toEqual([]);
  });

  it('have a row for every operation that the sandbox models, and none for one that it does not', () => {
    const described = rows.filter((row) => kindOf(row) !== 'missing').flatMap(operationsIn);
    expect([...new Set(described)].sort()).toEqual([...modelled].sort());
  });

  it('call no operation missing that is modelled', () => {
    const missing = rows.filter((row) => kindOf(row) === 'missing').flatMap(operationsIn);
    expect(missing.filter((operation) => modelled.has(operation))).toEqual([]);
  });
});

describe('a test file’s names', () => {
  it('are found with and without the blocks around them, also those of it.each and templates', () => {
    const file = [
      "describe('events', () => {",
      "  it('come', () => undefined);",
      "  it.each([['a']] as const)('%s goes', () => undefined);",
      '  test(`stays`, () => undefined);',
      '});',
    ];
    expect([...testNames('a.test.ts', file.join('\n'))]).toEqual([
      'come',
      'events › come',
      '%s goes',
      'events › %s goes',
      'stays',
      'events › stays',
    ]);
  });
});
