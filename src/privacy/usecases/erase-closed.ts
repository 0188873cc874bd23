import { replaceInReports } from '../../kpis/usecases/accounts-in-reports';
import { joinOpenCases } from '../../reclaim/usecases/join-open-cases';
import { leaveHints, ROSTER } from '../../reconcile-queue/store/reconcile-queue';
import { readSettings } from '../../settings/store/settings';
import { ACCOUNT_TABLES } from '../store/account-columns';
import { replaceAccount } from '../store/account-rows';
import { accountsToErase, markErased } from '../store/stored-accounts';

const AT_ONCE = 50;

/**
 * Puts a name of its own in the place of each closed account, everywhere, and has open requests looked at again. The id is
 * forgotten last, so that what is cut off is done again under the same name. An account that can't be erased holds up no other.
 * @throws {AggregateError} after all others, of those that couldn't be erased
 */
export async function eraseClosed(now: number, outOfTime: () => boolean): Promise<void> {
  const failures: unknown[] = [];
  let after = '';
  for (;;) {
    const closed = await accountsToErase(after, AT_ONCE);
    for (const { accountId, closedAs } of closed) {
      after = accountId;
      try {
        if (!(await eraseAccount(accountId, closedAs, now, outOfTime))) return;
      } catch (error) {
        failures.push(error);
      }
    }
    if (closed.length < AT_ONCE) break;
  }
  if (failures.length > 0) throw new AggregateError(failures, failures.map(String).join('; '));
}

async function eraseAccount(
  accountId: string,
  closedAs: string,
  now: number,
  outOfTime: () => boolean,
): Promise<boolean> {
  await joinOpenCases(accountId, closedAs, now);
  for (const table of ACCOUNT_TABLES)
    if (!(await replaceAccount(table, accountId, closedAs, outOfTime))) return false;
  const projects = (await readSettings())?.projects ?? [];
  await replaceInReports(
    projects.map(({ projectId }) => projectId),
    accountId,
    closedAs,
  );
  await leaveHints(
    [
      { kind: 'roster', subjectId: ROSTER },
      { kind: 'intake', subjectId: 'personal-data' },
      { kind: 'approver', subjectId: closedAs },
      { kind: 'holder', subjectId: closedAs },
    ],
    now,
  );
  await markErased(accountId, now);
  return true;
}
