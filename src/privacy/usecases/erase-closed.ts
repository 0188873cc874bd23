import { replaceInReports } from '../../kpis/usecases/accounts-in-reports';
import { leaveHints, ROSTER } from '../../reconcile-queue/store/reconcile-queue';
import { readSettings } from '../../settings/store/settings';
import { ACCOUNT_TABLES } from '../store/account-columns';
import { replaceAccount } from '../store/account-rows';
import { accountsToErase, markErased } from '../store/stored-accounts';

const AT_ONCE = 50;

/**
 * Puts a name of its own in the place of each closed account, everywhere, and has open requests looked at again. The id is
 * forgotten last, so that what is cut off is done again under the same name.
 */
export async function eraseClosed(now: number, outOfTime: () => boolean): Promise<void> {
  for (;;) {
    const closed = await accountsToErase(AT_ONCE);
    if (closed.length === 0) return;
    for (const { accountId, closedAs } of closed)
      if (!(await eraseAccount(accountId, closedAs, now, outOfTime))) return;
  }
}

async function eraseAccount(
  accountId: string,
  closedAs: string,
  now: number,
  outOfTime: () => boolean,
): Promise<boolean> {
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
