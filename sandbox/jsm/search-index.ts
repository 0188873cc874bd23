import type { IssueStore } from './issue-store';
import type { Issue } from './model';

interface Snapshot {
  readonly at: number;
  readonly issue: Issue;
}

/** What a query leaves over, as far as that is known before any issue is looked at. */
export interface Restriction {
  readonly statusIds?: readonly string[] | undefined;
  /** Of those who reported them. */
  readonly accountIds?: readonly string[] | undefined;
}

/**
 * What JQL sees. Jira's index follows its changes after a while; with a delay, a search finds issues as they
 * were that long ago, except those that the caller asks to be reconciled.
 */
export class SearchIndex {
  private readonly snapshots = new Map<string, Snapshot[]>();

  constructor(
    private readonly issues: IssueStore,
    private readonly now: () => number,
    /** Milliseconds. */
    private readonly delay: number,
  ) {}

  /** To be called after every change of an issue that JQL can see. */
  note(issue: Issue): void {
    if (this.delay === 0) return;
    const kept = this.snapshots.get(issue.id) ?? [];
    const oldest = kept.findLastIndex(({ at }) => at <= this.now() - this.delay);
    const fresh = { at: this.now(), issue: structuredClone(issue) };
    this.snapshots.set(issue.id, [...kept.slice(Math.max(oldest, 0)), fresh]);
  }

  /**
   * @param reconciled ids of issues that are to be seen as they are now
   * @param of leaves others out where that is cheap; what comes may still be in another status or somebody else's
   */
  *all(reconciled: readonly string[] = [], of: Restriction = {}): Iterable<Issue> {
    if (this.delay === 0 && of.accountIds) {
      yield* new Set(of.accountIds.flatMap((accountId) => [...this.issues.of(accountId)]));
      return;
    }
    if (this.delay === 0 && of.statusIds) {
      yield* this.issues.inStatuses(of.statusIds);
      return;
    }
    for (const issue of this.issues.values()) {
      const seen = this.delay === 0 || reconciled.includes(issue.id) ? issue : this.seen(issue);
      if (seen) yield seen;
    }
  }

  private seen(issue: Issue): Issue | undefined {
    const horizon = this.now() - this.delay;
    const snapshots = this.snapshots.get(issue.id);
    if (!snapshots) return issue.createdAt <= horizon ? issue : undefined;
    return snapshots.findLast(({ at }) => at <= horizon)?.issue;
  }
}
