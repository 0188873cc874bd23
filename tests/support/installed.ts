import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { where } from './needs';
import { ROOT } from './root';

export const packageFolder = (name: string): string => join(ROOT, 'node_modules', name);

/** For what drives a client that somebody may have left out of the installation. */
export function whereInstalled(...names: readonly string[]): ReturnType<typeof where> {
  const missing = names.filter((name) => !existsSync(packageFolder(name)));
  return where(missing.length === 0, `${missing.join(' and ')} not installed`);
}
