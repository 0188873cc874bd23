import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { madeUpCompany, type Company } from '../../sandbox/company/company';
import { sqlUrl } from './sql-engine';
import type { SharedPace } from './shared-pace';
import { ROOT, type World } from './world';

/** Texts that stand in everything that belongs to a site, and nowhere else. */
const MARKS = {
  acme: ['acme', '5ea75ea7', '"5ea7:'],
  globex: ['globex', 'b10b5ea7', '"6ea7:'],
} as const;

/** Two companies that have nothing in common but what they ask for: no account, no address, no site id. */
export function twoCompanies(): readonly [Company, Company] {
  return [madeUpCompany('acme'), elsewhere(madeUpCompany('globex'))];
}

function elsewhere(company: Company): Company {
  const moved = <T>(value: T): T => rewritten(value) as T;
  return {
    ...moved(company),
    site: { ...moved(company.site), cloudId: company.site.cloudId.replace('5ea75ea7', 'b10b5ea7') },
  };
}

function rewritten(value: unknown): unknown {
  if (typeof value === 'string')
    return value.replaceAll('5ea7:', '6ea7:').replaceAll('acme.example', 'globex.example');
  if (value instanceof Set) return new Set([...value].map(rewritten));
  if (Array.isArray(value)) return value.map(rewritten);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, rewritten(inner)]));
}

/** Everything that a site, the app's storage there and the app's invocations for it hold, as text. */
export async function tracesOf(world: World): Promise<Readonly<Record<string, string>>> {
  const { host } = world.sandbox;
  const tables = await world.rows(
    sqlUrl === undefined ? "SELECT name FROM sqlite_master WHERE type = 'table'" : 'SHOW TABLES',
  );
  const traces: Record<string, string> = {
    issues: asText([...world.site.jsm.issues.values()]),
    invocations: asText(host.invocations.all().filter(({ site }) => site === world.site.name)),
    'key-value store': asText(await storedIn(world)),
  };
  for (const table of tables.map((row) => String(Object.values(row)[0])))
    traces[`table ${table}`] = asText(await world.rows(`SELECT * FROM ${table}`));
  return traces;
}

async function storedIn(world: World): Promise<unknown> {
  const { kvs } = world.sandbox.host.installationOf(world.site);
  const { response } = kvs.handle('/api/v1/query', { limit: 100 }, world.now());
  return response.json();
}

const asText = (value: unknown): string =>
  JSON.stringify(value, (_key, inner: unknown) =>
    inner instanceof Map ? [...inner] : inner instanceof Set ? [...inner] : inner,
  );

/** Where texts of another site stand among the traces of this one. */
export async function leaksInto(world: World): Promise<string[]> {
  const traces = await tracesOf(world);
  const foreign = Object.entries(MARKS).flatMap(([site, marks]) => (site === world.site.name ? [] : marks));
  return Object.entries(traces).flatMap(([where, text]) =>
    foreign
      .filter((mark) => text.includes(mark))
      .map((mark) => `${where} of ${world.site.name}: ${around(text, mark)}`),
  );
}

function around(text: string, mark: string): string {
  const at = text.indexOf(mark);
  return text.slice(Math.max(0, at - 60), at + 60);
}

/**
 * A copy of the app that remembers applications in its module without saying of which site.
 * @returns the copy's directory and its removal
 */
export function appWithLeak(): { readonly directory: string; readonly remove: () => void } {
  const directory = mkdtempSync(join(ROOT, '.cache/leaky-app-'));
  cpSync(join(ROOT, 'src'), join(directory, 'src'), { recursive: true });
  cpSync(join(ROOT, 'manifest.yml'), join(directory, 'manifest.yml'));
  const file = join(directory, 'src/adapters/sql/catalog.ts');
  const head = 'export async function findApplication(keyOrName: string): Promise<Application | undefined> {';
  const source = readFileSync(file, 'utf8');
  if (!source.includes(head)) throw new Error(`${file} has changed: plant the leak elsewhere`);
  const planted = `const remembered = new Map<string, Application | undefined>();
${head}
  if (!remembered.has(keyOrName)) remembered.set(keyOrName, await lookUp(keyOrName));
  return remembered.get(keyOrName);
}
async function lookUp(keyOrName: string): Promise<Application | undefined> {`;
  writeFileSync(file, source.replace(head, planted));
  return {
    directory,
    remove: () => {
      rmSync(directory, { recursive: true });
    },
  };
}

/** Runs the same story on each world at the same time, and waits for both whatever becomes of one. */
export async function together<T>(
  worlds: readonly World[],
  pace: SharedPace,
  story: (world: World) => Promise<T>,
): Promise<PromiseSettledResult<T>[]> {
  return Promise.allSettled(
    worlds.map((world) =>
      story(world).finally(() => {
        pace.leave();
      }),
    ),
  );
}
