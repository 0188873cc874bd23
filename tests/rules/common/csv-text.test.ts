import fc from 'fast-check';
import { readCsv } from '../../../src/common/files/csv';
import { csvText } from '../../../src/common/rules/csv-text';

describe('a table as CSV', () => {
  it('quotes what would break a row apart', () => {
    expect(
      csvText(
        ['a', 'b'],
        [
          ['x, y', 'say "no"'],
          [1, null],
        ],
      ),
    ).toBe('a,b\r\n"x, y","say ""no"""\r\n1,\r\n');
  });

  it.each(['=1+1', '+49', '-2', '@SUM(A1)', '\t=1', "'=1", '＝1'])(
    'is no formula to a spreadsheet: %j',
    (text) => {
      const [, row = ''] = csvText(['a'], [[text]]).split('\r\n');
      expect(row.replace(/^"/, '')).toMatch(/^'/);
    },
  );

  it('leaves numbers alone, also negative ones', () => {
    expect(csvText(['a'], [[-3]])).toBe('a\r\n-3\r\n');
  });

  it('is read as what was written, whatever the text', () => {
    const cell = fc.oneof(fc.string({ unit: 'grapheme' }), fc.stringMatching(/^[ '=+\-@",;\r\n\ta]{0,8}$/));
    fc.assert(
      fc.property(fc.array(fc.tuple(cell, cell), { minLength: 1 }), (rows) => {
        const read = readCsv(
          csvText(
            ['id', 'a', 'b'],
            rows.map(([a, b], index) => [index, a, b]),
          ),
        );
        expect(read.map(({ cells }) => [cells['a'], cells['b']])).toEqual(rows);
      }),
    );
  });

  it('names the line on which a row begins, whatever breaks its cells hold', () => {
    const read = readCsv('a,b\n1,"two\nlines"\n\n3,x\n"y\r\nz",4\n');
    expect(read.map(({ line }) => line)).toEqual([2, 5, 6]);
  });

  it.each([
    ['rows of another length', 'a,b\n1,2,3'],
    ['an open quote', 'a\n"1'],
  ])('with %s is refused with a sentence', (_what, text) => {
    expect(() => readCsv(text)).toThrow('This isn’t a CSV file with one header row');
  });
});
