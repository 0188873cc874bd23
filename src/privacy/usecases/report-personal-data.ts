import { randomBytes } from 'node:crypto';
import { closedAccountId } from '../../common/rules/closed-account';
import { DAY } from '../../common/rules/time';
import { ACCOUNTS_A_REPORT, reportAccounts } from '../client/report-accounts';
import { readReportStatus, writeReportStatus } from '../store/report-status';
import { accountsToReport, forgetUnseen, markClosed, markReported } from '../store/stored-accounts';
import { eraseClosed } from './erase-closed';
import { findStored } from './find-stored';

/**
 * Each account has to be reported at least once in seven days; by the night after the sixth it is, even where a night is
 * missed.
 */
const REPORTED_AFTER = 5.5 * DAY;

const RANDOM_BYTES = 8;

/**
 * Tells Atlassian whose account ids are stored, and erases the accounts that are closed. What time cuts off goes on the next
 * night; whatever is done twice changes nothing.
 * @param outOfTime whether to leave the rest to the next night
 */
export async function reportPersonalData(now: number, outOfTime: () => boolean): Promise<void> {
  // what can't be erased holds up no report: it is tried again after it, and said then
  await eraseClosed(now, outOfTime).catch(() => undefined);
  const before = await readReportStatus();
  const pass = await findStored(before.pass, now, outOfTime);
  if (pass.isOver) await forgetUnseen(pass.startedAt);
  const status = { ...before, pass: pass.isOver ? null : pass.at };
  await writeReportStatus(status);
  try {
    if (await reportDue(now, outOfTime)) status.reportedAt = now;
    await eraseClosed(now, outOfTime);
    await writeReportStatus({ ...status, failingSince: null });
  } catch (error) {
    await writeReportStatus({ ...status, failingSince: status.failingSince ?? now });
    throw error;
  }
}

/** @returns whether anything was reported, or nothing was due */
async function reportDue(now: number, outOfTime: () => boolean): Promise<boolean> {
  let reports = 0;
  while (!outOfTime()) {
    const due = await accountsToReport(now - REPORTED_AFTER, ACCOUNTS_A_REPORT);
    if (due.length === 0) break;
    const { closed, updated } = await reportAccounts(due);
    // first whom to erase: a report that is cut off here is sent again, and answered in the same way
    for (const accountId of closed)
      await markClosed(accountId, closedAccountId(randomBytes(RANDOM_BYTES).toString('hex')));
    // nothing but the id is kept, and names are read when they are shown, so there is nothing to read anew
    await markReported(updated, now, true);
    await markReported(
      due.flatMap(({ accountId }) => (updated.includes(accountId) ? [] : [accountId])),
      now,
      false,
    );
    reports++;
  }
  return reports > 0;
}
