import { readCatalogCsv } from '../adapters/catalog-csv';
import { catalogDocumentSchema, type CatalogDocument } from '../contracts/catalog-document';
import { cappedLines, issuesText } from '../contracts/issues-text';
import { SeatkeeperError } from '../domain/errors';

/**
 * A catalog as JSON, or as CSV with a row for each tier or for each tier of a contract.
 * @throws {SeatkeeperError} `invalid` naming every place and fault
 */
export const readCatalogDocument = (text: string): CatalogDocument =>
  /^[\s\uFEFF]*[{[]/.test(text) ? parseCatalogDocument(text) : parseCatalogCsv(text);

/** @throws {SeatkeeperError} `invalid` naming the place and the fault */
export function parseCatalogDocument(text: string): CatalogDocument {
  let json: unknown;
  try {
    json = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (error) {
    throw new SeatkeeperError(
      'invalid',
      `The file is not JSON: ${error instanceof Error ? error.message : ''}`,
      { cause: error },
    );
  }
  const parsed = catalogDocumentSchema.safeParse(json);
  if (!parsed.success)
    throw new SeatkeeperError('invalid', issuesText(parsed.error), { cause: parsed.error });
  return parsed.data;
}

function parseCatalogCsv(text: string): CatalogDocument {
  const { document, problems, placeOf } = readCatalogCsv(text);
  const parsed = catalogDocumentSchema.safeParse(document);
  if (parsed.success && problems.length === 0) return parsed.data;
  // what could not be read is missing in the document as well
  const told = new Set(problems.map(({ place }) => place));
  const further = (parsed.error?.issues ?? [])
    .map(({ path, message }) => ({ place: placeOf(path), message: cellWords(message) }))
    .filter(({ place }) => !told.has(place));
  const lines = [...problems, ...further].map(({ place, message }) => `${place}: ${message}`);
  throw new SeatkeeperError('invalid', cappedLines(lines), { cause: parsed.error });
}

/** A cell without text is no property of the document. */
const cellWords = (message: string): string =>
  message.endsWith('received undefined') ? 'the cell is empty' : message;
