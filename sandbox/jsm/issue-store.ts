import type { Issue } from './model';

/**
 * The issues of a site by id, in the order they were created, with what is needed to find a few of very many
 * without looking at each: by key and by status. To be made empty: Map's constructor knows nothing of the indexes.
 */
export class IssueStore extends Map<string, Issue> {
  private readonly issueOfKey = new Map<string, Issue>();
  private readonly statuses = new Map<string, Set<Issue>>();

  override set(id: string, issue: Issue): this {
    this.issueOfKey.set(issue.key, issue);
    this.entered(issue);
    return super.set(id, issue);
  }

  override delete(id: string): boolean {
    const issue = this.get(id);
    if (issue) {
      this.issueOfKey.delete(issue.key);
      for (const issues of this.statuses.values()) issues.delete(issue);
    }
    return super.delete(id);
  }

  override clear(): void {
    this.issueOfKey.clear();
    this.statuses.clear();
    super.clear();
  }

  byKey(key: string): Issue | undefined {
    return this.issueOfKey.get(key);
  }

  /** Takes note that an issue came into the status it has now. */
  entered(issue: Issue): void {
    const issues = this.statuses.get(issue.statusId);
    if (issues) issues.add(issue);
    else this.statuses.set(issue.statusId, new Set([issue]));
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
