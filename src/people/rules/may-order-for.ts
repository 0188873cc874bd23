import type { OrderScope } from '../../settings/rules/order-scope';
import { settersOf, type PeopleOfRequest, type Person } from './person';

/**
 * Whether somebody may ask for access for somebody else. Who reports to them is among those of each scope but the
 * narrowest.
 * @param requester the roster's entry of who asks; null when it has none
 * @param people the entries of whom it is for, and of their managers
 */
export function mayOrderFor(
  scope: OrderScope,
  requester: Person | null,
  { beneficiary, manager }: PeopleOfRequest,
): boolean {
  if (scope === 'everybody') return true;
  if (scope === 'nobody' || requester?.status !== 'active' || !beneficiary) return false;
  // what is so by the requester's own import opens nobody's requests to them
  const isOwnWord = (setters: readonly string[]): boolean => setters.some((id) => id === requester.accountId);
  if (manager?.workerId === requester.workerId && !isOwnWord(settersOf(beneficiary, manager))) return true;
  return (
    scope === 'department' &&
    requester.department !== '' &&
    requester.department === beneficiary.department &&
    !isOwnWord([...(requester.factsSetBy ?? []), ...(beneficiary.factsSetBy ?? [])])
  );
}
