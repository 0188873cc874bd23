import { DAY, MINUTE } from '../../common/rules/time';
import { leaveHints } from '../../reconcile-queue/store/reconcile-queue';
import type { AccessRole } from '../../people/rules/access-role';
import { addPolicyStep, currentPolicy, policyOfVersion } from '../store/policies';
import { SeatkeeperError } from '../../common/rules/errors';
import type { Policy, PolicyRule } from '../rules/policy';
import { approvalObstacle, type ApprovalObstacle } from '../rules/policy-approval';
import { diffRules, policyDigest, type RuleChange } from '../rules/policy-diff';
import {
  canBeWithdrawn,
  openDraft,
  stateAt,
  versionInForce,
  type PolicyStepKind,
  type PolicyVersion,
} from '../rules/policy-version';
import { changedMeanwhile, noSuchVersion, recentVersions, requireKnownApplications } from './draft-policy';
import { policyMessages } from '../rules/messages';

/** Exactly one content of a draft, as it was shown to whoever decides about it. */
export interface ShownDraft {
  readonly version: number;
  readonly step: number;
  readonly digest: string;
}

const MAX_AHEAD_DAYS = 366;

export const OBSTACLE_WORDS: Readonly<Record<ApprovalObstacle, string>> = {
  author: policyMessages.author,
  'not-theirs': policyMessages.notTheirs,
};

/** Says that a draft is finished and somebody else may look at it. */
export async function proposePolicy(
  shown: ShownDraft,
  note: string,
  personId: string,
  now: number,
): Promise<void> {
  const { draft, rules } = await requireShown(shown, 'proposed', personId);
  if (!draft) return;
  if (draft.state !== 'draft') throw new SeatkeeperError('invalid', policyMessages.alreadyProposed);
  await requireKnownApplications(rules);
  if (policyDigest((await currentPolicy(now)).rules) === shown.digest) {
    throw new SeatkeeperError('invalid', policyMessages.sameAsInForce);
  }
  await takeStep(draft, 'proposed', personId, now, { note });
}

/**
 * Approves a proposed draft, by somebody who had no hand in it. It counts from then on, or from a later time.
 * @param effectiveFrom milliseconds since the epoch, UTC; null for at once
 * @throws {SeatkeeperError} `invalid` when it is not what was shown any more, `forbidden` for its authors
 */
export async function approvePolicy(
  shown: ShownDraft,
  effectiveFrom: number | null,
  note: string,
  personId: string,
  role: AccessRole,
  now: number,
): Promise<void> {
  const { draft, rules } = await requireShown(shown, 'approved', personId);
  if (!draft) return;
  requireProposed(draft);
  await requireMayDecide(draft, rules, personId, role, now);
  const from = effectiveFrom ?? now;
  if (from < now) throw new SeatkeeperError('invalid', policyMessages.startsInPast);
  if (from > now + MAX_AHEAD_DAYS * DAY) throw new SeatkeeperError('invalid', policyMessages.startsTooLate);
  // before the step, since doing it again does nothing; due when it counts
  const subjectId = `policy-${draft.version}`;
  await leaveHints(
    [
      { kind: 'intake', subjectId },
      { kind: 'rules', subjectId },
    ],
    from + MINUTE,
  );
  await takeStep(draft, 'approved', personId, now, { note, effectiveFrom: from, rules });
}

/** Sends a proposed draft away, with the reason; its rules can be taken up again. */
export async function rejectPolicy(
  shown: ShownDraft,
  note: string,
  personId: string,
  role: AccessRole,
  now: number,
): Promise<void> {
  const { draft, rules } = await requireShown(shown, 'rejected', personId);
  if (!draft) return;
  requireProposed(draft);
  await requireMayDecide(draft, rules, personId, role, now);
  await takeStep(draft, 'rejected', personId, now, { note });
}

/** Takes back a version that does not count yet. */
export async function withdrawPolicy(version: number, personId: string, now: number): Promise<void> {
  const found = (await recentVersions()).find((candidate) => candidate.version === version);
  if (!found) throw noSuchVersion(version);
  if (found.last.kind === 'withdrawn' && found.last.byId === personId) return;
  if (!canBeWithdrawn(found, now)) {
    throw new SeatkeeperError('invalid', policyMessages.cannotWithdraw);
  }
  await takeStep(found, 'withdrawn', personId, now, {});
}

/**
 * The draft, when it still is what was shown; no draft when this very step was taken by this person already,
 * whose first answer got lost.
 */
async function requireShown(
  shown: ShownDraft,
  kind: PolicyStepKind,
  personId: string,
): Promise<{ readonly draft: PolicyVersion | undefined; readonly rules: readonly PolicyRule[] }> {
  const versions = await recentVersions();
  const found = versions.find(({ version }) => version === shown.version);
  if (!found) throw noSuchVersion(shown.version);
  const { last } = found;
  if (
    last.step === shown.step + 1 &&
    last.kind === kind &&
    last.byId === personId &&
    last.digest === shown.digest
  )
    return { draft: undefined, rules: [] };
  if (openDraft(versions) !== found) throw new SeatkeeperError('invalid', policyMessages.alreadyDecided);
  if (last.step !== shown.step || last.digest !== shown.digest) throw changedMeanwhile();
  const policy = await policyOfVersion(shown.version);
  // read after the steps, so an edit in between shows here
  if (!policy || policyDigest(policy.rules) !== shown.digest) throw changedMeanwhile();
  return { draft: found, rules: policy.rules };
}

function requireProposed({ state }: PolicyVersion): void {
  if (state !== 'proposed') throw new SeatkeeperError('invalid', policyMessages.notProposed);
}

async function requireMayDecide(
  draft: PolicyVersion,
  rules: readonly PolicyRule[],
  personId: string,
  role: AccessRole,
  now: number,
): Promise<void> {
  const changes = await changesOf(rules, await currentPolicy(now), await recentVersions(), now);
  const obstacle = approvalObstacle(draft, changes, personId, role);
  if (obstacle) throw new SeatkeeperError('forbidden', OBSTACLE_WORDS[obstacle]);
}

/** What rules would change about the policy in force and about every version that is still to begin. */
export async function changesOf(
  rules: readonly PolicyRule[],
  current: Policy,
  versions: readonly PolicyVersion[],
  now: number,
): Promise<RuleChange[]> {
  const inForce = versionInForce(versions, now);
  const changes = diffRules(current.rules, rules);
  for (const version of versions) {
    if (stateAt(version, inForce, now) !== 'scheduled') continue;
    const scheduled = await policyOfVersion(version.version);
    if (scheduled) changes.push(...diffRules(scheduled.rules, rules));
  }
  return changes;
}

interface StepDetails {
  readonly note?: string;
  readonly effectiveFrom?: number;
  readonly rules?: readonly PolicyRule[];
}

/** Of two people who take a step from the same place, one does; the other gets an error. */
async function takeStep(
  { version, last }: PolicyVersion,
  kind: PolicyStepKind,
  personId: string,
  now: number,
  { note = '', effectiveFrom, rules }: StepDetails,
): Promise<void> {
  const step = {
    version,
    step: last.step + 1,
    kind,
    byId: personId,
    at: now,
    digest: last.digest,
    rules: last.rules,
    effectiveFrom: effectiveFrom ?? null,
    note,
  };
  if (!(await addPolicyStep(step, rules ?? null))) throw changedMeanwhile();
}
