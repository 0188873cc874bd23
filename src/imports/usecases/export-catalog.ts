import { applicationsCsv, contractsCsv } from '../files/catalog-csv';
import { readRoleMappings } from '../../catalog/store/role-mappings';
import { readCatalog } from '../../catalog/store/catalog';
import { readContracts } from '../../catalog/store/contracts';
import type { CatalogFormat } from '../contract/catalog-export';
import { applicationDocuments, contractDocuments, roleMappingDocuments } from '../rules/catalog-document-of';
import type { OfferedFile } from '../../common/contract/offered-file';
import { offerText } from '../../common/forge/downloads';
import { SeatkeeperError } from '../../common/rules/errors';
import { importMessages } from '../rules/messages';

// the platform's own limit is 5 MB an answer, and one UTF-16 unit can take three bytes
const MAX_CHARACTERS = 1_500_000;

/**
 * The catalog as a text that imports as exactly this: all of it but the policy, or one of its tables.
 * @throws {SeatkeeperError} `invalid` when it is longer than an answer can be
 */
export async function exportCatalog(format: CatalogFormat): Promise<string> {
  const text = await textOf(format);
  if (text.length <= MAX_CHARACTERS) return text;
  throw new SeatkeeperError('invalid', importMessages.catalog.tooLong);
}

/**
 * The same as a file, however long it is.
 * @param id nothing that anybody could guess: whoever has the address gets the file
 */
export async function downloadCatalog(format: CatalogFormat, id: string, now: number): Promise<OfferedFile> {
  const ending = format === 'json' ? 'json' : 'csv';
  const name = format === 'contracts-csv' ? 'contracts' : format === 'json' ? 'catalog' : 'applications';
  return offerText({ name, text: await textOf(format), ending }, id, now);
}

async function textOf(format: CatalogFormat): Promise<string> {
  const contracts = await readContracts();
  if (format === 'contracts-csv') return contractsCsv(contractDocuments(contracts));
  const applications = applicationDocuments(await readCatalog(), contracts);
  if (format === 'applications-csv') return applicationsCsv(applications);
  const document = {
    format: 'seatkeeper-catalog',
    applications,
    contracts: contractDocuments(contracts),
    roleMappings: roleMappingDocuments(await readRoleMappings()),
  };
  return `${JSON.stringify(document, null, 2)}\n`;
}
