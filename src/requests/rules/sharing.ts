import type { AccessRequest } from './access-request';
import { short } from './effect-keys';

/** With whom a request of the portal is shared, and with whom it was before. */
export interface Sharing {
  readonly key: string;
  /** Null when it is for whoever asked. */
  readonly accountId: string | null;
  /** What stands for the people with whom the app has shared it, by `shareOf`. */
  readonly before: ReadonlySet<string>;
}

const PREFIX = 'share:';

/** Stands for somebody in the key of a sharing. */
export const shareOf = (accountId: string): string => short(accountId);

/**
 * Whom a request is for sees it in the portal, and is notified of what becomes of it, like whoever asked. Nobody is notified before it
 * is plain that the requester may ask for them; who it is no longer for sees it no longer.
 * @param requesterId who the ticket's reporter is
 * @param done keys of what was done before
 */
export function sharingDue(
  { state, details, revision }: AccessRequest,
  requesterId: string,
  done: ReadonlySet<string>,
): Sharing | undefined {
  if (!details || state === 'incomplete' || state === 'denied') return undefined;
  const accountId = details.beneficiaryId === requesterId ? null : details.beneficiaryId;
  const shared = [...done].filter((key) => key.startsWith(PREFIX));
  if (accountId === null && shared.length === 0) return undefined;
  const key = `${PREFIX}${accountId === null ? 'nobody' : shareOf(accountId)}:${revision}`;
  if (done.has(key)) return undefined;
  return { key, accountId, before: new Set(shared.map((one) => one.split(':')[1] ?? '')) };
}
