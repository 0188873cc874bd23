import fc from 'fast-check';
import { readTable } from '../../../src/common/files/csv';

const cell = fc.stringMatching(/^[a-z0-9 .;,|"\t]{0,8}$/).map((text) => text.trim());
const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`;

describe('a table', () => {
  it.each([
    [',', ','],
    [';', ';'],
    ['\t', 'a tab'],
    ['|', '|'],
  ])('separated by %j is read as such', (separator) => {
    const lines = [
      ['WorkerID', 'Last name, First name', 'Note'],
      ['1', 'x', ''],
      ['2', '', 'y'],
    ];
    const text = lines
      .map((cells) => cells.map((one) => (/[,;|]/.test(one) ? quoted(one) : one)).join(separator))
      .join('\n');
    expect(readTable(text)).toEqual({
      columns: ['WorkerID', 'Last name, First name', 'Note'],
      rows: [
        { line: 2, cells: { WorkerID: '1', 'Last name, First name': 'x', Note: '' } },
        { line: 3, cells: { WorkerID: '2', 'Last name, First name': '', Note: 'y' } },
      ],
    });
  });

  it('says the same whatever separates its cells', () => {
    const rows = fc.array(fc.tuple(cell, cell, cell), { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(rows, fc.constantFrom(',', ';', '\t', '|'), (table, separator) => {
        const text = [['a', 'b', 'c'], ...table]
          .map((cells) => cells.map(quoted).join(separator))
          .join('\r\n');
        expect(readTable(text).rows.map(({ cells }) => [cells['a'], cells['b'], cells['c']])).toEqual(table);
      }),
    );
  });

  it('can say itself what separates its cells, as Excel does', () => {
    expect(readTable('\uFEFFsep=;\r\na,x;b\r\n1;2\r\n')).toEqual({
      columns: ['a,x', 'b'],
      rows: [{ line: 3, cells: { 'a,x': '1', b: '2' } }],
    });
  });

  it('may have nameless columns, and no rows', () => {
    expect(readTable('a,b,,\n1,2,,\n').columns).toEqual(['a', 'b']);
    expect(readTable('a,b\n')).toEqual({ columns: ['a', 'b'], rows: [] });
  });

  it('with two columns of one name is refused by that name', () => {
    expect(() => readTable('id,Department,department \n1,Design,\n')).toThrow(
      'The file has more than one column “department”. Remove or rename all but one.',
    );
  });

  it('of bytes is refused', () => {
    expect(() => readTable('PK\u0003\u0004\0\0a,b')).toThrow(
      'This isn’t a text file. Save it as CSV and choose it again.',
    );
  });
});
