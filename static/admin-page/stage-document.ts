import type { AdminOutputs } from '../../src/contracts/admin';
import { IMPORT_MAX_PARTS, IMPORT_PART_CHARACTERS } from '../../src/contracts/import-limits';
import { CallError, callOf } from '../lib/call';

const call = callOf<AdminOutputs>();

/**
 * Sends a document in parts that fit into one call each.
 * @returns the id under which it is staged
 * @throws {CallError} when it is too large, or a part does not arrive
 */
export async function stageDocument(text: string): Promise<string> {
  const parts = Math.ceil(text.length / IMPORT_PART_CHARACTERS);
  if (parts > IMPORT_MAX_PARTS) {
    const limit = (IMPORT_MAX_PARTS * IMPORT_PART_CHARACTERS) / 1_000_000;
    throw new CallError('invalid', `The file is larger than ${limit} million characters. Split it.`, false);
  }
  const importId = crypto.randomUUID();
  for (let part = 0; part < parts; part++) {
    const start = part * IMPORT_PART_CHARACTERS;
    await call('import/stage', { importId, part, text: text.slice(start, start + IMPORT_PART_CHARACTERS) });
  }
  return importId;
}
