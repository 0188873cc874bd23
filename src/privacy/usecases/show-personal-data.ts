import { DAY } from '../../common/rules/time';
import type { PersonalDataView } from '../contract/personal-data';
import { readReportStatus } from '../store/report-status';
import { countAccounts } from '../store/stored-accounts';

const CYCLE = 7 * DAY;

/** How the reports to Atlassian go. One statement. */
export async function showPersonalData(now: number): Promise<PersonalDataView> {
  const { reportedAt, failingSince } = await readReportStatus();
  return { reportedAt, failingSince, ...(await countAccounts(now - CYCLE)) };
}
