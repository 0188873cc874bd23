import { privacy } from '@forge/api';
import { SeatkeeperError } from '../../common/rules/errors';
import { privacyMessages } from '../rules/messages';

/** How many accounts one report names. The SDK cuts longer ones, and sends all parts at once. */
export const ACCOUNTS_A_REPORT = 90;

export interface ReportedAccount {
  readonly accountId: string;
  /** Since when what is kept of it is as Atlassian has it; milliseconds since the epoch. */
  readonly keptSince: number;
}

/**
 * Tells Atlassian of which accounts something is kept.
 * @returns the closed ones, which have to be erased, and those of which Atlassian has something new
 * @throws {SeatkeeperError} `unavailable` where Atlassian doesn't take the report
 * @see https://developer.atlassian.com/platform/forge/user-privacy-guidelines/
 */
export async function reportAccounts(
  accounts: readonly ReportedAccount[],
): Promise<{ readonly closed: readonly string[]; readonly updated: readonly string[] }> {
  const asked = new Set(accounts.map(({ accountId }) => accountId));
  const answers = await privacy
    .reportPersonalData(
      accounts.map(({ accountId, keptSince }) => ({
        accountId,
        updatedAt: new Date(keptSince).toISOString(),
      })),
    )
    // the SDK rejects with the answer itself
    .catch((cause: unknown) => {
      throw new SeatkeeperError('unavailable', privacyMessages.notTaken, { cause });
    });
  const of = (wanted: string): string[] =>
    answers.flatMap(({ accountId, status }) =>
      status === wanted && asked.has(accountId) ? [accountId] : [],
    );
  return { closed: of('closed'), updated: of('updated') };
}
