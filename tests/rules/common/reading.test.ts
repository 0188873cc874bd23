import * as z from 'zod';
import { SqliteEngine } from '../../../sandbox/forge/sql/sqlite-engine';
import { SqlRefusal } from '../../../sandbox/forge/sql/rules';
import { integer } from '../../../src/common/store/database';
import {
  atMostOne,
  combined,
  constant,
  listed,
  mapped,
  query,
  read,
  readTogether,
  type Reading,
} from '../../../src/common/store/reading';

/** What the SDK sent to Forge SQL. */
const sent: { readonly query: string; readonly params: readonly unknown[] }[] = [];
const request = z.object({ query: z.string(), params: z.array(z.unknown()) });
let engine: SqliteEngine;

/** Stands where Forge does, below the real SDK. */
async function forgeSql(_target: unknown, _path: string, init: { readonly body: string }): Promise<Response> {
  const asked = request.parse(JSON.parse(init.body));
  sent.push(asked);
  try {
    return Response.json({ rows: await engine.execute(asked.query, asked.params, 'select') });
  } catch (error) {
    if (!(error instanceof SqlRefusal)) throw error;
    return Response.json({ code: error.code, message: error.message }, { status: 400 });
  }
}

beforeAll(async () => {
  engine = SqliteEngine.inMemory();
  await engine.execute('CREATE TABLE thing (name VARCHAR(20) PRIMARY KEY, size INT)', [], 'ddl');
  await engine.execute(`INSERT INTO thing VALUES ('cup', 3), ('ant', 1), ('box', 2)`, [], 'write');
  Reflect.set(globalThis, '__forge_fetch__', forgeSql);
});

afterAll(async () => {
  Reflect.deleteProperty(globalThis, '__forge_fetch__');
  await engine.close();
});

beforeEach(() => {
  sent.length = 0;
});

const thing = z.object({ name: z.string(), size: integer });
const thingsAbove = (size: number): Reading<z.infer<typeof thing>[]> =>
  query(thing, 'SELECT name, size FROM thing WHERE size > ? ORDER BY size', size);
const bySize = (size: number): Reading<string[]> =>
  mapped(thingsAbove(size), (things) => things.toSorted((a, b) => a.size - b.size).map(({ name }) => name));
const sizeOf = (name: string): Reading<number | undefined> =>
  mapped(
    atMostOne(query(thing, 'SELECT name, size FROM thing WHERE name = ?', name)),
    (found) => found?.size,
  );
const broken = query(thing, 'SELECT name, size FROM nothing');

describe('a reading', () => {
  it('is sent as it was written when it is alone', async () => {
    expect(await read(bySize(1))).toEqual(['box', 'cup']);
    expect(sent).toEqual([
      { query: 'SELECT name, size FROM thing WHERE size > ? ORDER BY size', params: [1] },
    ]);
  });

  it('sends nothing before it is read', async () => {
    const later = bySize(2);
    expect(sent).toEqual([]);
    expect(await read(later)).toEqual(['cup']);
    expect(await read(later)).toEqual(['cup']);
    expect(sent).toHaveLength(2);
  });

  it('of what is known already asks the database nothing', async () => {
    expect(await read(mapped(constant(2), (two) => two + 1))).toBe(3);
    expect(await readTogether({ one: constant('x'), other: constant(null) })).toEqual({
      one: 'x',
      other: null,
    });
    expect(await readTogether({})).toEqual({});
    expect(await read(listed([]))).toEqual([]);
    expect(sent).toEqual([]);
  });

  it('has a schema that tells its columns', () => {
    expect(() => query(z.string(), 'SELECT name FROM thing')).toThrow(/schema of an object/);
  });
});

describe('readings that are sent together', () => {
  it('are one statement, and each has its own rows under its own key', async () => {
    const found = await readTogether({
      large: bySize(1),
      ant: sizeOf('ant'),
      known: constant('here'),
      none: sizeOf('dog'),
      all: bySize(0),
    });
    expect(found).toEqual({
      large: ['box', 'cup'],
      ant: 1,
      known: 'here',
      none: undefined,
      all: ['ant', 'box', 'cup'],
    });
    expect(sent).toHaveLength(1);
    expect(sent[0]?.params).toEqual([1, 'ant', 'dog', 0]);
  });

  it('are put together in any depth', async () => {
    const sizes = listed(['cup', 'dog', 'ant'].map(sizeOf));
    const inner = combined({ sizes, few: mapped(bySize(2), (names) => names.length) });
    expect(await readTogether({ before: sizeOf('box'), inner, after: sizeOf('ant') })).toEqual({
      before: 2,
      inner: { sizes: [3, undefined, 1], few: 1 },
      after: 1,
    });
    expect(sent).toHaveLength(1);
  });

  it('sort their rows themselves, since these come in any order', () => {
    const rows = ['cup', 'ant', 'box'].map((name, index) => ({ name, size: [3, 1, 2][index] }));
    const { all, large } = combined({ all: bySize(0), large: bySize(1) }).take([rows, rows.slice(0, 1)]);
    expect(all).toEqual(['ant', 'box', 'cup']);
    expect(large).toEqual(['cup']);
  });

  it('are sent as one of them alone when the others are known', async () => {
    expect(await readTogether({ known: constant(1), large: bySize(2) })).toEqual({
      known: 1,
      large: ['cup'],
    });
    expect(sent[0]?.query).toBe('SELECT name, size FROM thing WHERE size > ? ORDER BY size');
  });

  it('fail together when the database refuses one of them', async () => {
    const refused = 'The database didn’t answer. Try again in a moment.';
    await expect(read(broken)).rejects.toThrow(refused);
    await expect(readTogether({ large: bySize(1), broken })).rejects.toThrow(refused);
    expect(sent).toHaveLength(2);
  });

  it('fail together when a row of one of them has another shape', async () => {
    const wrong = query(z.object({ name: z.number() }), 'SELECT name FROM thing');
    const unreadable = 'Some stored data can’t be read. Ask a Jira admin to check the app.';
    await expect(read(wrong)).rejects.toThrow(unreadable);
    await expect(readTogether({ large: bySize(1), wrong })).rejects.toThrow(unreadable);
  });
});
