import * as z from '#zod';
import { SeatkeeperError } from '../rules/errors';
import { SECOND } from '../rules/time';
import { integer, select, write } from './database';
import { mapped, query, read, type Reading } from './reading';
import { commonMessages } from '../rules/messages';

const row = z.object({
  effect_key: z.string(),
  claimed_until: integer,
  done_at: integer.nullable(),
  result_id: z.string().nullable(),
});

/**
 * How long a claim holds from the beginning of the run that made it: longer than the run can last, so that one that ran
 * out belongs to nobody who may still do it. The platform ends a run of the reconcile after 300 s and every other but the
 * nightly one, which is given 900 s, much earlier.
 */
export const CLAIM_MS = { usually: 330 * SECOND, nightly: 930 * SECOND };

/** Somebody else is at it, and will say how it went. */
export class DoneElsewhere extends SeatkeeperError {
  constructor(retryAfterSeconds: number) {
    super('unavailable', commonMessages.busyElsewhere, { retryAfterSeconds });
    this.name = 'DoneElsewhere';
  }
}

export interface Effect {
  readonly issueId: string;
  /** Names the step; the same step of the same request has the same key for ever. */
  readonly key: string;
  /** Looks whether an earlier attempt, whose answer was lost, had worked after all. */
  readonly find: () => Promise<string | undefined>;
  /** Does it. @returns an id of what came of it */
  readonly perform: () => Promise<string>;
}

/** Keys of the effects of a request that are done. */
export const effectsDoneReading = (issueId: string): Reading<Set<string>> =>
  mapped(
    query(
      z.object({ effect_key: z.string() }),
      'SELECT effect_key FROM effect WHERE issue_id = ? AND done_at IS NOT NULL',
      issueId,
    ),
    (rows) => new Set(rows.map(({ effect_key }) => effect_key)),
  );

export const effectsDone = (issueId: string): Promise<Set<string>> => read(effectsDoneReading(issueId));

/**
 * Does something outside exactly once, however often and by how many it is asked for. A claim row decides who
 * does it; when a claim runs out without a result, the next one looks for traces before doing it again.
 * @param now when the run began
 * @param claimMs of the kind of run that it is
 * @throws {DoneElsewhere} `unavailable` while somebody else is at it
 */
export async function once(effect: Effect, now: number, claimMs = CLAIM_MS.usually): Promise<void> {
  const { issueId, key } = effect;
  const until = now + claimMs;
  const isFirst = await write(
    'INSERT IGNORE INTO effect (issue_id, effect_key, claimed_until) VALUES (?, ?, ?)',
    issueId,
    key,
    until,
  );
  if (isFirst === 1) return finish(effect, await attempt(effect), now);

  const [existing] = await select(
    row,
    'SELECT effect_key, claimed_until, done_at, result_id FROM effect WHERE issue_id = ? AND effect_key = ?',
    issueId,
    key,
  );
  if (existing && existing.done_at !== null) return;
  const taken =
    existing !== undefined && existing.claimed_until <= now
      ? await write(
          'UPDATE effect SET claimed_until = ? WHERE issue_id = ? AND effect_key = ? AND claimed_until = ? AND done_at IS NULL',
          until,
          issueId,
          key,
          existing.claimed_until,
        )
      : 0;
  if (taken === 0) {
    const wait = existing ? Math.ceil((existing.claimed_until - now) / 1000) : 1;
    throw new DoneElsewhere(Math.max(1, wait));
  }
  await finish(effect, (await effect.find()) ?? (await attempt(effect)), now);
}

async function attempt(effect: Effect): Promise<string> {
  try {
    return await effect.perform();
  } catch (error) {
    // a clear refusal did nothing, so the next run may try at once; an unclear failure keeps the claim
    if (error instanceof SeatkeeperError && error.didNothing) {
      await write(
        'DELETE FROM effect WHERE issue_id = ? AND effect_key = ? AND done_at IS NULL',
        effect.issueId,
        effect.key,
      );
    }
    throw error;
  }
}

async function finish({ issueId, key }: Effect, resultId: string, now: number): Promise<void> {
  await write(
    'UPDATE effect SET done_at = ?, result_id = ? WHERE issue_id = ? AND effect_key = ?',
    now,
    resultId,
    issueId,
    key,
  );
}
