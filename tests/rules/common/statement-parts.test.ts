import { limitOf, newRows, setColumns } from '../../../src/common/store/statement-parts';

describe('rows by column', () => {
  it('are inserted with the values in the order of their columns, however each row was written', () => {
    const added = newRows([
      { id: 1, name: 'one', gone: null },
      { gone: 5, name: 'two', id: 2 },
    ]);
    expect(added.sql).toBe('(id, name, gone) VALUES (?, ?, ?), (?, ?, ?)');
    expect(added.params).toEqual([1, 'one', null, 2, 'two', 5]);
    expect(added.replacing({ but: ['id'] })).toBe('name = VALUES(name), gone = VALUES(gone)');
  });

  it.each([
    ['a row that lacks a column', [{ id: 1, name: 'one' }, { id: 2 }]],
    ['a row that has one more', [{ id: 1 }, { id: 2, name: 'two' }]],
    ['a row that has another', [{ id: 1 }, { name: 'two' }]],
    ['a row without columns', [{}]],
    ['no row', []],
  ])('are refused with %s', (_what, rows) => {
    expect(() => newRows(rows)).toThrow(/INSERT/);
  });

  it('are changed with the values in the order of their columns', () => {
    expect(setColumns({ name: 'one', at: 3 })).toEqual({ sql: 'name = ?, at = ?', params: ['one', 3] });
  });
});

describe('a limit', () => {
  it('is written out, since TiDB takes no bound value there', () => {
    expect(limitOf(20)).toBe('LIMIT 20');
    expect(limitOf(20, 0)).toBe('LIMIT 20 OFFSET 0');
  });

  it.each([
    [1.5, 0],
    [-1, 0],
    [Number.NaN, 0],
    [Infinity, 0],
    [20, 0.5],
    [20, -1],
  ])('is refused with %p after %p', (rows, after) => {
    expect(() => limitOf(rows, after)).toThrow(/whole numbers/);
  });
});
