import { leaveHints, ROSTER } from '../../reconcile-queue/store/reconcile-queue';
import type { MissingPeople } from '../contract/missing-people';
import { countMissing, missingPeople, settleMissing } from '../store/people';

const SHOWN = 200;

/** Who is missing from the roster. Two statements. */
export async function listMissing(): Promise<MissingPeople> {
  return { people: await missingPeople(SHOWN), count: await countMissing() };
}

/**
 * Says of people who are missing whether they have left or still work here; somebody who is not missing any more stays as
 * they are. From then on the same follows as if the roster had said it.
 * @returns how many of them were missing until then
 */
export async function decideMissing(
  workerIds: readonly string[],
  status: 'active' | 'inactive',
  personId: string,
  now: number,
): Promise<number> {
  const settled = await settleMissing(workerIds, status, personId);
  // also when there was nobody: an answer may have got lost before this
  await leaveHints(
    [
      { kind: 'roster', subjectId: ROSTER },
      { kind: 'intake', subjectId: ROSTER },
    ],
    now,
  );
  return settled;
}
