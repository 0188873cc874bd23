import { readCatalogCsv } from '../files/catalog-csv';
import type { TabularDocument } from '../files/catalog-table';
import { catalogDocumentSchema, type CatalogDocument } from '../contract/catalog-document';
import { cappedLines, inWords, issuesText } from '../../common/contract/issues-text';
import { valueMessages } from '../../common/rules/messages';
import { SeatkeeperError } from '../../common/rules/errors';
import { importMessages } from '../rules/messages';

/**
 * A catalog as JSON, or as CSV with a row for each tier or for each tier of a contract.
 * @throws {SeatkeeperError} `invalid` naming every location and fault
 */
export const readCatalogDocument = (text: string): CatalogDocument =>
  /^[\s\uFEFF]*[{[]/.test(text) ? parseCatalogDocument(text) : documentOfTable(readCatalogCsv(text));

/** @throws {SeatkeeperError} `invalid` naming the location and the fault */
export function parseCatalogDocument(text: string): CatalogDocument {
  let json: unknown;
  try {
    json = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (error) {
    throw new SeatkeeperError(
      'invalid',
      importMessages.catalog.notJson(error instanceof Error ? error.message : ''),
      { cause: error },
    );
  }
  const parsed = catalogDocumentSchema.safeParse(json, { error: inWords });
  if (!parsed.success)
    throw new SeatkeeperError('invalid', issuesText(parsed.error, json), { cause: parsed.error });
  return parsed.data;
}

/**
 * The document that was read from rows.
 * @throws {SeatkeeperError} `invalid` naming every location and fault
 */
export function documentOfTable({
  document,
  problems,
  locationOf,
  emptyWords,
}: TabularDocument): CatalogDocument {
  const parsed = catalogDocumentSchema.safeParse(document, { error: inWords });
  if (parsed.success && problems.length === 0) return parsed.data;
  // what could not be read is missing in the document as well
  const named = new Set(problems.map(({ location }) => location));
  // a cell without text is no property of the document
  const words = (message: string): string => (message === valueMessages.missing ? emptyWords : message);
  const further = (parsed.error?.issues ?? [])
    .map(({ path, message }) => ({ location: locationOf(path), message: words(message) }))
    .filter(({ location }) => !named.has(location));
  const lines = [...problems, ...further].map(({ location, message }) => `${location}: ${message}`);
  throw new SeatkeeperError('invalid', cappedLines(lines), { cause: parsed.error });
}
