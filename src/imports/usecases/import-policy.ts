import { SeatkeeperError } from '../../common/rules/errors';
import { saveDocumentAsDraft, type DraftRevision } from '../../policy/usecases/draft-policy';
import { parseCatalogDocument } from './read-catalog-document';
import { importMessages } from '../rules/messages';

/**
 * Takes the policy of a JSON document, as it is exported, as the draft.
 * @throws {SeatkeeperError} `invalid` naming the place and the fault; nothing is changed then
 */
export async function importDraft(
  text: string,
  after: DraftRevision | null,
  personId: string,
  now: number,
): Promise<void> {
  const { applications, contracts = [], roleMappings = [], policy } = parseCatalogDocument(text);
  if (applications.length + contracts.length + roleMappings.length > 0) {
    throw new SeatkeeperError('invalid', importMessages.policy.isCatalog);
  }
  if (!policy) throw new SeatkeeperError('invalid', importMessages.policy.noPolicy);
  await saveDocumentAsDraft(policy.rules, after, personId, now);
}
