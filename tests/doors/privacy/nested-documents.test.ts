import fc from 'fast-check';
import { DAY } from '../../../src/common/rules/time';
import { closeAccount } from '../../../sandbox/jsm/close-account';
import { World } from '../../support/world';

// A document can stand in a document as text, and that in another. Wherever an account stands as a whole value, it is replaced

const DEPTH = 5;

/** Stands for the account that is closed in a document before it is written. */
const CLOSED = 'CLOSED';

type Document = Readonly<Record<string, unknown>>;

const person = fc.constantFrom(
  CLOSED,
  `${CLOSED}0`,
  `0${CLOSED}`,
  '557058:f58131cb-b67d-43c7-b30d-6b58d40bd077',
);
const words = fc.constantFrom(
  `asked by ${CLOSED}, then left`,
  'a "quoted" \\ word',
  `line\n${CLOSED}\nline`,
  '',
);
const level = fc.record({
  approverId: person,
  people: fc.array(person, { maxLength: 3 }),
  note: words,
  within: fc.array(fc.record({ ownerId: person, reason: words }), { maxLength: 2 }),
});

/** A document, and texts of documents within it, each a level deeper. */
const nested: fc.Arbitrary<Document> = fc
  // not an array of up to so many: those are mostly short
  .integer({ min: 1, max: DEPTH })
  .chain((levels) => fc.array(level, { minLength: levels, maxLength: levels }))
  .map(([first, ...deeper]) => {
    const inner = deeper.reduceRight<Document | undefined>(
      (below, one) => ({ ...one, ...(below === undefined ? {} : { body: JSON.stringify(below) }) }),
      undefined,
    );
    return { ...first, ...(inner === undefined ? {} : { body: JSON.stringify(inner) }) };
  });

/** A document with every value that is the account replaced, at whatever depth. */
function replaced(value: unknown, by: string, onHit: (depth: number) => void, depth = 0): unknown {
  if (Array.isArray(value)) return value.map((one) => replaced(one, by, onHit, depth));
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(
      Object.entries(value).map(([name, one]) =>
        name === 'body' && typeof one === 'string'
          ? [name, JSON.stringify(replaced(JSON.parse(one), by, onHit, depth + 1))]
          : [name, replaced(one, by, onHit, depth)],
      ),
    );
  if (value !== CLOSED) return value;
  onHit(depth);
  return by;
}

let world: World;
beforeAll(async () => {
  world = await World.start();
  world.sandbox.host.restSchedules(world.site);
});
afterAll(() => world.stop());

it('an account is replaced in documents of any depth, and nothing else is', async () => {
  const accounts = world.customers();
  const hits = new Map<number, number>();
  let run = 0;
  const onHit = (depth: number): void => {
    hits.set(depth, (hits.get(depth) ?? 0) + 1);
  };
  await fc.assert(
    fc.asyncProperty(fc.array(nested, { minLength: 30, maxLength: 30 }), async (documents) => {
      const accountId = accounts[run++] ?? '';
      const texts = documents.map((document) => JSON.stringify(document).replaceAll(CLOSED, accountId));
      for (const [step, text] of texts.entries())
        await world.execute(
          `INSERT INTO change_step (change_id, step, kind, target, by_id, happened_at, note, content)
           VALUES (?, ?, 'propose', 'nested', ?, ?, '', ?)`,
          ...[`run-${run}`, step + 1, accountId, world.now(), text],
        );
      await world.nightly();
      closeAccount(world.site.jsm, accountId);
      await world.advance(6 * DAY);
      await world.nightly();
      const rows = await world.rows(
        'SELECT by_id, content FROM change_step WHERE change_id = ? ORDER BY step',
        `run-${run}`,
      );
      expect(rows).toHaveLength(texts.length);
      for (const [index, row] of rows.entries()) {
        const name = String(row['by_id']);
        expect(name).toMatch(/^closed-/);
        const expected = JSON.stringify(replaced(documents[index], name, onHit)).replaceAll(
          CLOSED,
          accountId,
        );
        expect(row['content']).toBe(expected);
      }
    }),
    { numRuns: 10, endOnFailure: true },
  );
  // the generator has put the account everywhere often enough to mean something
  expect([...hits.keys()].sort()).toEqual([0, 1, 2, 3, 4]);
  for (const count of hits.values()) expect(count).toBeGreaterThan(10);
});
