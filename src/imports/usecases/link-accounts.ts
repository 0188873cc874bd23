import { SeatkeeperError } from '../../common/rules/errors';
import { unusableAccounts } from '../../jira/client/site';
import {
  countUnlinked,
  pickAccount,
  pickedAccounts,
  unlinkedWorkers,
  unpickAccount,
  workersOfAccount,
} from '../../people/store/linked-accounts';
import { findWorker } from '../../people/store/people';
import { leaveHints, ROSTER } from '../../reconcile-queue/store/reconcile-queue';
import { hasRequests } from '../../requests/store/requests';
import type { LinkedAccounts } from '../contract/linked-accounts';
import { importMessages } from '../rules/messages';

const SHOWN = 200;

/** Three statements. */
export async function listLinks(viewerId: string): Promise<LinkedAccounts> {
  const picked = await pickedAccounts(SHOWN);
  return {
    ...(await countUnlinked()),
    workerIds: await unlinkedWorkers(SHOWN),
    picked: picked.map(({ workerId, accountId, setBy }) => ({
      workerId,
      accountId,
      needsRepeat: setBy !== null,
      isOwn: setBy === viewerId,
    })),
  };
}

/**
 * Says which account is whose, where no file does. It counts as the roster does: in requests of whoever says so it counts once
 * another administrator has said the same.
 * @throws {SeatkeeperError} `invalid` for an account that nobody can use, or that is somebody else's
 */
export async function linkAccount(
  workerId: string,
  accountId: string,
  personId: string,
  now: number,
): Promise<void> {
  const words = importMessages.links;
  if ((await unusableAccounts([accountId])).size > 0) throw new SeatkeeperError('invalid', words.unusable);
  await refuseTaken(workerId, accountId);
  const saidBy = await wordOf(personId);
  if (!(await pickAccount(workerId, accountId, saidBy))) {
    const isGone = (await findWorker(workerId))?.status === 'inactive';
    throw new SeatkeeperError('conflict', isGone ? words.notAtWork : words.hasOther);
  }
  try {
    // of two who pick one account at once, at most one keeps it
    await refuseTaken(workerId, accountId);
  } catch (error) {
    await unpickAccount(workerId, saidBy);
    throw error;
  }
  await lookAgain(now);
}

async function refuseTaken(workerId: string, accountId: string): Promise<void> {
  const others = (await workersOfAccount(accountId)).filter((other) => other !== workerId);
  if (others.length > 0) throw new SeatkeeperError('invalid', importMessages.links.taken(others));
}

/**
 * Takes back what was picked; the next roster may say which account it is. Of somebody who is not at work it stays, since
 * without it nobody would know that they are gone.
 * @throws {SeatkeeperError} `invalid` for somebody who is not at work
 */
export async function unlinkAccount(workerId: string, personId: string, now: number): Promise<void> {
  const changed = await unpickAccount(workerId, await wordOf(personId));
  if (changed === 0 && (await findWorker(workerId))?.accountJoin === 'hand')
    throw new SeatkeeperError('invalid', importMessages.links.notAtWork);
  await lookAgain(now);
}

/** Until there is a request, one administrator sets up alone. */
const wordOf = async (personId: string): Promise<string | null> => ((await hasRequests()) ? personId : null);

const lookAgain = (now: number): Promise<void> =>
  leaveHints(
    [
      { kind: 'roster', subjectId: ROSTER },
      { kind: 'intake', subjectId: ROSTER },
    ],
    now,
  );
