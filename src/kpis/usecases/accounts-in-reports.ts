import { FEED_SLOTS, readFeedToken, readStoredToken, writeFeedToken } from '../store/feed-tokens';
import { readStoredWeekly, writeWeeklySettings } from '../store/weekly-reports';

/** Who made the tokens of these projects' feeds, and who had their KPIs reported. */
export async function accountsInReports(projectIds: readonly string[]): Promise<string[]> {
  const accounts: string[] = [];
  for (const projectId of projectIds) {
    for (const slot of FEED_SLOTS) {
      const token = await readFeedToken(projectId, slot);
      if (token) accounts.push(token.createdBy);
    }
    const { settings } = await readStoredWeekly(projectId);
    if (settings) accounts.push(settings.savedBy);
  }
  return accounts;
}

/** Puts another id in the place of one; doing it again changes nothing. */
export async function replaceInReports(
  projectIds: readonly string[],
  accountId: string,
  by: string,
): Promise<void> {
  for (const projectId of projectIds) {
    for (const slot of FEED_SLOTS) {
      for (;;) {
        const { token, revision } = await readStoredToken(projectId, slot);
        if (token?.createdBy !== accountId) break;
        if (await writeFeedToken(projectId, slot, { ...token, createdBy: by }, revision)) break;
      }
    }
    for (;;) {
      const { settings, revision } = await readStoredWeekly(projectId);
      if (settings?.savedBy !== accountId) break;
      if (await writeWeeklySettings(projectId, { ...settings, savedBy: by }, revision)) break;
    }
  }
}
