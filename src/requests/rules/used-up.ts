import type { Seat } from '../../pools/rules/pool';
import type { AccessRequest } from './access-request';

/**
 * Whether the decision in force was carried out, and what it granted has been taken away since: an approval is good for
 * one grant, however often its ticket is reopened.
 * @param seat the one that the request has
 */
export const isUsedUp = (
  { revision, grantedRevision }: Pick<AccessRequest, 'revision' | 'grantedRevision'>,
  seat: Seat | undefined,
): boolean => grantedRevision !== null && grantedRevision === revision && seat?.state !== 'allocated';
