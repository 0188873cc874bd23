import { userBrowsesProject } from '../../jira/client/site';
import { readGrant, writeGrant } from '../store/known-viewers';

/** For how long Jira's yes is believed: a right that was taken away ends here after that at the latest. */
const MINUTES_KNOWN = 5;

/**
 * Whether the person who is looking may browse a project. A yes of Jira's is known for some minutes, to that person
 * and for that project alone; a no is asked anew each time.
 * @param accountId of the person who is looking, as the platform says it
 * @param now milliseconds since the epoch
 */
export async function mayBrowse(accountId: string, projectId: string, now: number): Promise<boolean> {
  if (isRecent(await readGrant(accountId, projectId), now)) return true;
  const may = await userBrowsesProject(projectId);
  if (may) await writeGrant(accountId, projectId, now, MINUTES_KNOWN);
  return may;
}

// the store may show what has expired for two more days, so the moment itself is what counts
const isRecent = (grantedAt: number | null, now: number): boolean =>
  grantedAt !== null && grantedAt <= now && now < grantedAt + MINUTES_KNOWN * 60_000;
