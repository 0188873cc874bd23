import { foldedText } from '../../common/rules/folded-text';
import { sha256 } from '../../common/rules/digest';
import type { RequestDetails } from './access-request';

/**
 * Fingerprint of what an approval is bound to: application, tier, beneficiary, duration, and the role where
 * the tier has roles. The justification is not part of it. SHA-256 over a JSON array, so that no two requests
 * share a text.
 */
export function requestDigest(details: RequestDetails): string {
  const bound = [details.applicationKey, details.tierKey, details.beneficiaryId, details.durationDays];
  // the catalog may write a role otherwise by now
  if (details.role !== null) bound.push(foldedText(details.role));
  return sha256(JSON.stringify(bound));
}

/** Short id of the record of one fulfillment, the same however often it is computed. */
export const fulfillmentRecordId = (issueId: string, cycle: number, digest: string): string =>
  `SK-${sha256(JSON.stringify([issueId, cycle, digest]))
    .slice(0, 12)
    .toUpperCase()}`;
