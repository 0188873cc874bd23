import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './root';
import type { Manifest } from '../../sandbox/forge/manifest';
import { operations } from '../../sandbox/jsm/rest/rest-api';
import { importsOf, requestJiraCalls, type SourceCall } from './source-calls';

export interface NeededScopes {
  readonly calls: readonly SourceCall[];
  /** Calls whose route is no literal or that the sandbox does not model, so that nobody knows their scopes. */
  readonly unknown: readonly SourceCall[];
  readonly uncovered: readonly SourceCall[];
  /** Every scope that something needs, in order. */
  readonly scopes: readonly string[];
}

const modelled = (call: SourceCall): (typeof operations)[number] | undefined =>
  operations.find(({ method, path }) => method === call.method && path.replace(/:\w+/g, '{}') === call.path);

/** @param root the folder with the app's `src` */
export function neededScopes(manifest: Manifest, root?: string): NeededScopes {
  const calls = requestJiraCalls('src', root);
  const isCovered = (call: SourceCall): boolean =>
    modelled(call)?.scopes.some((set) => set.every((scope) => manifest.scopes.includes(scope))) ?? false;
  const used = new Set(calls.flatMap((call) => modelled(call)?.scopes[0] ?? []));
  if (importsOf('src', root).some((module) => module === '@forge/kvs' || module === '@forge/sql'))
    used.add('storage:app');
  if (manifest.modulesOf('rovo:agent').length > 0) used.add('read:chat:rovo');
  const reports = join(root ?? ROOT, 'src/privacy/client/report-accounts.ts');
  if (existsSync(reports) && readFileSync(reports, 'utf8').includes('reportPersonalData('))
    used.add('report:personal-data');
  return {
    calls,
    unknown: calls.filter((call) => !modelled(call)),
    uncovered: calls.filter((call) => modelled(call) && !isCovered(call)),
    scopes: [...used].sort(),
  };
}
