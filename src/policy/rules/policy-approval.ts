import type { AccessRole } from '../../people/rules/access-role';
import type { PolicyRule } from './policy';
import type { RuleChange } from './policy-diff';
import type { PolicyVersion } from './policy-version';

export type ApprovalObstacle = 'author' | 'not-theirs';

/**
 * Why this person may not approve a draft; undefined when they may. Nobody approves what they edited or
 * proposed. Administrators approve everything else, owners what is about their own applications alone.
 */
export function approvalObstacle(
  draft: PolicyVersion,
  changes: readonly RuleChange[],
  personId: string,
  role: AccessRole,
): ApprovalObstacle | undefined {
  if (draft.authors.includes(personId)) return 'author';
  if (role.kind === 'administrator') return undefined;
  const own = new Set(role.applicationKeys);
  const rules = changes.flatMap((change) => [
    ...(change.kind === 'added' ? [] : [change.before]),
    ...(change.kind === 'removed' ? [] : [change.after]),
  ]);
  return rules.length > 0 && rules.every((rule) => isAboutOnly(rule, own)) ? undefined : 'not-theirs';
}

/** A rule that names no application is about all of them. */
function isAboutOnly({ when }: PolicyRule, own: ReadonlySet<string>): boolean {
  const named = when.applications ?? [];
  return named.length > 0 && named.every((key) => own.has(key.toLowerCase()));
}
