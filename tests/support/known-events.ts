import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import type { Manifest } from '../../sandbox/forge/manifest';
import { ROOT } from './root';

/** Not among the package's exports, but what its own validator reads. */
const MAPPING = join(ROOT, 'node_modules/@forge/manifest/out/mapping/product-event-to-scope-mapping.json');

const events = z.array(z.string()).catch([]);

/** Events that triggers listen to. */
export const heardEvents = (manifest: Manifest): string[] =>
  manifest.modulesOf('trigger').flatMap((module) => events.parse(module['events']));

/** Those among them that Atlassian does not raise; Forge's own validator lets them pass. */
export function unknownEvents(manifest: Manifest): string[] {
  const known = readFileSync(MAPPING, 'utf8');
  return heardEvents(manifest).filter(
    (event) => !known.includes(`"${event}"`) && !event.startsWith('avi:forge:'),
  );
}
