import { sha256 } from '../../common/rules/digest';
import type { Trouble } from './trouble';

/** A fingerprint of data, short enough for a key; never of a sentence, which may be reworded. */
export const short = (value: unknown): string => sha256(JSON.stringify(value)).slice(0, 16);

/** The key of the comment that says so, the same whatever words are used for it. */
export function troubleKey(revision: number, { code, ...details }: Trouble): string {
  const values = Object.values(details);
  return `trouble:${revision}:${code}${values.length === 0 ? '' : `:${short(values)}`}`;
}

/** What ended the keys of three of these when sentences were hashed into them; tickets that have them are in flight. */
const EARLIER_ENDS: Readonly<Record<string, string>> = {
  'pool-full': '4e63f87e3757c817',
  'left-queue': '5cea796e1b044cef',
  'holds-already': 'f3e2a61f3f1d3aaf',
};

/** Whether a ticket has a comment that says so. */
export function isSaid(done: ReadonlySet<string>, revision: number, trouble: Trouble): boolean {
  const earlier = EARLIER_ENDS[trouble.code];
  return (
    done.has(troubleKey(revision, trouble)) ||
    (earlier !== undefined && done.has(`trouble:${revision}:${earlier}`))
  );
}

/** The key of the move by which a decision declines its ticket. */
export const declinedKey = (revision: number): string => `to-declined:${revision}`;
