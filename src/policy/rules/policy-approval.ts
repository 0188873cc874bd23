import type { Application } from '../../catalog/rules/catalog';
import type { PolicyRule } from './policy';
import type { RuleChange } from './policy-diff';
import type { PolicyVersion } from './policy-version';

/** In what capacity somebody looks at the policy. */
export type PolicyStanding =
  /** Administers Jira, or a project that is mapped. */
  | { readonly kind: 'administrator' }
  /** Owns applications, as owner or backup. */
  | { readonly kind: 'owner'; readonly applicationKeys: readonly string[] };

export type ApprovalObstacle = 'author' | 'not-theirs';

/**
 * Why this person may not approve a draft; undefined when they may. Nobody approves what they edited or
 * proposed. Administrators approve everything else, owners what is about their own applications alone.
 */
export function approvalObstacle(
  draft: PolicyVersion,
  changes: readonly RuleChange[],
  personId: string,
  standing: PolicyStanding,
): ApprovalObstacle | undefined {
  if (draft.authors.includes(personId)) return 'author';
  if (standing.kind === 'administrator') return undefined;
  const own = new Set(standing.applicationKeys);
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

/** The applications that somebody owns. */
export const ownedBy = (
  personId: string,
  catalog: readonly Pick<Application, 'key' | 'ownerId' | 'backupOwnerId'>[],
): string[] =>
  catalog
    .filter(({ ownerId, backupOwnerId }) => ownerId === personId || backupOwnerId === personId)
    .map(({ key }) => key);

/** Administrators look after every application and its pools, owners after their own. */
export const looksAfter = (standing: PolicyStanding, applicationKey: string): boolean =>
  standing.kind === 'administrator' || standing.applicationKeys.includes(applicationKey);
