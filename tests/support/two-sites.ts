import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { madeUpCompany, type Company } from '../../sandbox/company/company';
import { otherCompany } from './companies';
import type { SharedPace } from './shared-pace';
import { ROOT } from './root';
import { type World } from './world';

/** Two companies that have nothing in common but what they ask for. */
export const twoCompanies = (): readonly [Company, Company] => [madeUpCompany('acme'), otherCompany()];

/** A copy of the app in which a cache in a module forgets of which site it is. */
export interface LeakyApp {
  readonly directory: string;
  readonly remove: () => void;
}

/**
 * Makes a function of the app remember what it once answered to the same question, whoever asks.
 * @param file below `src`
 * @param name of a function that reads, or of one that makes a reading
 * @param isKeyless whether the question itself does not matter either
 */
export const appThatRemembers = (file: string, name: string, isKeyless = false): LeakyApp =>
  changedApp(file, (source) => {
    const key = isKeyless ? "''" : 'JSON.stringify(input)';
    const anew = `${name}Anew`;
    const remembered = `\nconst rememberedFor${name} = new Map<string, unknown>();\n`;
    const reads = source.replace(`export async function ${name}(`, `async function ${anew}(`);
    if (reads !== source)
      return `${reads}${remembered}export const ${name} = (async (...input: Parameters<typeof ${anew}>) => {
  const known = rememberedFor${name}.get(${key}) ?? (await ${anew}(...input));
  rememberedFor${name}.set(${key}, known);
  return known;
}) as typeof ${anew};
`;
    const makes = source.replace(`export function ${name}(`, `function ${anew}(`);
    if (makes === source) return source;
    return `${makes}${remembered}export const ${name} = ((...input: Parameters<typeof ${anew}>) => {
  const { queries, take } = ${anew}(...input);
  return {
    queries,
    take: (rows: Parameters<typeof take>[0]) => {
      const known = rememberedFor${name}.get(${key}) ?? take(rows);
      rememberedFor${name}.set(${key}, known);
      return known;
    },
  };
}) as typeof ${anew};
`;
  });

/** @param change returns the text as it was when there is nothing to plant the leak in */
export function changedApp(file: string, change: (source: string) => string): LeakyApp {
  const directory = mkdtempSync(join(ROOT, '.cache/leaky-app-'));
  cpSync(join(ROOT, 'src'), join(directory, 'src'), { recursive: true });
  cpSync(join(ROOT, 'manifest.yml'), join(directory, 'manifest.yml'));
  cpSync(join(ROOT, 'static/translations'), join(directory, 'static/translations'), { recursive: true });
  const path = join(directory, 'src', file);
  const source = readFileSync(path, 'utf8');
  const planted = change(source);
  if (planted === source) throw new Error(`src/${file} has changed: plant the leak elsewhere`);
  writeFileSync(path, planted);
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
