/** What can happen to a version of the policy, each kept for good. */
export const POLICY_STEPS = ['edited', 'proposed', 'approved', 'rejected', 'withdrawn'] as const;

export type PolicyStepKind = (typeof POLICY_STEPS)[number];

/** One step in the life of a version: who did what when, and to which content. */
export interface PolicyStep {
  readonly version: number;
  /** Counts from 1 within the version. */
  readonly step: number;
  readonly kind: PolicyStepKind;
  readonly byId: string;
  /** Milliseconds since the epoch, UTC. */
  readonly at: number;
  /** Of the rules that it was about; see `policyDigest`. */
  readonly digest: string;
  /** How many rules these are. */
  readonly rules: number;
  /** Of an approval: from when on the version counts. Milliseconds since the epoch, UTC. */
  readonly effectiveFrom: number | null;
  /** In the words of whoever took the step; empty for none. */
  readonly note: string;
}

/** A version as its steps leave it. */
export interface PolicyVersion {
  readonly version: number;
  readonly state: 'draft' | 'proposed' | 'approved' | 'rejected' | 'withdrawn';
  /** Everybody who edited or proposed it, and so cannot approve it. */
  readonly authors: readonly string[];
  readonly effectiveFrom: number | null;
  readonly last: PolicyStep;
  /** Oldest first. */
  readonly steps: readonly PolicyStep[];
}

/** What a version is at some time, as people read it. */
export type PolicyVersionState =
  'draft' | 'proposed' | 'scheduled' | 'in-force' | 'superseded' | 'rejected' | 'withdrawn';

const STATE_AFTER = {
  edited: 'draft',
  proposed: 'proposed',
  approved: 'approved',
  rejected: 'rejected',
  withdrawn: 'withdrawn',
} as const satisfies Record<PolicyStepKind, PolicyVersion['state']>;

/** Versions, newest first, from their steps in any order. */
export function readVersions(steps: readonly PolicyStep[]): PolicyVersion[] {
  const byVersion = new Map<number, PolicyStep[]>();
  for (const step of steps) byVersion.set(step.version, [...(byVersion.get(step.version) ?? []), step]);
  return [...byVersion]
    .sort(([a], [b]) => b - a)
    .flatMap(([version, own]) => {
      const ordered = [...own].sort((a, b) => a.step - b.step);
      const last = ordered.at(-1);
      if (!last) return [];
      const authors = ordered.filter(({ kind }) => kind === 'edited' || kind === 'proposed');
      return {
        version,
        state: STATE_AFTER[last.kind],
        authors: [...new Set(authors.map(({ byId }) => byId))],
        effectiveFrom: last.kind === 'approved' ? last.effectiveFrom : null,
        last,
        steps: ordered,
      };
    });
}

/** The version that people are still at work on, if any: only the newest can be. */
export function openDraft(versions: readonly PolicyVersion[]): PolicyVersion | undefined {
  const [newest] = versions;
  return newest && isOpen(newest) ? newest : undefined;
}

export const isOpen = ({ state }: PolicyVersion): boolean => state === 'draft' || state === 'proposed';

/**
 * The version that counts at a time: of the approved ones that have begun, the one that began last, and of
 * those that began together the newest; 0, the starter policy, before any has.
 */
export function versionInForce(versions: readonly PolicyVersion[], at: number): number {
  let inForce = { version: 0, effectiveFrom: -Infinity };
  for (const { version, state, effectiveFrom } of versions) {
    if (state !== 'approved' || effectiveFrom === null || effectiveFrom > at) continue;
    const isLater =
      effectiveFrom > inForce.effectiveFrom ||
      (effectiveFrom === inForce.effectiveFrom && version > inForce.version);
    if (isLater) inForce = { version, effectiveFrom };
  }
  return inForce.version;
}

export function stateAt(
  { version, state, effectiveFrom }: PolicyVersion,
  inForce: number,
  at: number,
): PolicyVersionState {
  if (state !== 'approved') return state;
  if (version === inForce) return 'in-force';
  return effectiveFrom !== null && effectiveFrom > at ? 'scheduled' : 'superseded';
}

/** Whether a version can still be taken back: before it is decided, and until it counts. */
export const canBeWithdrawn = (version: PolicyVersion, at: number): boolean =>
  isOpen(version) || (version.effectiveFrom !== null && version.effectiveFrom > at);
