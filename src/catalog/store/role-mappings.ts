import { kvs } from '@forge/kvs';
import * as z from '#zod';
import { roleMappingSchema } from '../contract/role-mapping';
import type { RoleMapping } from '../rules/role-mapping';
import { SeatkeeperError } from '../../common/rules/errors';
import { catalogMessages } from '../rules/messages';

const KEY = 'role-mappings';

// a value of the key-value store has at most 240 KiB
const MAX_BYTES = 230_000;

/** @throws {SeatkeeperError} `misconfigured` when what is stored cannot be read */
export async function readRoleMappings(): Promise<RoleMapping[]> {
  const stored: unknown = await kvs.get(KEY);
  if (stored === undefined) return [];
  const parsed = z.array(roleMappingSchema).safeParse(stored);
  if (!parsed.success)
    throw new SeatkeeperError('misconfigured', catalogMessages.roleMappingsUnreadable, {
      cause: parsed.error,
    });
  return parsed.data;
}

/** Replaces all of them. */
export async function writeRoleMappings(mappings: readonly RoleMapping[]): Promise<void> {
  await kvs.set(KEY, mappings);
}

/** Whether so many fit where they are stored. */
export const canKeep = (mappings: readonly RoleMapping[]): boolean =>
  new TextEncoder().encode(JSON.stringify(mappings)).length <= MAX_BYTES;
