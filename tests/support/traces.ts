import type { Sandbox, SandboxSite } from '../../sandbox/sandbox';
import { sqlUrl } from './sql-engine';

/** Texts that stand in everything that belongs to a site, and nowhere else. */
const MARKS: Readonly<Record<string, readonly string[]>> = {
  acme: ['acme', '5ea75ea7', '"5ea7:'],
  globex: ['globex', 'b10b5ea7', '"6ea7:'],
};

interface Place {
  readonly sandbox: Sandbox;
  readonly site: SandboxSite;
}

async function rows({ sandbox, site }: Place, statement: string): Promise<readonly object[]> {
  const found = await sandbox.host.installationOf(site).sql.execute(statement, [], 'select');
  if (!Array.isArray(found)) throw new Error('only a select gives rows');
  return found as readonly object[];
}

/** Everything that a site, the app's storage there and the app's invocations for it hold, as text. */
export async function tracesOf(place: Place): Promise<Readonly<Record<string, string>>> {
  const { sandbox, site } = place;
  const tables = await rows(
    place,
    sqlUrl === undefined ? "SELECT name FROM sqlite_master WHERE type = 'table'" : 'SHOW TABLES',
  );
  const { kvs } = sandbox.host.installationOf(site);
  const stored = kvs.handle('/api/v1/query', { limit: 100 }, sandbox.clock.now());
  const traces: Record<string, string> = {
    issues: asText([...site.jsm.issues.values()]),
    invocations: asText(sandbox.host.invocations.all().filter((record) => record.site === site.name)),
    'key-value store': await stored.response.text(),
  };
  for (const table of tables.map((row) => String(Object.values(row)[0])))
    traces[`table ${table}`] = JSON.stringify(await rows(place, `SELECT * FROM ${table}`));
  return traces;
}

const asText = (value: unknown): string =>
  JSON.stringify(value, (_key, inner: unknown) =>
    inner instanceof Map ? [...inner] : inner instanceof Set ? [...inner] : inner,
  );

/** Where texts of another site stand among the traces of this one. */
export async function leaksInto(place: Place): Promise<string[]> {
  const { name } = place.site;
  const foreign = Object.entries(MARKS).flatMap(([site, marks]) => (site === name ? [] : marks));
  return Object.entries(await tracesOf(place)).flatMap(([where, text]) =>
    foreign.filter((mark) => text.includes(mark)).map((mark) => `${where} of ${name}: ${around(text, mark)}`),
  );
}

function around(text: string, mark: string): string {
  const at = text.indexOf(mark);
  return text.slice(Math.max(0, at - 60), at + 60);
}
