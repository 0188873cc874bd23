import {
  IMPORT_MAX_PARTS,
  IMPORT_PART_CHARACTERS,
  importParts,
} from '../../src/common/contract/import-limits';
import type { ImportCalls } from '../../src/imports/contract/import-plan';
import { CallError, callOf } from '../lib/call';
import { documentTooLarge } from './stage-document-messages';

const call = callOf<ImportCalls>();

/**
 * Sends a document in parts that fit into one call each.
 * @returns the id under which it is staged
 * @throws {CallError} when it is too large, or a part does not arrive
 */
export async function stageDocument(text: string): Promise<string> {
  const parts = importParts(text);
  if (parts.length > IMPORT_MAX_PARTS) {
    const limit = (IMPORT_MAX_PARTS * IMPORT_PART_CHARACTERS) / 1_000_000;
    throw new CallError('invalid', documentTooLarge(limit), false);
  }
  const importId = crypto.randomUUID();
  for (const [part, piece] of parts.entries()) await call('import/stage', { importId, part, text: piece });
  return importId;
}
