import { z } from 'zod';
import type { Manifest } from './forge/manifest';
import type { IndexedProperty } from './jsm/site';

const entityProperty = z.looseObject({
  propertyKey: z.string(),
  entityType: z.string().default('issue'),
  values: z.array(
    z.looseObject({
      path: z.string(),
      type: z.enum(['number', 'text', 'string', 'user', 'date']),
      searchAlias: z.string().optional(),
    }),
  ),
});

/** Jira's limit for all `jira:entityProperty` modules of an app together. */
const MAX_VALUES = 30;

/**
 * The values of issue properties that an app asks to have indexed for JQL.
 * @throws {Error} for more values than Jira takes
 */
export function indexedProperties(manifest: Manifest): IndexedProperty[] {
  const modules = manifest.modulesOf('jira:entityProperty').map((module) => entityProperty.parse(module));
  const count = modules.flatMap(({ values }) => values).length;
  if (count > MAX_VALUES) {
    throw new Error(`manifest.yml asks for ${count} values of entity properties, Jira indexes ${MAX_VALUES}`);
  }
  return modules
    .filter(({ entityType }) => entityType === 'issue')
    .flatMap(({ propertyKey, values }) => values.map((value) => ({ propertyKey, ...value })));
}
