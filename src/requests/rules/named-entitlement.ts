import { contentChangedAt } from '../../jira/rules/ticket';
import type { NamedEntitlement, NamedItem } from './access-request';
import type { CheckedRequest } from './checked-request';
import type { RequestContext } from './request-context';

/** What a ticket's words are known to mean, whatever is called so now; null for what is to be found by them. */
export interface KnownKeys {
  readonly applicationKey: string | null;
  readonly tier: { readonly applicationKey: string; readonly key: string } | null;
}

export const NOTHING_KNOWN: KnownKeys = { applicationKey: null, tier: null };

type Field = 'application' | 'tier';
type Reading = Pick<RequestContext, 'ticket' | 'project' | 'appAccountId'>;

/**
 * What a ticket still means by the words that it had before: a catalog that calls things otherwise changes nothing that was
 * asked for, and neither does an option of a select list that is renamed, which no history shows. Who edits a field, be it
 * to the same words, means what is called so now.
 */
export function knownKeys(named: NamedEntitlement | null | undefined, reading: Reading): KnownKeys {
  if (!named) return NOTHING_KNOWN;
  const { application, tier } = named;
  return {
    applicationKey: isUnchanged('application', application, reading) ? application.key : null,
    tier:
      tier && isUnchanged('tier', tier, reading) ? { applicationKey: application.key, key: tier.key } : null,
  };
}

function isUnchanged(field: Field, { text, optionId, editedAt }: NamedItem, reading: Reading): boolean {
  const { fields, optionIds } = reading.ticket;
  const isSame = fields[field] === text || (optionId !== null && optionIds[field] === optionId);
  return isSame && editOf(field, reading) === editedAt;
}

const editOf = (field: Field, { ticket, project, appAccountId }: Reading): number | null =>
  contentChangedAt(ticket, [project.fields[field]], appAccountId);

/** What was found of a ticket that was just checked; null where its fields name nothing of the catalog. */
export function namedIn(content: CheckedRequest, reading: Reading): NamedEntitlement | null {
  const { fields, optionIds } = reading.ticket;
  const asked = content.ok ? content.details : content.named;
  // an empty field of a complete request gets the name of now
  const application = fields.application ?? (content.ok ? content.application.name : null);
  const tier = fields.tier ?? (content.ok ? content.tier.name : null);
  if (!asked || application === null) return null;
  const { applicationKey, tierKey } = asked;
  return {
    application: {
      key: applicationKey,
      text: application,
      optionId: optionIds.application,
      editedAt: editOf('application', reading),
    },
    tier:
      tierKey === null || tier === null
        ? null
        : { key: tierKey, text: tier, optionId: optionIds.tier, editedAt: editOf('tier', reading) },
  };
}
