import type { AssetsObject, AssetsType } from '../../sandbox/jsm/assets';
import type { World } from './world';

/** A type of objects in the company's Assets, to be changed there. */
export function assetsType({ site }: World, name: string): AssetsType {
  const types = (site.jsm.configuration.assets?.schemas ?? []).flatMap((schema) => schema.types);
  const found = types.find((type) => type.name === name);
  if (!found) throw new Error(`there is no type ${name}`);
  return found;
}

/** An object of the company's Assets by its type and name, to be changed there. */
export function assetsObject(world: World, type: string, name: string): AssetsObject {
  const found = assetsType(world, type).objects.find(({ values }) => values['Name']?.[0] === name);
  if (!found) throw new Error(`there is no ${type} ${name}`);
  return found;
}
