import type { Issue } from './model';

/**
 * The issues of a site by id, in the order they were created, with what is needed to find a few of very many
 * without looking at each: by key, by status and by the people whose they are. To be made empty: Map's constructor knows nothing of the indexes.
 */
export class IssueStore extends Map<string, Issue> {
  private readonly issueOfKey = new Map<string, Issue>();
  private readonly statuses = new Map<string, Set<Issue>>();
  private readonly people = new Map<string, Set<Issue>>();

  override set(id: string, issue: Issue): this {
    this.issueOfKey.set(issue.key, issue);
    this.entered(issue);
    for (const accountId of [issue.reporterId, ...issue.participants]) this.concerns(issue, accountId);
    return super.set(id, issue);
  }

  override delete(id: string): boolean {
    const issue = this.get(id);
    if (issue) {
      for (const [key, one] of this.issueOfKey) if (one === issue) this.issueOfKey.delete(key);
      for (const issues of this.statuses.values()) issues.delete(issue);
      for (const accountId of [issue.reporterId, ...issue.participants])
        this.people.get(accountId)?.delete(issue);
    }
    return super.delete(id);
  }

  override clear(): void {
    this.issueOfKey.clear();
    this.statuses.clear();
    this.people.clear();
    super.clear();
  }

  /** Gives an issue another key; it still answers to the one that it had. */
  rename(issue: Issue, key: string): void {
    issue.key = key;
    this.issueOfKey.set(key, issue);
  }

  byKey(key: string): Issue | undefined {
    return this.issueOfKey.get(key);
  }

  /** Takes note that an issue came into the status it has now. */
  entered(issue: Issue): void {
    addTo(this.statuses, issue.statusId, issue);
  }

  /** Takes note that an issue is somebody's: that they reported it, or have come to participate in it. */
  concerns(issue: Issue, accountId: string): void {
    addTo(this.people, accountId, issue);
  }

  /** The issues that somebody reported or participates in, and some in which they once did, in no order. */
  of(accountId: string): Iterable<Issue> {
    return this.people.get(accountId) ?? [];
  }

  /** All issues that are in one of these statuses, in no order. */
  *inStatuses(statusIds: Iterable<string>): Generator<Issue> {
    for (const statusId of statusIds) {
      const issues = this.statuses.get(statusId) ?? new Set<Issue>();
      for (const issue of issues) {
        if (issue.statusId === statusId) yield issue;
        // it went on since
        else issues.delete(issue);
      }
    }
  }
}

function addTo(index: Map<string, Set<Issue>>, name: string, issue: Issue): void {
  const issues = index.get(name);
  if (issues) issues.add(issue);
  else index.set(name, new Set([issue]));
}
