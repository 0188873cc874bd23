import { SeatkeeperError } from '../../common/rules/errors';
import { saveDocumentAsDraft, type DraftRevision } from '../../policy/usecases/draft-policy';
import { parseCatalogDocument } from './read-catalog-document';

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
    throw new SeatkeeperError(
      'invalid',
      'applications: this document holds a catalog, which is imported in the tab “Applications”. Here only a policy is taken; leave the list of applications empty, and contracts and role mappings out.',
    );
  }
  if (!policy) throw new SeatkeeperError('invalid', 'policy: the document holds no policy.');
  await saveDocumentAsDraft(policy.rules, after, personId, now);
}
